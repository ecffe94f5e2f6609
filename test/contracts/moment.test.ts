import { isDay, isDayOrTime, isTime } from '../../contracts/inputs/moment';

test.each(['2026-03-01', '2028-02-29', '2000-02-29', '0001-01-01'])('%p is a day', (text) => {
  expect([isDay(text), isDayOrTime(text), isTime(text)]).toEqual([true, true, false]);
});

test.each([
  '2026-03-01T18:00:00+08:00',
  '2026-03-01T18:00Z',
  '2028-02-29T23:59:59.999999999-11:30',
  '2026-03-01T24:00:00Z',
])('%p is a time that can be read', (text) => {
  expect([isTime(text), isDayOrTime(text), isDay(text)]).toEqual([true, true, false]);
  expect(Date.parse(text)).not.toBeNaN();
});

test.each([
  '2026-02-30',
  '2026-02-29',
  '1900-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-3-1',
  '2026-02-30T00:00:00Z',
  '2026-04-31T18:00:00+08:00',
  '2026-03-01T24:00:01Z',
  '2026-03-01T25:00Z',
  '2026-03-01T23:60:00Z',
  '2026-03-01T23:59:60Z',
  '2026-03-01T18:00:00+24:00',
  '2026-03-01T18:00:00+08:60',
  '2026-03-01T18:00',
  '2026-03-01T18:00:00+0800',
  '2026-03-01 18:00Z',
  '+02026-03-01',
  'today',
  '',
])('%p is neither a day nor a time', (text) => {
  expect([isDay(text), isTime(text), isDayOrTime(text)]).toEqual([false, false, false]);
});

import type { CalendarSpecDescription } from '@temporalio/client';
import { calendarAsCron } from '../../client/schedules/calendar-as-cron';

const at = (start: number, end = start, step = 1) => [{ start, end, step }];

/** As the server describes `0 3 * * *`, which was not made by this product. */
const DAILY: CalendarSpecDescription = {
  second: at(0),
  minute: at(0),
  hour: at(3),
  dayOfMonth: at(1, 31),
  month: [{ start: 'JANUARY', end: 'DECEMBER', step: 1 }],
  dayOfWeek: [{ start: 'SUNDAY', end: 'SATURDAY', step: 1 }],
  year: [],
};

it.each<[Partial<CalendarSpecDescription>, string]>([
  [{}, '0 3 * * *'],
  [{ comment: '0 3 * * MON-FRI' }, '0 3 * * MON-FRI'],
  [{ comment: 'nightly' }, '0 3 * * *'],
  [{ minute: at(0, 59, 15), hour: [...at(1, 5), ...at(8)] }, '*/15 1-5,8 * * *'],
  [
    {
      month: [{ start: 'MARCH', end: 'MARCH', step: 1 }],
      dayOfWeek: [{ start: 'MONDAY', end: 'FRIDAY', step: 1 }],
    },
    '0 3 * 3 1-5',
  ],
  [{ year: at(2027) }, '0 3 * * * 2027'],
  [{ second: at(30) }, '30 0 3 * * * *'],
])('a calendar with %j reads %s', (given, cron) => {
  expect(calendarAsCron({ ...DAILY, ...given })).toBe(cron);
});

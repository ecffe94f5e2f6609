import { humanBytes, humanCount } from '../../../presentation/text/human-units';
import { wordsOf } from '../../../presentation/words/words';

describe('units for people', () => {
  it.each([
    ['0', '0 B'],
    ['1023', '1023 B'],
    ['1024', '1.00 KiB'],
    ['1536', '1.50 KiB'],
    ['10737418240', '10.0 GiB'],
    ['1125899906842624', '1.00 PiB'],
  ])('%s bytes are %s', (bytes, text) => {
    expect(humanBytes(bytes)).toBe(text);
  });

  it.each([
    ['7', '7'],
    ['1000', '1,000'],
    ['123456', '123,456'],
    ['1234567', '1,234,567'],
    ['-123', '-123'],
    ['-1234567', '-1,234,567'],
  ])('%s is written %s', (count, text) => {
    expect(humanCount(count)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [90_000, '1 min 30 s'],
    [3 * 86_400_000, '3 days'],
    [93_784_000, '1 day 2 h'],
  ])('%d ms are %s', (duration, text) => {
    expect(wordsOf('en').duration(duration)).toBe(text);
  });

  it.each([
    [3_600_000, 'every hour', '每小时', '1 小时'],
    [86_400_000, 'every day', '每天', '1 天'],
    [5_400_000, 'every 90 minutes', '每 90 分钟', '90 分钟'],
    [6 * 3_600_000, 'every 6 hours', '每 6 小时', '6 小时'],
    [86_401_000, 'every 86401 seconds', '每 86401 秒', '86401 秒'],
    [1500, 'every 1500 milliseconds', '每 1500 毫秒', '1500 毫秒'],
  ])('an interval of %d ms is "%s" and "%s", without loss', (interval, english, chinese, exact) => {
    const [en, zh] = [wordsOf('en'), wordsOf('zh')];
    expect([en.every(interval), zh.every(interval), zh.exactly(interval)]).toEqual([english, chinese, exact]);
  });
});

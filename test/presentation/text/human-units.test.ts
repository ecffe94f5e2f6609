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
    ['1234567', '1,234,567'],
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
});

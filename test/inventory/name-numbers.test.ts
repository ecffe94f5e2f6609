import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from '../../inventory/pages/key-bytes';
import { NameNumbers } from '../../inventory/splitting/name-numbers';
import { SeenSymbols } from '../../inventory/splitting/seen-symbols';

const NAMES = ['img0000.jpg', 'img0357.jpg', 'img0713.jpg', 'img0999.jpg'].map(toKeyBytes);

const symbol = fc.constantFrom(
  '0',
  '7',
  'a',
  'f',
  'z',
  'A',
  'Q',
  '-',
  '_',
  '.',
  '照',
  '片',
  'é',
  '😀',
  '\u{10ffff}',
);
const names = fc
  .uniqueArray(fc.array(symbol, { minLength: 1, maxLength: 40 }), {
    minLength: 2,
    maxLength: 32,
    size: 'max',
  })
  .map((lists) =>
    [...new Set(lists.map((parts) => toKeyBytes(parts.join(''))))].toSorted((a, b) => (a < b ? -1 : 1)),
  )
  .filter(({ length }) => length > 1);

describe('names as numbers', () => {
  it('are counted in the alphabet that they show', () => {
    const numbers = new NameNumbers(NAMES);
    expect(numbers.distance('img0000.jpg', 'img0999.jpg')).toBe(999);
    expect(numbers.add('img0999.jpg', 1, 1)).toBe('img1000');
    expect(numbers.add('img0999.jpg', 4000, 100)).toBe('img49');
    expect(numbers.toEnd('img0999.jpg')).toBe(9001);
    expect(numbers.add('img0999.jpg', 9001, 1)).toBeNull();
  });

  it('are told apart behind a beginning of a thousand bytes', () => {
    const before = 'x'.repeat(1000);
    const numbers = new NameNumbers(NAMES.map((name) => before + name));
    expect(numbers.distance(`${before}img0357.jpg`, `${before}img0713.jpg`)).toBe(356);
    expect(numbers.add(`${before}img0357.jpg`, 100, 1)).toBe(`${before}img0457`);
  });

  it('are as few as the calendar has where they are dates', () => {
    const months = (folder: string, some: readonly string[]) =>
      new NameNumbers(some, undefined, folder).toEnd(some[0] as string);
    expect(months('logs/2024/', ['03/', '05/', '06/'])).toBe(9);
    expect(months('sales/year=2024/', ['month=03/', 'month=05/'])).toBe(9);
    expect(months('logs/2024/06/', ['03/', '05/', '06/'])).toBe(28);
    const dates = new NameNumbers(['app-2024-01-05.log', 'app-2024-02-17.log', 'app-2024-03-30.log']);
    expect(dates.distance('app-2024-03-30.log', 'app-2024-04-01.log')).toBeLessThan(13);
  });

  it('go beyond the calendar where one of them is no date', () => {
    const toEnd = (folder: string, ...some: string[]) =>
      new NameNumbers(some, undefined, folder).toEnd(some[0] as string);
    expect(toEnd('logs/2024/', '03/', '05/', '96/')).toBe(97);
    expect(toEnd('logs/1824/', '03/', '05/', '06/')).toBe(97);
    expect(toEnd('logs/20240/', '03/', '05/', '06/')).toBe(97);
    expect(toEnd('logs/2024/', '0003/', '0005/', '0006/')).toBe(9997);
  });

  it('count only the digits that come again whenever what stands before moves on', () => {
    const symbols = new SeenSymbols();
    const day = (number: number, most: number) =>
      Array.from({ length: 20 }, (_, at) => {
        const order = String(1 + Math.round((at * (most - 1)) / 19)).padStart(8, '0');
        return toKeyBytes(`ORD2024010${number}${order}`);
      });
    const first = day(1, 1000);
    const alone = new NameNumbers(first, symbols.of(''));
    for (const number of [1, 2, 3, 4, 5]) {
      symbols.learn('', day(number, 2500));
    }
    const numbers = new NameNumbers(first, symbols.of(''));
    const name = first.at(-1) as KeyBytes;
    const next = day(2, 1000)[0] as KeyBytes;
    expect(alone.distance(name, next)).toBe(99_999_001);
    // Of thousands up to three may come, of tens of thousands none was seen.
    expect(numbers.distance(name, next)).toBe(3001);
    expect(numbers.distance(name, 'ORD2024010200030000')).toBeLessThanOrEqual(7001);
  });

  it('always lead to a later name that can be asked for', () => {
    fc.assert(
      fc.property(names, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (list, pick, share) => {
        const numbers = new NameNumbers(list);
        const from = list[pick % list.length] as string;
        const name = numbers.add(from, Math.max(1, share * numbers.toEnd(from)), 1);
        expect(name === null || fromKeyBytes(name) !== null).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are as far from each other as was added', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(8000), (from, steps) => {
        const numbers = new NameNumbers(NAMES);
        const name = `img${String(from).padStart(4, '0')}.jpg`;
        expect(numbers.distance(name, numbers.add(name, steps, 1) ?? '')).toBe(steps);
      }),
    );
  });
});

import type { TrueObject } from './true-digest';
import fc from 'fast-check';

const AWKWARD = [
  'a',
  'b',
  '0',
  '9',
  '/',
  '/',
  '//',
  ' ',
  '+',
  '%',
  '%20',
  '&',
  '<',
  '\r',
  '\n',
  '\t',
  '\u0001',
  '\u007f',
  '\\',
  '"',
];
const WIDE = ['照', '片', '一', 'Ж', 'ё', '😀', '\u{10ffff}', '\uE000', '\uFFFD', '\uFFFF', '\uD7FF'];

const part = fc.constantFrom(...AWKWARD, ...WIDE);
const awkwardKey = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
/** Of 1,024 bytes or slightly fewer, which differ only at their end. */
const longKey = fc
  .tuple(fc.constantFrom('x', '照', '/', '\u0001'), fc.integer({ min: 0, max: 20 }))
  .map(
    ([text, last]) => text.repeat(Math.floor(1022 / Buffer.byteLength(text))) + String(last).padStart(2, '0'),
  );
const datedKey = fc
  .tuple(fc.integer({ min: 2023, max: 2025 }), fc.integer({ min: 1, max: 12 }), fc.nat(99))
  .map(([year, month, rest]) => `logs/${year}/${String(month).padStart(2, '0')}/${rest}`);
const hashedKey = fc.nat(0xffff).map((value) => value.toString(16).padStart(4, '0'));
const serialKey = fc.nat(3000).map((value) => `img${String(value).padStart(6, '0')}.jpg`);
/** More top-level prefixes than are listed separately. */
const spreadKey = fc.tuple(fc.nat(150), fc.nat(3)).map(([top, rest]) => `${top.toString(36)}/${rest}`);

export const aKey = fc.oneof(awkwardKey, longKey, datedKey, hashedKey, serialKey, spreadKey);

/** The keys of a bucket: of one kind, or of all. */
export const keySets = fc.oneof(
  fc.uniqueArray(aKey, { maxLength: 60 }),
  fc.uniqueArray(datedKey, { maxLength: 130, size: 'max' }),
  fc.uniqueArray(hashedKey, { maxLength: 150, size: 'max' }),
  fc.uniqueArray(serialKey, { maxLength: 150, size: 'max' }),
  fc.uniqueArray(awkwardKey, { maxLength: 150, size: 'max' }),
  fc.uniqueArray(spreadKey, { maxLength: 130, size: 'max' }),
  fc.uniqueArray(longKey, { maxLength: 25 }),
);

const KIB = 1024;
/** On both sides of every bound that says something of an object. */
const SIZES = [
  1,
  200 * KIB,
  KIB ** 2,
  10 * KIB ** 2,
  100 * KIB ** 2,
  KIB ** 3,
  10 * KIB ** 3,
  100 * KIB ** 3,
  KIB ** 4,
]
  .flatMap((bound) => [bound - 1, bound])
  .concat(53_687_091_200_000, 53_687_091_200_001, Number.MAX_SAFE_INTEGER);

const month = fc
  .tuple(fc.integer({ min: 2010, max: 2025 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}-03T04:05:06.000Z`);

/** All that a listing says of an object, for a key. */
export function anObject(key: string): fc.Arbitrary<TrueObject> {
  return fc.record({
    key: fc.constant(key),
    size: fc.oneof({ weight: 3, arbitrary: fc.nat(2_000_000) }, fc.constantFrom(...SIZES)),
    storageClass: fc.constantFrom(
      'STANDARD',
      'STANDARD_IA',
      'ARCHIVE',
      'DEEP_COLD_ARCHIVE',
      'EXTREME_PL1',
      null,
    ),
    lastModified: fc.oneof({ weight: 9, arbitrary: month }, fc.constant(null)),
  });
}

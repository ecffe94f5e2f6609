import type { TrueObject } from './true-digest';
import { trueDigest } from './true-digest';

/** When an object was modified of which a test does not say. */
export const LONG_AGO = '2026-01-02T03:04:05.000Z';

interface Tally {
  readonly objects: string;
  readonly bytes: string;
}

const KIB = 1024;
/** Upper ends, exclusive, in bytes. */
const BANDS: readonly [name: string, below: number][] = [
  ['0 B', 1],
  ['up to 200 KiB', 200 * KIB],
  ['200 KiB to 1 MiB', KIB ** 2],
  ['1 to 10 MiB', 10 * KIB ** 2],
  ['10 to 100 MiB', 100 * KIB ** 2],
  ['100 MiB to 1 GiB', KIB ** 3],
  ['1 to 10 GiB', 10 * KIB ** 3],
  ['10 to 100 GiB', 100 * KIB ** 3],
  ['100 GiB to 1 TiB', KIB ** 4],
  ['1 TiB and more', Infinity],
];
const ARCHIVED = ['ARCHIVE', 'COLD_ARCHIVE', 'DEEP_COLD_ARCHIVE'];
const NAMED_MONTHS = 120;

/** What is asked of each object for a finding to concern it. */
const CONCERNS: Record<string, (object: TrueObject) => boolean> = {
  archived: ({ storageClass }) => ARCHIVED.includes(storageClass ?? ''),
  keyTooLong: ({ key }) => Buffer.byteLength(key) > 1023,
  keyBeginsWithSlash: ({ key }) => /^[/\\]/.test(key),
  tooLarge: ({ size }) => size > 53_687_091_200_000,
  small: ({ size }) => size < 200 * KIB,
  zeroByte: ({ key, size }) => size === 0 && !key.endsWith('/'),
  directoryMarker: ({ key, size }) => size === 0 && key.endsWith('/'),
};

/** What an inventory of exactly these objects must say, worked out without any of its code. */
export function trueTotals(objects: readonly TrueObject[]) {
  return {
    ...tallyOf(objects),
    digest: trueDigest(objects),
    byStorageClass: talliesBy(objects, ({ storageClass }) => storageClass ?? 'STANDARD'),
    bySizeBand: talliesBy(objects, ({ size }) => BANDS.find(([, below]) => size < below)?.[0] ?? ''),
    byMonth: byMonth(objects),
    largest: objects
      .map(({ size }) => size)
      .filter((size) => size > 0)
      .toSorted((a, b) => b - a)
      .slice(0, 10)
      .map((size) => ({ bytes: String(size) })),
    fitness: Object.fromEntries(
      Object.entries(CONCERNS).map(([kind, concerned]) => [kind, tallyOf(objects.filter(concerned))]),
    ),
  };
}

/** By top-level prefix: after the listed prefix, up to and including the next slash; empty if there is none. */
export function truePrefixes(objects: readonly TrueObject[], under = ''): Record<string, Tally> {
  return talliesBy(objects, ({ key }) => /^[^/]*\//.exec(key.slice(under.length))?.[0] ?? '');
}

function byMonth(objects: readonly TrueObject[]): Record<string, Tally> {
  const monthOf = ({ lastModified }: TrueObject): string =>
    lastModified === null ? 'other' : (lastModified ?? LONG_AGO).slice(0, 7);
  const named = new Set(
    [...new Set(objects.map(monthOf))]
      .filter((month) => month !== 'other')
      .toSorted()
      .slice(-NAMED_MONTHS),
  );
  return talliesBy(objects, (object) => (named.has(monthOf(object)) ? monthOf(object) : 'other'));
}

function talliesBy(
  objects: readonly TrueObject[],
  nameOf: (object: TrueObject) => string,
): Record<string, Tally> {
  const groups = new Map<string, TrueObject[]>();
  for (const object of objects) {
    const name = nameOf(object);
    groups.set(name, [...(groups.get(name) ?? []), object]);
  }
  return Object.fromEntries([...groups].map(([name, group]) => [name, tallyOf(group)]));
}

function tallyOf(objects: readonly TrueObject[]): Tally {
  return {
    objects: String(objects.length),
    bytes: String(objects.reduce((sum, { size }) => sum + BigInt(size), 0n)),
  };
}

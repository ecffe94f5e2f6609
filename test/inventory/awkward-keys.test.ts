import type { TrueObject } from './true-digest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ks3Switches } from '../../standins/ks3/switches';
import { defaultSwitches } from '../../standins/ks3/switches';
import { startKs3Inventory, type Ks3Inventory } from './ks3-inventory';
import { trueTotals } from './true-totals';

/** Each is a key that some tool lists wrongly. */
const AWKWARD = [
  ' ',
  ' leading',
  'trailing ',
  'a b',
  'a+b',
  'a%20b',
  'a%2Bb',
  '100%',
  '%',
  '%zz',
  'a&b',
  '&amp;',
  '<key>',
  ']]>',
  '"quoted"\'',
  'cr\rin',
  'crlf\r\nin',
  'lf\nin',
  'tab\tin',
  'control\u0001\u0002\u001f',
  'delete\u007f',
  'next-line\u0085',
  'line-separator\u2028',
  '照片/二〇二四/春.jpg',
  'é',
  'e\u0301',
  '\uD7FF',
  '\uE000',
  '\uFEFF',
  '\uFFFD',
  '\uFFFF',
  '😀',
  '\u{10FFFF}',
  '//',
  'a//b',
  'a/',
  'a/b/',
  '/leading',
  '\\backslash',
  '.',
  '..',
  'a/../b',
  '__proto__',
  'constructor',
  '00123',
  'null',
  'x'.repeat(1024),
  '中'.repeat(341),
];

/** Enough of each that pages begin and end among them. */
const OBJECTS: TrueObject[] = AWKWARD.flatMap((key, kind) =>
  Array.from({ length: 70 }, (_, n) => ({
    key: n === 0 ? key : Buffer.byteLength(key) > 1000 ? `${n}-${key}`.slice(0, 341) : `${key}${n}${key}`,
    size: kind * 1000 + n,
  })),
);

const WITH_SPACES_ALONE = Array.from({ length: 2500 }, (_, n) => ({ key: `a b ${n}`, size: n }));
const WITH_PLUS_ALONE = Array.from({ length: 2500 }, (_, n) => ({ key: `a+b+${n}`, size: n }));
/** A space on the first page, a plus sign on the last, and nothing to distinguish them in between. */
const WITH_BOTH_FAR_APART = [
  ...Array.from({ length: 1500 }, (_, n) => ({ key: `a ${String(n).padStart(5, '0')}`, size: n })),
  ...Array.from({ length: 1500 }, (_, n) => ({ key: `b+${String(n).padStart(5, '0')}`, size: n })),
];

const BUCKETS: Record<string, readonly TrueObject[]> = {
  awkward: OBJECTS,
  spaces: WITH_SPACES_ALONE,
  plus: WITH_PLUS_ALONE,
  both: WITH_BOTH_FAR_APART,
};

let ks3: Ks3Inventory;
beforeAll(async () => {
  ks3 = await startKs3Inventory();
  for (const [name, objects] of Object.entries(BUCKETS)) {
    ks3.addBucket(name, objects);
  }
});
beforeEach(() => void Object.assign(ks3.harness.ks3.state.switches, defaultSwitches));
afterAll(() => ks3.stop());

const WAYS: [name: string, switches: Partial<Ks3Switches>][] = [
  ['spaces as +, EncodingType', {}],
  ['spaces as +, Encoding-Type', { v2EncodingElement: 'Encoding-Type' }],
  ['spaces as %20, EncodingType', { spaceEncoding: 'percent' }],
  ['spaces as %20, Encoding-Type', { spaceEncoding: 'percent', v2EncodingElement: 'Encoding-Type' }],
  ['no ETags', { listEtags: false }],
];

describe('awkward keys', () => {
  it('are all different, and none is longer than KS3 allows', () => {
    expect(new Set(OBJECTS.map(({ key }) => key)).size).toBe(OBJECTS.length);
    expect(Math.max(...OBJECTS.map(({ key }) => Buffer.byteLength(key)))).toBe(1024);
  });

  describe.each(WAYS)('in a listing with %s', (_, switches) => {
    it.each(Object.keys(BUCKETS))('are counted and told apart as they are (bucket %s)', async (bucket) => {
      Object.assign(ks3.harness.ks3.state.switches, switches);
      const { totals } = await ks3.take(bucket, { concurrency: 6 });
      expect(totals).toMatchObject(trueTotals(BUCKETS[bucket] ?? []));
    });
  });

  it.each(Object.keys(BUCKETS))(
    'are counted as they are where the listing is not encoded (%s)',
    async (bucket) => {
      const { totals } = await ks3.take(bucket, { concurrency: 6, unencoded: true });
      expect(totals).toMatchObject(trueTotals(BUCKETS[bucket] ?? []));
    },
  );

  it.each([1, 2, 16])('have the same digest with %i requesters', async (concurrency) => {
    const { totals } = await ks3.take('awkward', { concurrency });
    expect(totals.digest).toBe(trueTotals(OBJECTS).digest);
  });

  it.each(['a', 'a+b', 'a ', '100%', '照片/', '&amp;', '//', '\uE000', '😀', 'cr\r', '\\', 'nothing'])(
    'are counted under the prefix %j alone',
    async (prefix) => {
      const wanted = OBJECTS.filter(({ key }) => key.startsWith(prefix));
      for (const spaceEncoding of ['plus', 'percent'] as const) {
        ks3.harness.ks3.state.switches.spaceEncoding = spaceEncoding;
        const { totals } = await ks3.take('awkward', { prefix });
        expect(totals).toMatchObject(trueTotals(wanted));
      }
    },
  );

  it('are found by what the migration service does not take', async () => {
    const { totals } = await ks3.take('awkward');
    const { fitness } = totals;
    const count = (holds: (key: string) => boolean) => String(OBJECTS.filter(({ key }) => holds(key)).length);
    expect(fitness.keyTooLong.objects).toBe(count((key) => Buffer.byteLength(key) > 1023));
    expect(fitness.keyBeginsWithSlash.objects).toBe(count((key) => /^[/\\]/.test(key)));
  });
});

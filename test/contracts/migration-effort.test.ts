import fc from 'fast-check';
import { SIZE_BANDS, type Tally } from '../../contracts/listing/inventory';
import { migrationEffort, type EffortQuestion } from '../../contracts/listing/migration-effort';

const KIB = 1024;
const ONCE: EffortQuestion = { bitsPerSecond: 2e9, rounds: 1, storageClass: 'Standard' };

/** Totals as an inventory of objects of these sizes has them. */
function totalsOf(sizes: readonly number[], storageClass = 'STANDARD') {
  const sum = (of: readonly number[]): Tally => ({
    objects: String(of.length),
    bytes: String(of.reduce((total, size) => total + BigInt(size), 0n)),
  });
  const bands = SIZE_BANDS.map(({ name, below }, index) => {
    const from = SIZE_BANDS[index - 1]?.below ?? 0;
    return [name, sum(sizes.filter((size) => size >= from && size < below))] as const;
  });
  return {
    ...sum(sizes),
    byStorageClass: { [storageClass]: sum(sizes) },
    bySizeBand: Object.fromEntries(bands.filter(([, { objects }]) => objects !== '0')),
  };
}

/** Requests that write one object, by the service's older documentation. */
const writesOf = (size: number): number => (size > 150e6 ? 2 + Math.ceil(size / 50e6) : 1);

describe('what a migration takes', () => {
  it('is a listing of pages a round, and one request an object where nothing is copied in parts', () => {
    const effort = migrationEffort(totalsOf(Array.from({ length: 1001 }, () => KIB)), { ...ONCE, rounds: 3 });
    expect(effort.source).toMatchObject({
      listRequests: { least: 6n, most: 6n },
      headRequests: { least: 3003n, most: 3003n },
      getRequests: { least: 1001n, most: 1001n },
      trafficBytes: { least: 1001n * 1024n, most: 1001n * 1024n },
      retrievedBytes: { least: 0n, most: 0n },
    });
    expect(effort.destination).toMatchObject({
      readRequests: { least: 3003n },
      writeRequests: { least: 1001n, most: 1001n },
      minimumDays: 0,
    });
  });

  it.each([
    [0, 1n],
    [1, 1n],
    [1000, 1n],
    [1001, 2n],
  ])('lists %i objects in %i pages', (objects, pages) => {
    const sizes = Array.from({ length: objects }, () => 1);
    expect(migrationEffort(totalsOf(sizes), ONCE).source.listRequests.least).toBe(pages);
  });

  it('bills the retrieval of every class but the standard one', () => {
    expect(migrationEffort(totalsOf([5, 6], 'STANDARD_IA'), ONCE).source.retrievedBytes.most).toBe(11n);
  });

  it('is limited by the network where that is slower than a job may be', () => {
    const totals = totalsOf([1e9, 1e9]);
    expect(migrationEffort(totals, { ...ONCE, bitsPerSecond: 1e8 }).duration.seconds).toBe(160);
    expect(migrationEffort(totals, { ...ONCE, bitsPerSecond: 1e12 }).duration.seconds).toBe(8);
  });

  it.each([
    ['IA', 30],
    ['Archive', 60],
    ['ColdArchive', 180],
  ] as const)('bills %s for at least %i days', (storageClass, days) => {
    expect(migrationEffort(totalsOf([1]), { ...ONCE, storageClass }).destination.minimumDays).toBe(days);
  });

  it('holds what is written and billed between its bounds, whatever the sizes', () => {
    const size = fc.oneof(
      fc.integer({ min: 0, max: 300 * KIB }),
      fc.integer({ min: 0, max: 2 ** 32 }),
      fc.constantFrom(0, 1, 64 * KIB - 1, 64 * KIB, 150e6, 150e6 + 1, 2 ** 30 - 1, 2 ** 30),
    );
    fc.assert(
      fc.property(fc.array(size, { maxLength: 30 }), (sizes) => {
        const { writeRequests, storedBytes } = migrationEffort(totalsOf(sizes), {
          ...ONCE,
          storageClass: 'IA',
        }).destination;
        const writes = BigInt(sizes.reduce((sum, one) => sum + writesOf(one), 0));
        const billed = BigInt(sizes.reduce((sum, one) => sum + Math.max(one, 64 * KIB), 0));
        expect(writes >= writeRequests.least && writes <= writeRequests.most).toBe(true);
        expect(billed >= storedBytes.least && billed <= storedBytes.most).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

import { keyspaces, scramble, type KeyspaceName } from './keyspaces';
import type { ExpectedTotals, ObjectFacts, ObjectSource } from './object-source';

/**
 * Size, class, date and ETag of object i are those of row i modulo this number, so that totals over any count
 * have a closed form. A prime, so that pages of 1,000 do not fall into step with it.
 */
const period = 1009;

const facts: readonly ObjectFacts[] = Array.from({ length: period }, (_, row) => ({
  size: sizeOf(row),
  storageClass: classOf(row),
  lastModified: new Date(Date.UTC(2023, 0, 1) + (scramble(row + 7) % 63_072_000) * 1000).toISOString(),
  etag: `${scramble(row).toString(16).padStart(8, '0').repeat(4)}-1`,
}));

/** Objects computed from their position, never stored; tens of millions cost nothing. Read-only. */
export class SyntheticSource implements ObjectSource {
  readonly keyAt: (index: number) => string;

  constructor(
    readonly keyspace: KeyspaceName,
    readonly count: number,
  ) {
    this.keyAt = keyspaces[keyspace](count);
  }

  factsAt(index: number): ObjectFacts {
    return facts[index % period] as ObjectFacts;
  }

  contentAt(_index: number, start: number, end: number): Buffer {
    return Buffer.alloc(end - start, 0x61);
  }

  expected(): ExpectedTotals {
    const rounds = BigInt(Math.floor(this.count / period));
    const rest = this.count % period;
    const times = (row: number) => rounds + (row < rest ? 1n : 0n);
    const byClass: ExpectedTotals['byClass'] = {};
    let bytes = 0n;
    for (const storageClass of new Set(facts.map((row) => row.storageClass))) {
      const rows = facts.map((row, at) => ({ ...row, times: times(at) }));
      const own = rows.filter((row) => row.storageClass === storageClass && row.times > 0n);
      if (own.length === 0) {
        continue;
      }
      const sum = own.reduce((total, row) => total + BigInt(row.size) * row.times, 0n);
      const objects = own.reduce((total, row) => total + row.times, 0n);
      byClass[storageClass] = { objects: Number(objects), bytes: String(sum) };
      bytes += sum;
    }
    return { objects: this.count, bytes: String(bytes), byClass };
  }
}

/** Some empty, most under 200 KB, a few of several GB. */
function sizeOf(row: number): number {
  const noise = scramble(row);
  if (row % 50 === 0) {
    return 0;
  }
  if (row % 20 < 13) {
    return 1 + (noise % 200_000);
  }
  if (row % 100 < 99) {
    return 200_000 + (noise % 60_000_000);
  }
  return 1_000_000_000 + noise;
}

function classOf(row: number): string {
  if (row % 10 < 7) {
    return 'STANDARD';
  }
  return row % 10 < 9 ? 'STANDARD_IA' : 'ARCHIVE';
}

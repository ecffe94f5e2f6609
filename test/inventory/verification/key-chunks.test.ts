import { describe, expect, it } from '@jest/globals';
import type { SideCheckpoint } from '../../../contracts/migration/verification';
import { listSide } from '../../../inventory/verification/list-side';
import { FakeStore } from '../fake-store';
import type { TrueObject } from '../true-digest';
import { TurningClock } from '../turning-clock';

const scope = { sourcePrefix: '', destinationPrefix: '', ignoreAfter: null, ignoreMarkers: false };
const OBJECTS: TrueObject[] = Array.from({ length: 3000 }, (_, index) => ({
  key: `k/${String((index * 7919) % 3001).padStart(5, '0')}`,
  size: index,
  storageClass: null,
  lastModified: null,
}));

function listed(maxCutBytes: number, concurrency = 8): Promise<SideCheckpoint> {
  return listSide({
    side: { name: 'source', bucket: 'photos', prefix: '', source: new FakeStore(OBJECTS) },
    scope,
    concurrency,
    pageKeys: 10,
    budgetMs: Infinity,
    maxCutBytes,
    firstMask: 15,
    signal: new AbortController().signal,
    clock: new TurningClock(),
    onProgress: () => undefined,
  });
}

describe('the sums of a side', () => {
  it('are the same however it is listed, and hold a chunk for every cut and no more', async () => {
    const [many, one] = await Promise.all([listed(1e6), listed(1e6, 1)]);
    const { chunks } = many.sums;
    expect(chunks).toEqual(one.sums.chunks);
    expect(chunks.length).toBeGreaterThan(100);
    expect(chunks.filter(({ hash }) => hash === undefined)).toHaveLength(1);
    expect(chunks.slice(0, -1).every(({ until }) => until === undefined)).toBe(true);
  });

  it('take no more room than they are given: cuts become rarer', async () => {
    const { sums } = await listed(4000);
    expect(JSON.stringify(sums).length).toBeLessThan(4000);
    expect(sums.chunks.length).toBeGreaterThan(5);
    expect(sums.mask).toBeGreaterThan(15);
    const objects = sums.chunks.reduce((sum, chunk) => sum + Number(chunk.objects), 0);
    expect(objects).toBe(3000);
  });
});

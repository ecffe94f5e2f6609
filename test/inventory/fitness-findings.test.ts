import type { TrueObject } from './true-digest';
import { describe, expect, it } from '@jest/globals';
import { migrationEstimate } from '../../contracts/listing/migration-effort';
import { FakeStore } from './fake-store';
import { inventoryFrom } from './listed-from';
import { say } from '../../presentation/words/words';

const GIB = 2 ** 30;
const LARGEST_AT_OSS = 10_000 * 5 * GIB;

/** One of everything that a migration should know of, among objects that it need not. */
const BUCKET: readonly TrueObject[] = [
  { key: 'a.jpg', size: 300_000 },
  { key: 'archive/old.tar', size: 7 * GIB, storageClass: 'ARCHIVE' },
  { key: 'archive/older.tar', size: 8 * GIB, storageClass: 'DEEP_COLD_ARCHIVE' },
  { key: 'infrequent.bin', size: 400_000, storageClass: 'STANDARD_IA' },
  { key: '/leading', size: 500_000 },
  { key: '\\leading', size: 500_000 },
  { key: 'k'.repeat(1024), size: 600_000 },
  { key: 'k'.repeat(1023), size: 600_000 },
  { key: 'huge', size: LARGEST_AT_OSS + 1 },
  { key: 'just fits', size: LARGEST_AT_OSS },
  { key: 'folder/', size: 0 },
  { key: 'empty.txt', size: 0 },
  { key: 'small.txt', size: 204_799 },
  { key: 'not small.txt', size: 204_800 },
];

async function findingsOf(objects: readonly TrueObject[]) {
  const { findings } = await inventoryFrom(new FakeStore(objects));
  return new Map(findings.map((finding) => [finding.kind, finding]));
}

describe('the findings of a bucket', () => {
  it('name every kind of object that requires action, with how many, how large, and which', async () => {
    const findings = await findingsOf(BUCKET);
    const blocker = (objects: number, bytes: number, samples: string[]) => ({
      severity: 'blocker',
      objects: String(objects),
      bytes: String(bytes),
      samples,
    });
    expect(findings.get('archived')).toMatchObject(
      blocker(2, 15 * GIB, ['archive/old.tar', 'archive/older.tar']),
    );
    expect(findings.get('keyBeginsWithSlash')).toMatchObject(
      blocker(2, 1_000_000, ['/leading', '\\leading']),
    );
    expect(findings.get('keyTooLong')).toMatchObject({ objects: '1', bytes: '600000', severity: 'blocker' });
    expect(findings.get('tooLarge')).toMatchObject(blocker(1, LARGEST_AT_OSS + 1, ['huge']));
    expect(findings.get('directoryMarker')).toMatchObject({ objects: '1', samples: ['folder/'] });
    expect(findings.get('zeroByte')).toMatchObject({ objects: '1', samples: ['empty.txt'] });
    // Everything below 200 KiB: the empty ones as well.
    expect(findings.get('small')).toMatchObject({ severity: 'notice', objects: '3', bytes: '204799' });
    expect(findings.get('classNotCarried')).toMatchObject({ objects: '3' });
  });

  it('are data with words in every language', async () => {
    for (const { happens, remedy } of (await findingsOf(BUCKET)).values()) {
      expect(say('en', [happens, remedy])).toMatch(/^[A-Z].*\.$/);
      expect(say('zh', [happens, remedy])).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  it('put blockers before notices', async () => {
    const severities = [...(await findingsOf(BUCKET)).values()].map(({ severity }) => severity);
    expect(severities).toEqual(severities.toSorted());
    expect(new Set(severities)).toEqual(new Set(['blocker', 'notice']));
  });

  it('are, for a bucket without any such object, only what is true of every migration', async () => {
    const findings = await findingsOf([{ key: 'a.jpg', size: 300_000 }]);
    expect([...findings.keys()]).toEqual(['notCarried', 'notListed']);
  });

  it('say what no listing shows: versions, parts and the recycle bin', async () => {
    const notListed = (await findingsOf(BUCKET)).get('notListed');
    expect(say('en', notListed?.happens ?? '')).toMatch(/versions.*unfinished uploads.*recycle bin/);
  });
});

describe('the estimate of a migration', () => {
  it.each([
    ['many small files, 2,000 of which are moved in a second', '7200000', '7200000000', 3600, 'files'],
    ['large files, at 2 gigabits a second', '1000', String(250_000_000 * 3600), 3600, 'bandwidth'],
    ['a part of a second, which counts as one', '1', '1', 1, 'files'],
    ['nothing', '0', '0', 0, 'bandwidth'],
  ])('of %s', (_, objects, bytes, seconds, limitedBy) => {
    expect(migrationEstimate({ objects, bytes })).toMatchObject({ seconds, limitedBy });
  });
});

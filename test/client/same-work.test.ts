import { describe, expect, it } from '@jest/globals';
import type { StartRequest } from '../../client/runs/preparations';
import { startOrAttach } from '../../client/runs/same-work';
import { FakePreparations } from './fake-preparations';

const SOURCE = { bucket: 'photos' };

/** Starts a run while one of that ID is open. */
function startWhileOpen(type: StartRequest['type'], input: object, open: unknown) {
  const preparations = new FakePreparations();
  preparations.attached = true;
  preparations.input = open;
  return startOrAttach(preparations, { type, workflowId: 'run/photos', input, summary: 'photos' });
}

describe('a run that is open already', () => {
  it.each<[StartRequest['type'], string, object, object]>([
    ['prepareMigration', 'source.prefix', { source: { ...SOURCE, prefix: 'a/' } }, { source: SOURCE }],
    [
      'prepareMigration',
      'destination.bucket',
      { source: SOURCE, destination: { bucket: 'x-oss' } },
      { source: SOURCE },
    ],
    ['inventoryBucket', 'source.prefix', { source: SOURCE }, { source: { ...SOURCE, prefix: 'a/' } }],
    ['inventoryBucket', 'source.profile', { source: { ...SOURCE, profile: 'shared' } }, { source: SOURCE }],
    ['verifyMigration', 'source.profile', { source: SOURCE }, { source: { ...SOURCE, profile: 'shared' } }],
    ['verifyMigration', 'source.prefix', { source: { ...SOURCE, prefix: 'a/' } }, { source: SOURCE }],
    [
      'verifyMigration',
      'destination.bucket',
      { source: SOURCE },
      { source: SOURCE, destination: { bucket: 'x-oss' } },
    ],
    ['verifyMigration', 'ignoreAfter', { source: SOURCE }, { source: SOURCE, ignoreAfter: '2026-03-01' }],
    ['verifyMigration', 'ignoreMarkers', { source: SOURCE, ignoreMarkers: true }, { source: SOURCE }],
    ['verifyMigration', 'deep', { source: SOURCE, deep: 'all' }, { source: SOURCE, deep: '10' }],
    ['migrateBucket', 'round', { source: SOURCE, round: 2 }, { source: SOURCE }],
    ['migrateBucket', 'overwrite', { source: SOURCE, overwrite: 'always' }, { source: SOURCE }],
    ['migrateBucket', 'maxFilesPerSecond', { source: SOURCE, maxFilesPerSecond: 5 }, { source: SOURCE }],
    ['migrateBucket', 'verify', { source: SOURCE, verify: false }, { source: SOURCE }],
    ['migrateBucket', 'rounds.every', { source: SOURCE, rounds: { every: '1 day' } }, { source: SOURCE }],
    [
      'migrateBucket',
      'preparation.workflowId',
      { source: SOURCE, preparation: { workflowId: 'mine' } },
      { source: SOURCE },
    ],
    [
      'prepareMigrations',
      'photos-3',
      { buckets: ['photos-1', { source: { bucket: 'photos-3' } }] },
      { buckets: ['photos-1', 'photos-2'] },
    ],
    [
      'prepareMigrations',
      'photos-1',
      { buckets: ['photos-1'], defaults: { source: { prefix: '2024/' } } },
      { buckets: ['photos-1'] },
    ],
    ['prepareMigrations', 'match', { match: ['music-*'] }, { match: ['photos-*'] }],
  ])('answers for no other %s: %s', async (type, differs, asked, open) => {
    await expect(startWhileOpen(type, asked, open)).rejects.toMatchObject({
      type: 'OtherRunOpen',
      message: expect.stringContaining(`\n- ${differs} is `),
    });
  });

  it('names the first of many differences', async () => {
    const buckets = Array.from({ length: 400 }, (_, at) => `photos-${at}`);
    await expect(
      startWhileOpen('prepareMigrations', { buckets }, { buckets: ['music'] }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/photos-19 is not given[^\n]+\n- … and 380 more/),
    });
  });

  it('says durations as people write them, and what was not given', async () => {
    const asked = { source: SOURCE, rounds: { every: '120 minutes' }, maxBandwidth: 100_000_000 };
    const open = { source: SOURCE, rounds: { every: '1 minute' } };
    await expect(startWhileOpen('migrateBucket', asked, open)).rejects.toMatchObject({
      message: expect.stringMatching(
        /\n- rounds\.every is 1 minute there, and 2 hours was asked for\n- maxBandwidth is not given there, and 100000000 was/,
      ),
    });
  });

  it.each<[StartRequest['type'], object, unknown]>([
    [
      'prepareMigration',
      { source: SOURCE },
      { source: { ...SOURCE, prefix: '' }, destination: { bucket: 'photos-oss' } },
    ],
    ['prepareMigration', { source: SOURCE, requestedBy: 'li.wei' }, { source: SOURCE }],
    [
      'verifyMigration',
      { source: SOURCE, ignoreAfter: '2026-03-01T08:00:00+08:00' },
      { source: SOURCE, ignoreAfter: '2026-03-01' },
    ],
    ['migrateBucket', { source: SOURCE }, { source: SOURCE, round: 3, rounds: { every: '1 day' } }],
    ['migrateBucket', { source: SOURCE, overwrite: 'if newer' }, { source: SOURCE, verify: false }],
    ['migrateBucket', { source: SOURCE, round: 1 }, { source: SOURCE }],
    [
      'migrateBucket',
      { source: SOURCE, rounds: { every: '24 hours' } },
      { source: SOURCE, rounds: { every: '1 day' } },
    ],
    ['inventoryBucket', { source: SOURCE }, 'photos'],
    [
      'prepareMigrations',
      { buckets: ['photos-1'], concurrency: 5 },
      { buckets: [{ source: { bucket: 'photos-1' }, destination: { bucket: 'photos-1-oss' } }, 'photos-2'] },
    ],
    ['prepareMigrations', { match: ['b*', 'a*'] }, { match: ['a*', 'b*'] }],
    ['revokeCredentials', { userName: 'mgw-photos' }, { userName: 'mgw-photos', now: true }],
  ])('answers for the same %s: %j', async (type, asked, open) => {
    expect(await startWhileOpen(type, asked, open)).toMatchObject({ attached: true });
  });
});

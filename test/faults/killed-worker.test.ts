import { english } from '../english';
import type { WorkflowHandle } from '@temporalio/client';
import { MARK_TAG } from '../../provisioning/trust/mark';
import { openSealed } from '../../provisioning/sealing/sealing';
import { approveSignal, rejectSignal } from '../../contracts/messages';
import type { MigratedResult } from '../../contracts/migration/migration';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/runs/result';
import type { inventoryBucket } from '../../workflows';
import { OWN_KEY, readerTo } from '../rig/lifecycle';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import type { MgwState } from '../rig/migration';
import {
  approve,
  inputFor,
  until,
  untilPhase,
  type MigrationHandle,
  type PreparationHandle,
} from '../rig/rig';
import { callerWith, openCredentials } from '../rig/sealed-credentials';

/** Pages of 1,000 keys, each 100 ms late, four at a time: ten seconds if nothing disturbs it. */
const LARGE_PAGES = 400;
const KILL_AFTER_PAGES = 160;
/** About half of what is requested between two heartbeats, which are a second apart. */
const FEW_PAGES = 80;

let rig: ProcessRig;
let inventory: WorkflowHandle<typeof inventoryBucket>;
let undisturbed: WorkflowHandle<typeof inventoryBucket>;
let lostKey: PreparationHandle;
let lostSourceKey: PreparationHandle;
let untagged: PreparationHandle;
let cancelled: PreparationHandle;
let launching: Migrating;
let comparing: Migrating;
/** What the clouds held when the worker was gone. */
let atDeath: {
  pages: number;
  keys: string[];
  sourceKeys: string[];
  bucketTags: Record<string, string> | undefined;
  job: string | undefined;
};

/** A migration, and the job that it launches. */
interface Migrating {
  readonly handle: MigrationHandle;
  readonly job: string;
}

/** One worker does everything at once and is killed in the middle; another one continues. */
beforeAll(async () => {
  rig = await startProcessRig(
    {
      buckets: [
        { name: 'large', synthetic: `hex:${LARGE_PAGES * 1000}` },
        { name: 'large-copy', synthetic: `hex:${LARGE_PAGES * 1000}` },
        { name: 'photos', synthetic: 'hex:2500' },
        { name: 'films' },
      ],
    },
    { PREP_INVENTORY_CONCURRENCY: '4', PREP_MIGRATION_WATCH_EVERY: '1 second' },
  );
  const { control } = rig;
  const hang = { kind: 'hang', times: 0 } as const;
  // A bucket seems older than the step that created it.
  await control.set('clock', { skewSeconds: -60, service: 'oss' });
  await Promise.all([
    control.fault({ service: 'ks3', resource: 'large', kind: 'latency', latencyMs: 100, times: 0 }),
    ...['mgw-lost', 'mgw-gone'].map((resource) =>
      control.fault({ service: 'ram', operation: 'CreateAccessKey', resource, ...hang, when: 'after' }),
    ),
    control.fault({ service: 'iam', operation: 'CreateAccessKey', ...hang, when: 'after' }),
    // However long it takes until the worker is killed, no next attempt removes the key before.
    control.fault({ service: 'ram', operation: 'DeleteAccessKey', ...hang }),
    control.fault({ service: 'iam', operation: 'DeleteAccessKey', ...hang }),
    control.fault({ service: 'oss', operation: 'PutBucketTagging', resource: 'untagged-oss', ...hang }),
  ]);
  const first = rig.startWorker();
  await first.running();
  const objects = ['a', 'b', 'c'].map((key) => ({ key, content: key }));
  await control.arrange('ks3', 'put-objects', { bucket: 'films', objects });
  [launching, comparing] = await Promise.all([migrating('launching'), migrating('comparing')]);
  const { job } = launching;
  await control.fault({ service: 'mgw', operation: 'UpdateJob', resource: job, ...hang, when: 'after' });
  // The job lists the destination once before it copies: the call after it is the comparison's.
  const compared = { service: 'oss', operation: 'ListObjectsV2', resource: 'comparing-oss' } as const;
  await control.fault({ ...compared, ...hang, after: 1 });
  await Promise.all(
    [launching, comparing].map(({ handle }) => handle.signal(approveSignal, { approver: 'li.wei' })),
  );
  await until(async () => {
    const compares = (await control.faults()).some(
      (one) => one.resource === 'comparing-oss' && one.fired > 0,
    );
    return (compares && (await launchesOf(launching)) > 0) || undefined;
  });
  [lostKey, lostSourceKey, cancelled] = await Promise.all([
    rig.prepare(inputFor('lost')),
    rig.prepare(inputFor('source', OWN_KEY)),
    rig.prepare(inputFor('gone')),
  ]);
  const waiting = [lostKey, lostSourceKey, cancelled];
  await Promise.all(waiting.map((handle) => untilPhase(handle, 'waiting for approval')));

  await Promise.all(waiting.map((handle) => handle.signal(approveSignal, { approver: 'li.wei' })));
  untagged = await rig.prepare(inputFor('untagged'));
  inventory = await rig.takeInventory('large');
  await until(async () => {
    const keys = (await control.audit({ operation: 'CreateAccessKey' })).map(({ resource }) => resource);
    const tagging = await control.audit({ operation: 'PutBucketTagging', since: '0' });
    const reached =
      keys.includes('mgw-lost') &&
      keys.includes('mgw-gone') &&
      keys.includes(sourceReader()) &&
      tagging.some(({ resource }) => resource === 'untagged-oss') &&
      (await pagesAsked()) >= KILL_AFTER_PAGES;
    return reached || undefined;
  });
  await cancelled.cancel();
  await first.kill();
  atDeath = {
    pages: await pagesAsked(),
    keys: ((await control.ramUser('mgw-lost'))?.accessKeys ?? []).map(({ id }) => id),
    sourceKeys: ((await control.iamUser(sourceReader()))?.accessKeys ?? []).map(({ id }) => id),
    bucketTags: (await control.ossBucket('untagged-oss'))?.tags,
    job: await statusOf(launching),
  };
  await control.clearFaults();
  rig.startWorker();
  undisturbed = await rig.takeInventory('large-copy');
});

afterAll(() => rig.stop());

/** The Kingsoft IAM user of the bucket's source AccessKey. */
function sourceReader(): string {
  return readerTo('source-oss');
}

/** Prepares films for a migration, whose launch waits for its approval then. */
async function migrating(name: string): Promise<Migrating> {
  const preparing = await rig.prepare(inputFor(name, { source: { bucket: 'films' } }));
  await approve(preparing);
  const { preparation } = (await preparing.result()) as PreparedResult;
  const input = { source: { bucket: 'films' }, preparation: { workflowId: preparing.workflowId } };
  const options = { workflowId: `run/${name}`, taskQueue: TASK_QUEUE, args: [input] };
  const handle = (await rig.client.workflow.start('migrateBucket', options)) as MigrationHandle;
  await untilPhase(handle, 'waiting for approval');
  return { handle, job: `prep-${preparation}-1-job` };
}

async function launchesOf({ job }: Migrating): Promise<number> {
  return (await rig.control.audit({ operation: 'UpdateJob' })).filter(({ resource }) => resource === job)
    .length;
}

async function statusOf({ job }: Migrating): Promise<string | undefined> {
  const { jobs } = (await rig.control.arrange('mgw', 'state')) as MgwState;
  return jobs.find(({ name }) => name === job)?.status;
}

async function pagesAsked(): Promise<number> {
  const calls = await rig.control.audit({ service: 'ks3', operation: 'ListObjectsV2' });
  return calls.filter(({ resource }) => resource === 'large').length;
}

describe('a worker that is killed', () => {
  it('in the middle of an inventory costs few pages, and no key is lost or counted twice', async () => {
    expect(atDeath.pages).toBeGreaterThanOrEqual(KILL_AFTER_PAGES);
    expect(atDeath.pages).toBeLessThan(LARGE_PAGES);

    const { totals } = (await inventory.result()).value;
    const { objects, bytes } = (await rig.control.arrange('ks3', 'expected', { bucket: 'large' })) as {
      objects: number;
      bytes: string;
    };
    expect(totals).toMatchObject({ objects: String(objects), bytes });
    expect(totals.digest).toBe((await undisturbed.result()).value.totals.digest);
    // Requested but not counted, because the next heartbeat did not arrive.
    const repeated = (await pagesAsked()) - totals.requests;
    expect(repeated).toBeGreaterThanOrEqual(0);
    expect(repeated).toBeLessThan(FEW_PAGES);
  });

  it('while an AccessKey is made leaves exactly one key in the end, and it is the sealed one', async () => {
    expect(atDeath.keys).toHaveLength(1);

    const result = (await lostKey.result()) as PreparedResult;
    const { accessKey } = await openCredentials(result, rig.identity);
    expect((await rig.control.ramUser('mgw-lost'))?.accessKeys).toEqual([
      { id: accessKey['accessKeyId'], status: 'Active' },
    ]);
    expect(atDeath.keys).not.toContain(accessKey['accessKeyId']);
    expect(await callerWith(accessKey, rig.standIns)).toMatch(/:user\/mgw-lost$/);
  });

  it('while a source AccessKey is made at Kingsoft leaves exactly one in the end, and it is the sealed one', async () => {
    expect(atDeath.sourceKeys).toHaveLength(1);

    const result = (await lostSourceKey.result()) as PreparedResult;
    const sealed = JSON.parse(
      await openSealed(result.sealedCredentials.sourceAccessKey ?? '', [rig.identity]),
    ) as Record<string, string>;
    const user = await rig.control.iamUser(sourceReader());
    expect(user?.accessKeys).toEqual([{ id: sealed['accessKeyId'], status: 'Active' }]);
    expect(user?.policies).toEqual([sourceReader()]);
    expect(atDeath.sourceKeys).not.toContain(sealed['accessKeyId']);
  });

  it('between the creation of a bucket and its marking does not lose the bucket', async () => {
    expect(atDeath.bucketTags).toEqual({});

    await untilPhase(untagged, 'waiting for approval');
    expect(Object.keys((await rig.control.ossBucket('untagged-oss'))?.tags ?? {})).toContain(MARK_TAG);
    const puts = await rig.control.audit({ service: 'oss', operation: 'PutBucket' });
    expect(puts.filter(({ resource }) => resource === 'untagged-oss')).toHaveLength(1);

    // Being its own, it is removed with everything else.
    await untagged.signal(rejectSignal, { approver: 'li.wei' });
    expect(english(await untagged.result())).toMatchObject({
      undo: { removed: ['RAM user mgw-untagged', 'OSS bucket untagged-oss'] },
    });
  });

  it('while it launches a job, or compares both sides after it, launches each job once and ends right', async () => {
    expect(atDeath.job).not.toBe('BEGIN');
    for (const migration of [launching, comparing]) {
      const result = (await migration.handle.result()) as MigratedResult;
      expect(result).toMatchObject({
        outcome: 'migrated',
        jobs: [{ job: migration.job, figures: { copiedObjects: '3', skippedObjects: '0' } }],
        verification: { identical: true },
        approvedBy: [{ approver: 'li.wei' }],
      });
      expect([await statusOf(migration), await launchesOf(migration)]).toEqual(['FINISHED', 1]);
    }
    const { jobs } = (await rig.control.arrange('mgw', 'state')) as MgwState;
    expect(jobs).toHaveLength(2);
  });

  it('after a cancellation leaves the clean-up to the next one', async () => {
    await expect(cancelled.result()).rejects.toThrow('cancelled');
    expect((await cancelled.describe()).status.name).toBe('CANCELLED');
    expect(await rig.control.ramUser('mgw-gone')).toBeUndefined();
    expect(await rig.control.ossBucket('gone-oss')).toBeUndefined();
  });
});

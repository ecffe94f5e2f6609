import type { WorkflowHandle } from '@temporalio/client';
import {
  approveSignal,
  confirmUpdate,
  decideUpdate,
  fleetQuery,
  lookSignal,
  planQuery,
  rejectSignal,
  retrySignal,
  revokeSignal,
  revokeUpdate,
  statusQuery,
} from '../../contracts/messages';
import {
  fleetWorkflowId,
  inventoryWorkflowId,
  preparationWorkflowId,
  revocationWorkflowId,
  TASK_QUEUE,
  verificationWorkflowId,
} from '../../contracts/names';
import type { MemberPhase, PhaseCounts } from '../../contracts/runs/fleet';
import type { Settings } from '../../contracts/settings';
import type { HistoryLimits } from '../../workflows/fleet/carried';
import { Control } from '../rig/control';
import {
  confirmWithCode,
  delivered,
  openedKey,
  OWN_KEY,
  startRevocation,
  startRotation,
  startSourceRotation,
  untilIn,
} from '../rig/lifecycle';
import { resetHere } from '../rig/reset-run';
import { channelTo } from '../rig/notify-channel';
import { startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { fileOf, writeHistory } from './history-file';
import { MIGRATION_KINDS } from './migration-kinds';

const BUCKET = 'photos';
const PARALLEL_SLICES = 2;
const approver = 'li.wei';

/**
 * Runs one workflow of each kind and writes their histories into `folder`. Takes some minutes.
 *
 * @param only kinds whose names begin with it
 */
export async function recordHistories(folder: string, only = ''): Promise<void> {
  const forRecordings = (settings: Settings) => ({
    ...settings,
    inventory: { ...settings.inventory, parallelSlices: PARALLEL_SLICES },
    lifecycle: { ...settings.lifecycle, graceMs: 1000 },
  });
  const rig = await startRig({ buckets: [{ name: BUCKET, synthetic: 'hex:2500' }] }, forRecordings);
  try {
    for (const [name, run] of Object.entries(KINDS).filter(([kind]) => kind.startsWith(only))) {
      const handle = await run(rig, name);
      await handle.result().catch(() => undefined);
      await record(folder, name, handle);
    }
    if (only === '') {
      const inventory = rig.client.workflow.getHandle(inventoryWorkflowId(idOf('approved')));
      await record(folder, 'inventory', inventory);
      const large = await startLargeInventory(rig);
      await finishLargeInventory(rig, large);
      await record(folder, 'inventory-side-by-side', large);
    }
  } finally {
    await rig.stop();
  }
  for (const [name, recordIt] of Object.entries(TELLING)) {
    if (name.startsWith(only)) {
      await recordTelling(folder, recordIt);
    }
  }
}

/** Runs that tell people. */
async function recordTelling(folder: string, recordIt: (typeof TELLING)[string]): Promise<void> {
  const rig = await startRig({ buckets: [] }, (settings, standIns) => ({
    ...settings,
    notify: [channelTo('webhook', standIns)],
  }));
  try {
    await recordIt(rig, folder);
  } finally {
    await rig.stop();
  }
}

const TELLING: Readonly<Record<string, (rig: Rig, folder: string) => Promise<void>>> = {
  /** A fleet that tells people of its preparations, and one of these, which leaves it to the fleet. */
  async 'told-by-fleet'(rig, folder) {
    const handle = await KINDS['fleet']?.(rig, 'told');
    await handle?.result();
    await record(folder, 'told-by-fleet', latest(rig, fleetWorkflowId('told')));
    await record(folder, 'told-by-fleet-member', latest(rig, preparationWorkflowId('told-1')));
  },

  /** A verification that a Schedule starts, which finds something new and tells of it. */
  async 'scheduled-verification'(rig, folder) {
    const bucket = await differingBuckets(rig, 'scheduled');
    const schedule = await rig.client.schedule.create({
      scheduleId: `verify-${bucket}`,
      spec: {},
      action: {
        type: 'startWorkflow',
        workflowType: 'verifyMigration',
        workflowId: verificationWorkflowId(bucket),
        taskQueue: TASK_QUEUE,
        args: [{ source: { bucket } }],
      },
    });
    await schedule.trigger();
    const workflowId = await until(async () => {
      const [last] = (await schedule.describe()).info.recentActions;
      return last?.action.workflow.workflowId;
    });
    await rig.client.workflow.getHandle(workflowId).result();
    await record(folder, 'scheduled-verification', latest(rig, workflowId));
  },
};

/** Two objects that are missing at the destination. */
async function differingBuckets(rig: Rig, name: string): Promise<string> {
  const control = new Control(rig.standIns);
  const objects = ['a', 'b'].map((key) => ({ key, content: key }));
  await control.arrange('ks3', 'create-bucket', { name });
  await control.arrange('ks3', 'put-objects', { bucket: name, objects });
  await control.arrange('oss', 'create-bucket', { name: `${name}-oss` });
  return name;
}

/** An inventory that is too slow for its first slice. */
async function startLargeInventory(rig: Rig): Promise<WorkflowHandle> {
  const control = new Control(rig.standIns);
  await control.arrange('ks3', 'create-bucket', { name: 'large', synthetic: 'hex:200000' });
  await control.fault({ service: 'ks3', resource: 'large', kind: 'latency', latencyMs: 5000, times: 0 });
  return rig.client.workflow.start('inventoryBucket', {
    workflowId: 'inventory/large',
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket: 'large' } }],
  });
}

/** Waits until several slices run in parallel, and lets them continue undisturbed. */
async function finishLargeInventory(rig: Rig, handle: WorkflowHandle): Promise<void> {
  await until(async () => {
    const { raw } = await handle.describe();
    return raw.pendingActivities?.length === PARALLEL_SLICES || undefined;
  });
  await new Control(rig.standIns).clearFaults();
  await handle.result();
}

async function record(folder: string, name: string, handle: WorkflowHandle): Promise<void> {
  writeHistory(fileOf(folder, name), {
    workflowId: handle.workflowId,
    history: await handle.fetchHistory(),
  });
}

/** The kinds of preparations, each with the messages it needs until it ends. */
const KINDS: Readonly<Record<string, (rig: Rig, name: string) => Promise<WorkflowHandle>>> = {
  async approved(rig, name) {
    const handle = await prepare(rig, name);
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver, comment: 'checked' });
    return handle;
  },

  async 'approved-by-two-updates'(rig, name) {
    const handle = await prepare(rig, name, { approval: { required: 2 } });
    await untilPhase(handle, 'waiting for approval');
    const planDigest = (await handle.query(planQuery))?.digest;
    await handle.executeUpdate(decideUpdate, { args: [{ decision: 'approve', approver, planDigest }] });
    const again = { decision: 'approve', approver };
    await handle.executeUpdate(decideUpdate, { args: [again] }).catch(() => undefined);
    await handle.executeUpdate(decideUpdate, { args: [{ decision: 'approve', approver: 'wang.fang' }] });
    return handle;
  },

  async 'without-logon'(rig, name) {
    const handle = await prepare(rig, name, { ramUser: { name: `mgw-${name}`, consoleLogon: false } });
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver });
    return handle;
  },

  /** With a source AccessKey that is created in Kingsoft's IAM. */
  async 'source-key-created'(rig, name) {
    const handle = await prepare(rig, name, { source: { bucket: BUCKET, accessKey: 'create' } });
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver });
    return handle;
  },

  /** The same, cancelled after the source AccessKey was created. */
  async 'source-key-deleted-on-cancellation'(rig, name) {
    const control = new Control(rig.standIns);
    await control.fault({
      service: 'ram',
      operation: 'CreateLoginProfile',
      resource: `mgw-${name}`,
      kind: 'latency',
      latencyMs: 2000,
    });
    const handle = await prepare(rig, name, { source: { bucket: BUCKET, accessKey: 'create' } });
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver });
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return (phase.name === 'running' && phase.step === 'logon') || undefined;
    });
    await handle.cancel();
    return handle;
  },

  /** Started again after the delivery: compares with it. */
  async 'already-prepared'(rig, name) {
    await delivered(rig, name);
    return prepare(rig, name);
  },

  async rejected(rig, name) {
    const handle = await prepare(rig, name);
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver, reason: 'wrong bucket' });
    return handle;
  },

  'approval-timed-out': (rig, name) =>
    prepare(rig, name, { approval: { timeout: '3 seconds', remindEvery: '1 second' } }),

  /** Parks in its inventory, then when it creates the key. */
  async 'parked-and-retried'(rig, name) {
    const control = new Control(rig.standIns);
    const denied = { status: 403, kind: 'status' } as const;
    await control.arrange('ks3', 'create-bucket', { name, synthetic: 'hex:5000' });
    await control.fault({
      service: 'ks3',
      operation: 'ListObjectsV2',
      resource: name,
      after: 3,
      code: 'AccessDenied',
      ...denied,
    });
    await control.fault({
      service: 'ram',
      operation: 'CreateAccessKey',
      resource: `mgw-${name}`,
      code: 'NoPermission',
      ...denied,
    });
    const handle = await prepare(rig, name, { source: { bucket: name } });
    await retryWhereParked(handle);
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver });
    await retryWhereParked(handle);
    return handle;
  },

  /** Reminds, escalates, and ends since nobody acts. */
  async 'nobody-acted'(rig, name) {
    const control = new Control(rig.standIns);
    await control.fault({
      service: 'ram',
      operation: 'AttachPolicyToUser',
      resource: `mgw-${name}`,
      ...REFUSED,
      times: 0,
    });
    const handle = await prepare(rig, name, {
      actionRequired: { timeout: '5 seconds', remindEvery: '1 second' },
    });
    await approve(handle);
    return handle;
  },

  async 'odd-signals'(rig, name) {
    const handle = await prepare(rig, name);
    await handle.signal(approveSignal, { approver });
    await untilPhase(handle, 'waiting for approval');
    await handle.signal('approve');
    await handle.signal('approve', approver);
    await handle.signal('approve', { aprover: approver });
    await handle.signal('aprove', { approver });
    await handle.signal(retrySignal, { by: approver });
    await handle.signal(rejectSignal, { approver });
    return handle;
  },

  async 'cancelled-while-waiting'(rig, name) {
    const handle = await prepare(rig, name);
    await untilPhase(handle, 'waiting for approval');
    await handle.cancel();
    return handle;
  },

  async 'cancelled-while-granting'(rig, name) {
    const control = new Control(rig.standIns);
    const resource = `mgw-${name}`;
    await control.fault({
      service: 'ram',
      operation: 'CreateAccessKey',
      resource,
      kind: 'latency',
      latencyMs: 2000,
    });
    const handle = await prepare(rig, name);
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver });
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return (phase.name === 'running' && phase.step === 'accessKey') || undefined;
    });
    await handle.cancel();
    return handle;
  },

  /** Cancelled while it is marked as delivered: it ends as prepared. */
  async 'cancelled-while-delivering'(rig, name) {
    const control = new Control(rig.standIns);
    const mark = markOf(name);
    await control.fault({ ...mark, kind: 'latency', latencyMs: 2000 });
    const handle = await prepare(rig, name);
    await approve(handle);
    await control.untilFired(mark.operation, mark.resource);
    await handle.cancel();
    return handle;
  },

  /** Cancelled while parked before the mark: it checks for the mark, and is undone. */
  async 'cancelled-before-the-delivery'(rig, name) {
    const control = new Control(rig.standIns);
    await control.fault({ ...markOf(name), ...REFUSED, times: 0 });
    const handle = await prepare(rig, name);
    await approve(handle);
    await untilPhase(handle, 'action required');
    await handle.cancel();
    return handle;
  },

  /** Its key vanishes before it is delivered, so all of it is granted and issued once more. */
  async 'access-renewed'(rig, name) {
    const control = new Control(rig.standIns);
    await control.fault({ ...markOf(name), ...REFUSED });
    const handle = await prepare(rig, name);
    await approve(handle);
    await untilPhase(handle, 'action required');
    const userName = `mgw-${name}`;
    const [key] = (await control.ramUser(userName))?.accessKeys ?? [];
    await rig.clouds.ram().deleteAccessKey(userName, key?.id ?? '', new AbortController().signal);
    await handle.signal(retrySignal, { by: approver });
    return handle;
  },

  /** Reset after its approval: what it granted is removed, and it asks again. */
  async 'reset-after-the-approval'(rig, name) {
    const control = new Control(rig.standIns);
    await control.fault({ ...markOf(name), ...REFUSED });
    const before = await prepare(rig, name, { source: { bucket: BUCKET, accessKey: 'create' } });
    await approve(before);
    await untilPhase(before, 'action required');
    const handle = await resetHere(rig, before);
    await retryWhereParked(handle);
    await until(async () => (await handle.query(statusQuery)).approval?.changes);
    await approve(handle);
    return handle;
  },

  /** Somebody ends its inventory. */
  async 'inventory-terminated'(rig, name) {
    const control = new Control(rig.standIns);
    await control.arrange('ks3', 'create-bucket', { name, synthetic: 'hex:100' });
    await control.fault({
      service: 'ks3',
      operation: 'ListObjectsV2',
      resource: name,
      after: 1,
      kind: 'hang',
    });
    const handle = await prepare(rig, name, { source: { bucket: name } });
    await control.untilFired('ListObjectsV2', name);
    await rig.client.workflow.getHandle(inventoryWorkflowId(handle.workflowId)).terminate();
    await retryWhereParked(handle);
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver });
    return handle;
  },

  async 'delivered-with-expiry'(rig, name) {
    const { preparedBy } = await delivered(rig, name);
    return rig.client.workflow.getHandle(preparedBy);
  },

  async 'expiry-brought-forward'(rig, name) {
    const { userName } = await delivered(rig, name);
    const handle = rig.client.workflow.getHandle(revocationWorkflowId(userName));
    await untilIn(handle, 'waiting');
    await handle.signal(revokeSignal, { by: approver, grace: '1 second' });
    return handle;
  },

  async 'revocation-cancelled-in-its-grace-period'(rig, name) {
    const handle = await startRevocation(
      rig,
      await delivered(rig, name),
      { grace: '10 minutes' },
      `revocation-${name}`,
    );
    await untilIn(handle, 'waiting');
    await handle.cancel();
    return handle;
  },

  async 'revocation-of-nothing'(rig, name) {
    const nobody = { userName: `mgw-${name}`, destination: `${name}-oss` };
    return startRevocation(rig, nobody, { grace: 'none' });
  },

  /** Signalled to read again while it waits, then signalled to begin. */
  async 'revocation-looked-again'(rig, name) {
    const { userName } = await delivered(rig, name);
    const handle = rig.client.workflow.getHandle(revocationWorkflowId(userName));
    await untilIn(handle, 'waiting');
    await handle.signal(lookSignal, {});
    await handle.executeUpdate(revokeUpdate, { args: [{ by: approver, grace: 'none' }] });
    return handle;
  },

  async rotated(rig, name) {
    const handle = await startRotation(rig, await delivered(rig, name));
    await untilIn(handle, 'waiting');
    await confirmWithCode(handle, rig.identity, approver);
    return handle;
  },

  'rotation-not-confirmed': async (rig, name) =>
    startRotation(rig, await delivered(rig, name), { confirmWithin: '1 second' }),

  /** Confirmed with a wrong code first. */
  async 'rotation-confirmed-by-update'(rig, name) {
    const handle = await startRotation(rig, await delivered(rig, name));
    await untilIn(handle, 'waiting');
    const confirm = (code: string | undefined) =>
      handle.executeUpdate(confirmUpdate, { args: [{ by: approver, code }] });
    await confirm('guessed').catch(() => undefined);
    await confirm((await openedKey(handle, rig.identity))['confirmationCode']);
    return handle;
  },

  async 'rotation-cancelled'(rig, name) {
    const handle = await startRotation(rig, await delivered(rig, name));
    await untilIn(handle, 'waiting');
    await handle.cancel();
    return handle;
  },

  async 'rotation-cancelled-in-its-grace-period'(rig, name) {
    const handle = await startRotation(rig, await delivered(rig, name), { grace: '10 minutes' });
    await untilIn(handle, 'waiting');
    await confirmWithCode(handle, rig.identity, approver);
    await untilIn(handle, 'waiting', ({ phase }) => 'for' in phase && phase.for.includes('grace'));
    await handle.cancel();
    return handle;
  },

  async 'source-key-delivered-with-expiry'(rig, name) {
    const { preparedBy } = await delivered(rig, name, OWN_KEY);
    return rig.client.workflow.getHandle(preparedBy);
  },

  async 'source-key-revoked'(rig, name) {
    const about = await delivered(rig, name, OWN_KEY);
    return startRevocation(rig, about, { ...OWN_KEY, grace: '1 second' }, `revocation-${name}`);
  },

  async 'source-key-rotated'(rig, name) {
    const handle = await startSourceRotation(rig, await delivered(rig, name, OWN_KEY));
    await untilIn(handle, 'waiting');
    await confirmWithCode(handle, rig.identity, approver);
    return handle;
  },

  async verification(rig, name) {
    const bucket = await differingBuckets(rig, name);
    return rig.client.workflow.start('verifyMigration', {
      workflowId: verificationWorkflowId(bucket),
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket } }],
    });
  },

  /** Of three buckets: one parks and is retried, one is rejected. */
  async fleet(rig, name) {
    const buckets = await fleetBuckets(rig, name);
    const control = new Control(rig.standIns);
    const [parked = '', rejected = '', approved = ''] = buckets;
    await control.fault({ service: 'ks3', resource: parked, ...REFUSED, code: 'AccessDenied', times: 0 });
    const handle = await startFleet(rig, name, { buckets, concurrency: 2 });
    await untilCounts(handle, { 'action required': 1, 'waiting for approval': 2 });
    await control.clearFaults();
    await handle.signal(retrySignal, { by: approver });
    await untilCounts(handle, { 'waiting for approval': 3 });
    await preparationOf(rig, rejected).signal(rejectSignal, { approver });
    await preparationOf(rig, parked).signal(approveSignal, { approver });
    await preparationOf(rig, approved).signal(approveSignal, { approver });
    await handle.signal(lookSignal, {});
    return handle;
  },

  /** The last run of a fleet that continued as new after each preparation. */
  async 'fleet-continued'(rig, name) {
    const buckets = await fleetBuckets(rig, name);
    await startFleet(rig, name, { match: [`${name}-*`], concurrency: 1 }, { events: 1000, started: 1 });
    const handle = rig.client.workflow.getHandle(fleetWorkflowId(name));
    await untilCounts(handle, { 'waiting for approval': 3 });
    for (const bucket of buckets) {
      await preparationOf(rig, bucket).signal(rejectSignal, { approver });
    }
    return handle;
  },

  async 'fleet-cancelled'(rig, name) {
    const handle = await startFleet(rig, name, { buckets: await fleetBuckets(rig, name) });
    await untilCounts(handle, { 'waiting for approval': 3 });
    await handle.cancel();
    return handle;
  },

  'fleet-dry-run': async (rig, name) =>
    startFleet(rig, name, { buckets: await fleetBuckets(rig, name), dryRun: true }),

  /** The second firing of a Schedule whose first was rejected. */
  async 'rejected-before'(rig, name) {
    const first = await fired(rig, name, 1);
    await untilPhase(first, 'waiting for approval');
    await first.signal(rejectSignal, { approver });
    await first.result();
    return fired(rig, name, 2);
  },

  ...MIGRATION_KINDS,

  'invalid-input': (rig, name) => rig.prepare({ source: {}, destinaton: {} }, idOf(name)),

  'misspelt-type': (rig, name) =>
    rig.client.workflow.start('prepareMigraton', {
      workflowId: idOf(name),
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: BUCKET } }],
    }),
};

const REFUSED = { kind: 'status', status: 403, code: 'NoPermission' } as const;

/** The call that marks credentials as delivered. */
function markOf(name: string) {
  return { service: 'ram', operation: 'UpdateUser', resource: `mgw-${name}` } as const;
}

async function fleetBuckets(rig: Rig, name: string): Promise<string[]> {
  const buckets = [1, 2, 3].map((number) => `${name}-${number}`);
  for (const bucket of buckets) {
    await new Control(rig.standIns).arrange('ks3', 'create-bucket', { name: bucket, synthetic: 'hex:20' });
  }
  return buckets;
}

function startFleet(
  rig: Rig,
  name: string,
  input: object,
  limits?: Partial<HistoryLimits>,
): Promise<WorkflowHandle> {
  return rig.client.workflow.start('prepareMigrations', {
    workflowId: fleetWorkflowId(name),
    taskQueue: TASK_QUEUE,
    args: limits === undefined ? [input] : [input, null, limits],
  });
}

async function untilCounts(handle: WorkflowHandle, wanted: PhaseCounts): Promise<void> {
  await until(async () => {
    const { counts } = await handle.query(fleetQuery);
    return (
      Object.entries(wanted).every(([phase, count]) => counts[phase as MemberPhase] === count) || undefined
    );
  });
}

function latest(rig: Rig, workflowId: string): WorkflowHandle {
  return rig.client.workflow.getHandle(workflowId);
}

function preparationOf(rig: Rig, bucket: string): WorkflowHandle {
  return latest(rig, preparationWorkflowId(bucket));
}

async function approve(handle: PreparationHandle): Promise<void> {
  await until(
    async () => (await handle.query(statusQuery)).phase.name === 'waiting for approval' || undefined,
  );
  await handle.signal(approveSignal, { approver });
}

function idOf(name: string): string {
  return `run/${name}`;
}

function prepare(
  rig: Rig,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<PreparationHandle> {
  const input = {
    source: { bucket: BUCKET },
    destination: { bucket: `${name}-oss` },
    ramUser: { name: `mgw-${name}` },
    ...more,
  };
  return rig.prepare(input, idOf(name));
}

/** Fires a Schedule, which it creates if it is to be the first time. */
async function fired({ client }: Rig, name: string, times: number): Promise<PreparationHandle> {
  const input = { source: { bucket: BUCKET }, destination: { bucket: `${name}-oss` } };
  const schedule =
    times > 1
      ? client.schedule.getHandle(name)
      : await client.schedule.create({
          scheduleId: name,
          spec: {},
          action: {
            type: 'startWorkflow',
            workflowType: 'prepareMigration',
            taskQueue: TASK_QUEUE,
            workflowId: idOf(name),
            args: [input],
          },
        });
  await schedule.trigger();
  const workflowId = await until(async () => {
    const { info } = await schedule.describe();
    const last = info.numActionsTaken === times ? info.recentActions.at(-1) : undefined;
    return last?.action.workflow.workflowId;
  });
  return client.workflow.getHandle(workflowId);
}

async function retryWhereParked(handle: PreparationHandle): Promise<void> {
  await untilPhase(handle, 'action required');
  await handle.signal(retrySignal, { by: approver });
}

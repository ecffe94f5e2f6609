import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { FleetPage, FleetResult, MemberPhase } from '../../contracts/runs/fleet';
import {
  approveSignal,
  fleetQuery,
  lookSignal,
  planQuery,
  rejectSignal,
  retrySignal,
} from '../../contracts/messages';
import { fleetWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import type { prepareMigrations } from '../../workflows';
import type { HistoryLimits } from '../../workflows/fleet/carried';
import { Control } from '../rig/control';
import { startRig, until, type Rig } from '../rig/rig';

type FleetHandle = WorkflowHandle<typeof prepareMigrations>;

const approver = 'li.wei';
const COUNT = 20;
const BUCKETS = Array.from({ length: COUNT }, (_, at) => `photos-${String(at).padStart(2, '0')}`);
const [PREPARED = '', PARKED = '', REJECTED = '', ATTACHED = ''] = BUCKETS;

let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({
    buckets: [
      ...BUCKETS,
      'music-1',
      'music-2',
      'videos-1',
      'late-1',
      'late-2',
      'late-3',
      'large-1',
      'large-2',
    ].map((name) => ({
      name,
      synthetic: 'hex:20',
    })),
  });
  control = new Control(rig.standIns);
});
afterAll(() => rig.stop());

function startFleet(name: string, input: unknown, limits?: Partial<HistoryLimits>): Promise<FleetHandle> {
  return rig.client.workflow.start('prepareMigrations', {
    workflowId: fleetWorkflowId(name),
    taskQueue: TASK_QUEUE,
    args: limits === undefined ? [input] : [input, null, limits],
  }) as Promise<FleetHandle>;
}

/** The latest run of a fleet, which may have continued as new. */
const latest = (name: string) => rig.client.workflow.getHandle(fleetWorkflowId(name));
const preparation = (bucket: string) => rig.client.workflow.getHandle(preparationWorkflowId(bucket));

async function untilPhases(name: string, wanted: Partial<Record<MemberPhase, number>>): Promise<FleetPage> {
  let seen = 'nothing';
  return until(
    async () => {
      const page = await latest(name).query(fleetQuery);
      seen = JSON.stringify(page.counts);
      return seen === JSON.stringify({ ...page.counts, ...wanted }) ? page : undefined;
    },
    { wanted: () => `${name} to be ${JSON.stringify(wanted)}; last seen was ${seen}` },
  );
}

/** Approves the plan of a bucket, as soon as it has one. */
async function approve(bucket: string): Promise<void> {
  const plan = await until(async () => (await preparation(bucket).query(planQuery)) ?? undefined);
  await preparation(bucket).signal(approveSignal, { approver, planDigest: plan.digest });
}

/** How many runs of a fleet left their history behind. */
async function continued(name: string): Promise<number> {
  let count = 0;
  for await (const { status } of rig.client.workflow.list({
    query: `WorkflowId = "${fleetWorkflowId(name)}"`,
  })) {
    count += status.name === 'CONTINUED_AS_NEW' ? 1 : 0;
  }
  return count;
}

describe('a fleet of 20 buckets', () => {
  let page: FleetPage;
  let result: FleetResult;

  beforeAll(async () => {
    // One was prepared before, and one is under way.
    const earlier = await rig.prepare({ source: { bucket: PREPARED } }, preparationWorkflowId(PREPARED));
    await approve(PREPARED);
    await earlier.result();
    await rig.prepare({ source: { bucket: ATTACHED } }, preparationWorkflowId(ATTACHED));
    await control.fault({
      service: 'ks3',
      resource: PARKED,
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    });

    await startFleet('photos', { match: ['photos-*'], concurrency: 4 }, { events: 10_000, started: 7 });
    page = await untilPhases('photos', {
      'already prepared': 1,
      'action required': 1,
      'waiting for approval': COUNT - 2,
    });
    await rig.withoutWorker(async () => undefined);
    await preparation(REJECTED).signal(rejectSignal, { approver, reason: 'wrong bucket' });
    const others = BUCKETS.filter((one) => ![PREPARED, PARKED, REJECTED].includes(one));
    await Promise.all(others.map(approve));
    await control.clearFaults();
    await latest('photos').signal(retrySignal, { by: approver });
    await approve(PARKED);
    await latest('photos').signal(lookSignal, {});
    result = (await latest('photos').result()) as FleetResult;
  });

  it('leaves the others running while one requires an action', () => {
    expect(page.total).toBe(COUNT);
    expect(page.members[0]).toMatchObject({ bucket: PARKED, phase: 'action required' });
  });

  it('says what became of each', () => {
    expect(result.counts).toEqual({ 'already prepared': 1, prepared: COUNT - 2, rejected: 1 });
    expect(result.members.map(({ bucket }) => bucket)).toEqual(BUCKETS);
    expect(result.members.find(({ bucket }) => bucket === REJECTED)).toMatchObject({
      phase: 'rejected',
      objects: '20',
    });
  });

  it('starts none again that was prepared or under way', async () => {
    const runsOf = async (bucket: string) => {
      const found = [];
      const query = `WorkflowId = "${preparationWorkflowId(bucket)}"`;
      for await (const run of rig.client.workflow.list({ query })) {
        found.push(run.runId);
      }
      return found;
    };
    expect(await runsOf(PREPARED)).toHaveLength(1);
    expect(await runsOf(ATTACHED)).toHaveLength(1);
  });

  it('recognizes what a later run found already prepared, and starts no further one', async () => {
    const later = await rig.prepare({ source: { bucket: PREPARED } }, preparationWorkflowId(PREPARED));
    const { outcome, run } = await later.result();
    expect(outcome).toBe('already prepared');
    const fleet = await startFleet('photos-later', { buckets: [PREPARED] });
    expect(await fleet.result()).toMatchObject({ counts: { 'already prepared': 1 } });
    expect((await preparation(PREPARED).describe()).runId).toBe(run.runId);
  });

  it('continues as new without losing a preparation', async () => {
    expect(await continued('photos')).toBeGreaterThanOrEqual(2);
  });

  it('continues as new once the results of those that have ended are large', async () => {
    const handle = await startFleet('large', { buckets: ['large-1', 'large-2'] }, { bytes: 20_000 });
    await untilPhases('large', { 'waiting for approval': 2 });
    await approve('large-1');
    await untilPhases('large', { prepared: 1, 'waiting for approval': 1 });
    await approve('large-2');
    expect((await handle.result()).counts).toEqual({ prepared: 2 });
    expect(await continued('large')).toBeGreaterThanOrEqual(1);
  });

  it('asks nobody again about what was rejected, unless it is told to', async () => {
    const again = await startFleet('photos-again', { buckets: [PREPARED, REJECTED] });
    expect(await again.result()).toMatchObject({ counts: { 'already prepared': 1, rejected: 1 } });
    await startFleet('photos-insist', { buckets: [REJECTED], again: true });
    await untilPhases('photos-insist', { 'waiting for approval': 1 });
    await latest('photos-insist').cancel();
    await expect(latest('photos-insist').result()).rejects.toMatchObject({
      cause: { name: 'CancelledFailure' },
    });
    expect((await preparation(REJECTED).describe()).status.name).toBe('CANCELLED');
  });
});

describe('the input', () => {
  async function refusal(name: string, input: unknown): Promise<string> {
    const handle = await startFleet(name, input);
    const failure: unknown = await handle.result().catch((error: unknown) => error);
    return String((failure as { cause?: Error }).cause?.message);
  }

  it('is refused with every problem and where it is', async () => {
    const said = await refusal('wrong', {
      buckets: ['photos-00', { source: { bucket: 'photos-01', prefx: 'a/' } }, 'photos-00'],
      defaults: { destination: { regoin: 'cn-beijing' } },
    });
    expect(said).toContain('buckets.1.source.prefx');
    expect(said).toContain('did you mean "prefix"?');
    expect(said).toContain('defaults.destination.regoin');
    expect(said).toContain('buckets.2: names photos-00 again, like buckets.0');
  });

  it('is refused if it names no bucket', async () => {
    expect(await refusal('none', {})).toContain('buckets: is missing');
    expect(await refusal('empty', { buckets: [] })).toContain('buckets');
    expect(await refusal('matchless', { match: ['nothing-*'] })).toContain('matches no bucket');
    expect(await refusal('both', { buckets: ['photos-00'], match: ['*'] })).toContain('must not be combined');
  });

  it('is refused if it does not fit the configuration', async () => {
    expect(
      await refusal('profile', { buckets: [{ source: { bucket: 'music-1', profile: 'none' } }] }),
    ).toContain('music-1');
  });

  it.each([
    ['a second argument', [{ buckets: ['music-1'] }, { fleet: {}, members: [] }]],
    ['members that are none', [{ buckets: ['music-1'] }, { fleet: 1, members: [[1], null] }]],
    ['a third argument', [{ buckets: ['music-1'] }, null, 'soon']],
  ])('is refused with %s of another form', async (_, args) => {
    const handle = await rig.client.workflow.start('prepareMigrations', {
      workflowId: fleetWorkflowId('odd'),
      taskQueue: TASK_QUEUE,
      args,
    });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('leave them out') },
    });
  });

  it('of a dry run is answered with every plan, and nothing is made', async () => {
    const handle = await startFleet('dry', {
      buckets: ['music-1', { source: { bucket: 'music-2' }, destination: { bucket: 'other-oss' } }, PREPARED],
      dryRun: true,
    });
    const result = await handle.result();
    expect(result.outcome).toBe('dry run');
    expect(result.planned).toMatchObject([
      {
        bucket: 'music-1',
        destination: { bucket: 'music-1-oss' },
        user: 'mgw-music-1',
        found: null,
        terms: 0,
      },
      { bucket: 'music-2', destination: { bucket: 'other-oss' }, found: null, terms: 0 },
      { bucket: PREPARED, found: 'already prepared', terms: 0 },
    ]);
    expect(result.terms).toHaveLength(1);
    expect(result.counts).toEqual({ pending: 2, 'already prepared': 1 });
    expect(result.summary).toMatchObject({
      text: expect.stringMatching(/^Of 3 buckets, 2 would be started, /),
    });
    await expect(preparation('music-1').describe()).rejects.toThrow('not found');
  });
});

describe('what people send to a fleet', () => {
  it('is answered in its details, and changes nothing', async () => {
    await startFleet('odd-signals', { buckets: ['videos-1'] });
    const handle = latest('odd-signals');
    await untilPhases('odd-signals', { 'waiting for approval': 1 });
    await handle.signal('retry', 'now');
    await handle.signal('retry', { by: approver });
    await handle.signal('aprove', {});
    const { status } = await until(async () => {
      const answer = await handle.query(fleetQuery, { page: 'last', phase: 7, language: 'zh' });
      return answer.status.notices.length === 3 ? answer : undefined;
    });
    expect(status.notices.join(' ')).toContain('aprove');
    expect((await handle.query(fleetQuery, { page: 99 })).page).toBe(1);
    expect((await handle.query(fleetQuery, { phase: 'failed' })).members).toEqual([]);
    await handle.cancel();
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  });
});

describe('a fleet that is cancelled', () => {
  it('cancels what it started, which cleans up, and leaves alone what it did not', async () => {
    await rig.prepare({ source: { bucket: 'late-1' } }, preparationWorkflowId('late-1'));
    const handle = await startFleet('late', { buckets: ['late-1', 'late-2', 'late-3'], concurrency: 2 });
    await untilPhases('late', { 'waiting for approval': 3 });
    await handle.cancel();
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    const states = await Promise.all(
      ['late-1', 'late-2', 'late-3'].map(async (one) => (await preparation(one).describe()).status.name),
    );
    expect(states).toEqual(['RUNNING', 'CANCELLED', 'CANCELLED']);
    await preparation('late-1').cancel();
  });
});

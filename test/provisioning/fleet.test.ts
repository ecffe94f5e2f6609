import { describe, expect, it } from '@jest/globals';
import { lookAtMember, memberBefore, type Looking } from '../../provisioning/fleet/look-at-member';
import type { DescribedRun, Ending, PreparationRuns } from '../../provisioning/fleet/preparation-runs';
import { tellsOfMembers } from '../../provisioning/fleet/tells-of-members';
import { watchMembers } from '../../provisioning/fleet/watch-members';
import { signedResult } from '../../provisioning/result/sign-result';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import { preparationId } from '../../contracts/runs/preparation-id';
import type { Preparation } from '../../contracts/runs/preparation';
import type { PreparationStatus } from '../../contracts/runs/status';
import { WORKER_KEY } from '../rig/worker-key';
import { preparationWith } from './preparation';

const KEYS = new WorkerKeys({ keys: [WORKER_KEY], publicKeys: [] });
const DAY_MS = 86_400_000;
const BEFORE: Preparation = preparationWith({});
const BUCKET = BEFORE.source.bucket;
const INPUT = {
  source: { bucket: BUCKET, prefix: BEFORE.source.prefix },
  destination: { bucket: BEFORE.destination.bucket },
};
const PREPARATION: Preparation = { ...BEFORE, id: preparationId(BEFORE) };
const ID = `prepare/${BUCKET}`;
const in30Days = () => new Date(Date.now() + 30 * DAY_MS).toISOString();

/** What the server knows; every look is counted. */
class FakeRuns implements PreparationRuns {
  readonly runs = new Map<string, DescribedRun>();
  started: unknown = INPUT;
  end: Ending = { failure: 'Failed' };
  now: PreparationStatus | null = null;
  looks = 0;
  onLook = (): void => undefined;

  async describe(workflowId: string) {
    this.looks += 1;
    this.onLook();
    return this.runs.get(workflowId) ?? null;
  }

  async status() {
    return this.now;
  }

  async input() {
    return this.started;
  }

  async ofSchedules() {
    return [];
  }

  async ending() {
    return this.end;
  }

  has(state: DescribedRun['state'], more: Partial<DescribedRun> = {}, workflowId = ID): this {
    const closedAt = state === 'running' ? null : 1000;
    this.runs.set(workflowId, {
      runId: 'run-1',
      type: 'prepareMigration',
      state,
      events: 50,
      closedAt,
      ...more,
    });
    return this;
  }

  /** Ended with a result that a worker signed. */
  with(result: object): this {
    this.end = { result: resultOf(result) };
    return this;
  }
}

function resultOf(more: object) {
  const inventory = { totals: { objects: '7', bytes: '70' }, findings: [{ severity: 'blocker' }] };
  const run = { workflowId: ID, runId: 'run-1' };
  return signedResult(
    { outcome: 'prepared', run, inventory, credentials: { expiresAt: in30Days() }, ...more },
    KEYS,
  );
}

const looking = (runs: PreparationRuns, signal = new AbortController().signal): Looking => ({
  runs,
  keys: KEYS,
  signal,
});

describe('what a bucket is before a fleet starts it', () => {
  const found = (runs: FakeRuns, again = false, ...scheduled: string[]) => {
    const ofSchedules = scheduled.map((workflowId) => ({ workflowId, runId: 'run-1' }));
    return memberBefore(PREPARATION, { again, ofSchedules }, looking(runs));
  };

  it('is to be started if there was nothing, or nothing that answers', async () => {
    expect(await found(new FakeRuns())).toBeNull();
    expect(await found(new FakeRuns().has('terminated'))).toBeNull();
    expect(await found(new FakeRuns().has('completed').with({ outcome: 'approval timed out' }))).toBeNull();
  });

  it('is attached to if it runs, unless it is another preparation', async () => {
    expect(await found(new FakeRuns().has('running'))).toMatchObject({ phase: 'running' });
    const other = new FakeRuns().has('running');
    other.started = { source: { bucket: BUCKET }, destination: { bucket: 'elsewhere' } };
    expect(await found(other)).toMatchObject({ phase: 'failed', problem: 'OtherRunOpen' });
  });

  it('is not started beside a run of a Schedule that is open, unless that is another preparation', async () => {
    const scheduled = `${ID}-2026-05-01T08:00:00Z`;
    for (const runs of [new FakeRuns(), new FakeRuns().has('terminated')]) {
      expect(await found(runs, false, 'prepare/a-2026-05-01T08:00:00Z', scheduled)).toMatchObject({
        phase: 'failed',
        problem: 'OtherRunOpen',
      });
      expect(await found(runs, false, `prepare/x${scheduled}`, `${ID}-2b`)).toBeNull();
    }
    expect(await found(new FakeRuns().has('running'), false, scheduled)).toMatchObject({ phase: 'running' });
    const other = new FakeRuns();
    other.started = { source: { bucket: BUCKET }, destination: { bucket: 'elsewhere' } };
    expect(await found(other, false, scheduled)).toBeNull();
  });

  it('is already prepared as long as what was delivered is valid', async () => {
    const delivered = () => new FakeRuns().has('completed').with({});
    expect(await found(delivered())).toMatchObject({ phase: 'already prepared', objects: '7', blockers: 1 });
    const expired = { credentials: { expiresAt: new Date(Date.now() - DAY_MS).toISOString() } };
    expect(await found(delivered().with(expired))).toBeNull();
    const revocation = `revoke/${PREPARATION.ramUser.name}`;
    expect(await found(delivered().has('completed', { closedAt: 2000 }, revocation))).toBeNull();
    expect(await found(delivered().has('completed', { closedAt: 500 }, revocation))).not.toBeNull();
    const later = { outcome: 'already prepared', delivered: { at: '', until: null } };
    expect(await found(delivered().with(later))).toMatchObject({ phase: 'already prepared' });
  });

  it('stays rejected unless it is to be asked again', async () => {
    const rejected = () => new FakeRuns().has('completed').with({ outcome: 'rejected' });
    expect(await found(rejected())).toMatchObject({ phase: 'rejected' });
    expect(await found(rejected(), true)).toBeNull();
  });

  it('is not believed if no worker signed its result for just that run', async () => {
    const forged = new FakeRuns().has('completed');
    forged.end = { result: { ...resultOf({}), outcome: 'prepared', source: 'forged' } };
    expect(await found(forged)).toBeNull();
    expect(await lookAtMember(BUCKET, 0, looking(forged))).toMatchObject({ problem: 'NotAuthentic' });
    const other = new FakeRuns().has('completed').with({ run: { workflowId: ID, runId: 'run-0' } });
    expect(await lookAtMember(BUCKET, 0, looking(other))).toMatchObject({ problem: 'NotAuthentic' });
  });
});

describe('a run of somebody else that poses as a preparation', () => {
  /** As a run of any worker may answer. */
  const answers = (status: unknown) => {
    const runs = new FakeRuns().has('running');
    runs.now = status as PreparationStatus;
    return lookAtMember(BUCKET, 0, looking(runs));
  };

  it.each([
    ['nothing', 'nonsense'],
    ['no phase', { totals: null }],
    ['totals that are no numbers', { phase: { name: 'running' }, totals: { objects: 'many', bytes: '1' } }],
    ['a problem without end', { phase: { name: 'action required', problem: { type: 'x'.repeat(2000) } } }],
    ['blockers that are no list', { phase: { name: 'running' }, totals: null, blockers: 'x' }],
  ])('holds up no other bucket with a status that says %s', async (_, status) => {
    expect(await answers(status)).toBeNull();
  });

  it('is not believed with what a worker signed of another kind of run', async () => {
    const run = { workflowId: ID, runId: 'run-1' };
    const revoked = signedResult({ outcome: 'revoked', run, preparation: PREPARATION.id }, KEYS);
    const runs = new FakeRuns().has('completed');
    runs.end = { result: revoked };
    expect(await lookAtMember(BUCKET, 0, looking(runs))).toMatchObject({ problem: 'NotAuthentic' });
    expect(await memberBefore(PREPARATION, { again: false, ofSchedules: [] }, looking(runs))).toBeNull();
  });

  it('has a failure of its own shortened', async () => {
    const runs = new FakeRuns().has('failed');
    runs.end = { failure: 'x'.repeat(3000) };
    const seen = await lookAtMember(BUCKET, 0, looking(runs));
    expect(seen?.problem?.length).toBeLessThanOrEqual(100);
  });

  it('is told of by itself, unless its parent is a fleet', async () => {
    const runs = new FakeRuns().has('completed', { type: 'prepareMigrations' }, 'batch/q1');
    runs.has('completed', { type: 'somethingElse' }, 'rogue');
    const { signal } = new AbortController();
    expect(await tellsOfMembers('batch/q1', runs, signal)).toBe(true);
    expect(await tellsOfMembers('rogue', runs, signal)).toBe(false);
  });
});

describe('watching buckets', () => {
  it('asks a run nothing as long as its history does not grow', async () => {
    const runs = new FakeRuns().has('running', { events: 50 });
    expect(await lookAtMember(BUCKET, 50, looking(runs))).toBeNull();
    expect(await lookAtMember(BUCKET, 49, looking(runs))).toBeNull();
  });

  it('ends with what changed, and says so of nothing else', async () => {
    const runs = new FakeRuns().has('failed');
    const seen = await watchMembers(
      { members: [[3, BUCKET, 'waiting for approval', 50]], waitMs: 60_000 },
      looking(runs),
    );
    expect(seen).toEqual([{ at: 3, phase: 'failed', problem: 'Failed', events: 50 }]);
  });

  it('ends early, without an error, if it is cancelled', async () => {
    const caller = new AbortController();
    const runs = new FakeRuns().has('running');
    runs.onLook = () => caller.abort(new Error('cancelled'));
    const seen = await watchMembers(
      { members: [[0, BUCKET, 'waiting for approval', 50]], waitMs: 600_000 },
      looking(runs, caller.signal),
    );
    expect(seen).toEqual([]);
  });
});

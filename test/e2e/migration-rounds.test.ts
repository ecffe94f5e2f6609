import {
  approveSignal,
  cutOverSignal,
  cutOverUpdate,
  decideUpdate,
  planQuery,
  rejectSignal,
  statusQuery,
} from '../../contracts/messages';
import type { MigratedResult } from '../../contracts/migration/migration';
import { say } from '../../presentation/words/words';
import type { migrateBucket } from '../../workflows';
import { KEYS, MigrationRig, untilParked } from '../rig/migration';
import { until, untilPhase, type MigrationHandle, type Rig } from '../rig/rig';

const OFTEN = { rounds: { every: '1 second' } };
/** Nobody waits for it in a test. */
const SELDOM = { rounds: { every: '300 days' } };
/** Events of a history; up to the end of the first round there are about two hundred. */
const LONG = 300;

/** What the rounds copied, round by round. */
async function copied(handle: MigrationHandle): Promise<Map<number, string>> {
  const { rounds = [] } = await handle.query(statusQuery);
  return new Map(rounds.map(({ round, copied: count }) => [round, count]));
}

async function untilCopied(handle: MigrationHandle, count: string): Promise<number> {
  return until(async () => [...(await copied(handle))].find(([, one]) => one === count)?.[0]);
}

async function untilNextRound(handle: MigrationHandle): Promise<void> {
  const before = Math.max(0, ...(await copied(handle)).keys());
  await until(async () => Math.max(0, ...(await copied(handle)).keys()) > before || undefined);
}

async function untilCutOverWaits(handle: MigrationHandle): Promise<string> {
  return until(async () => {
    const { phase } = await handle.query(statusQuery);
    const frozen = await handle.query(planQuery);
    const asks = frozen !== null && 'decision' in frozen.plan && frozen.plan.decision === 'cut-over';
    return phase.name === 'waiting for approval' && asks ? frozen.digest : undefined;
  });
}

describe('a migration with rounds', () => {
  let rig: Rig;
  beforeAll(async () => {
    ({ rig } = await MigrationRig.start());
  });
  afterAll(() => rig.stop());

  it.concurrent(
    'copies what is newer round by round, until a cut-over is approved; then it compares and ends',
    async () => {
      const world = await MigrationRig.over(rig, 'albums');
      const prepared = await world.prepared('often');
      const handle = await world.launched('often', OFTEN);
      expect(await untilCopied(handle, String(KEYS.length))).toBe(1);
      await world.add('2024/98.jpg');
      const second = await untilCopied(handle, '1');
      await world.add('2024/99.jpg');
      await handle.executeUpdate(cutOverUpdate, { args: [{ by: 'li.wei' }] });
      const digest = await untilCutOverWaits(handle);
      const { approval } = await handle.query(statusQuery);
      expect(approval?.plan.join('\n')).toMatch(/CUT-OVER after job prep-.*nothing is written to the source/);
      await handle.signal(approveSignal, { approver: 'wang.fang' });
      const result = (await handle.result()) as MigratedResult;
      expect(result).toMatchObject({
        outcome: 'migrated',
        verification: { identical: true },
        cutOver: { planDigest: digest, decisions: [{ approver: 'wang.fang' }] },
        approvedBy: [{ approver: 'wang.fang' }],
      });
      // What a round finds at the destination already is not counted again.
      expect(say('en', result.summary)).toContain(`${KEYS.length + 2} objects were copied`);
      expect(result.cutOver?.planDigest).not.toBe(result.planDigest);
      expect(result.jobs.length).toBeGreaterThan(second);
      expect(await world.copied('often')).toEqual([...KEYS, '2024/98.jpg', '2024/99.jpg']);

      // One after the other: each launch comes after the end of the job before.
      const { jobs } = await world.held(prepared);
      expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'FINISHED'));
      const { steps } = await handle.query(statusQuery);
      const { note = '' } = steps.find(({ name }) => name === 'rounds') ?? {};
      expect(note).toMatch(new RegExp(`^round ${result.jobs.length}: \\d+ copied, 0 failed`));
    },
  );

  it.concurrent(
    'goes on with its rounds where the cut-over is rejected, and says how to ask for it',
    async () => {
      const world = await MigrationRig.over(rig, 'videos');
      await world.prepared('seldom');
      const handle = await world.launched('seldom', SELDOM);
      await untilPhase(handle, 'waiting');
      await until(async () => {
        const { phase } = await handle.query(statusQuery);
        return (phase.name === 'waiting' && phase.for === 'round 2 of the migration') || undefined;
      });
      expect((await handle.query(statusQuery)).nextAction).toContain(
        'signal `cutOver` with { "by": "YOUR-NAME" }',
      );
      await handle.signal(cutOverSignal, { by: 'li.wei' });
      await untilCutOverWaits(handle);
      await expect(handle.executeUpdate(cutOverUpdate, { args: [{ by: 'li.wei' }] })).rejects.toMatchObject({
        cause: { message: expect.stringContaining('waits for its approval') },
      });
      await handle.signal(rejectSignal, { approver: 'wang.fang', reason: 'not yet' });
      await untilPhase(handle, 'waiting');
      expect((await handle.query(statusQuery)).notices.join(' ')).toContain('The rounds continue');

      await handle.cancel();
      const result = (await handle.result()) as MigratedResult;
      expect(result).toMatchObject({ outcome: 'migrated', cutOver: null, verification: null, jobs: [{}] });
      expect(result.nextSteps.map((one) => say('en', one)).join(' ')).not.toContain('prep revoke');
    },
  );

  it.concurrent(
    'waits for a person where a round left objects behind, and repairs them within the round',
    async () => {
      const world = await MigrationRig.over(rig, 'music');
      await world.prepared('parked');
      const handle = await world.launched('parked', OFTEN);
      await untilCopied(handle, String(KEYS.length));
      await world.control.arrange('mgw', 'fail-keys', { keys: ['2024/97.jpg'], times: 1 });
      await world.add('2024/97.jpg');
      await untilParked(handle, 'MgwObjectsFailed');
      await handle.signal('retry', { by: 'li.wei' });
      await untilNextRound(handle);
      expect(await world.copied('parked')).toContain('2024/97.jpg');
      await handle.cancel();
      await handle.result().catch(() => undefined);
    },
  );

  it.concurrent(
    'lets nobody approve the cut-over that they asked for, where four eyes are required',
    async () => {
      const world = await MigrationRig.over(rig, 'cards');
      await world.prepared('eyes');
      const handle = await world.launched('eyes', {
        ...SELDOM,
        approval: { fourEyes: true },
        requestedBy: 'li.wei',
      });
      await untilPhase(handle, 'waiting');
      // Without a name, who asks could not be told from who approves.
      for (const unnamed of [undefined, {}, { by: '' }, { by: 'YOUR-NAME' }, { by: null }]) {
        await handle.signal(cutOverSignal, unnamed);
        const asked = handle.executeUpdate(cutOverUpdate, { args: [unnamed] });
        await expect(asked).rejects.toMatchObject({ cause: { message: expect.stringContaining('by') } });
      }
      expect((await handle.query(statusQuery)).cutOver).toBeNull();
      await handle.signal(cutOverSignal, { by: 'zhao.min' });
      await untilCutOverWaits(handle);
      expect((await handle.query(statusQuery)).approval?.plan.join('\n')).toContain('zhao.min');
      const decide = (approver: string) =>
        handle.executeUpdate(decideUpdate, { args: [{ decision: 'approve', approver }] });
      await expect(decide('Zhao.Min')).rejects.toMatchObject({
        cause: { message: expect.stringContaining('requested') },
      });
      await decide('li.wei');
      expect(await handle.result()).toMatchObject({
        cutOver: { requestedBy: 'zhao.min', decisions: [{ approver: 'li.wei' }] },
      });
    },
  );

  it.concurrent('has no cut-over where there are no rounds', async () => {
    const world = await MigrationRig.over(rig, 'books');
    await world.prepared('once');
    const handle = await world.migrate('once');
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(cutOverSignal, { by: 'li.wei' });
    await until(async () => {
      const { notices } = await handle.query(statusQuery);
      return notices.join(' ').includes('this migration has no rounds') || undefined;
    });
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled');
  });
});

describe('a migration with rounds whose history grows long', () => {
  let world: MigrationRig;
  beforeAll(async () => {
    // What a server suggests after some thousands of events otherwise.
    world = await MigrationRig.start([
      '--dynamic-config-value',
      `limit.historyCount.suggestContinueAsNew=${LONG}`,
    ]);
  });
  afterAll(() => world.rig.stop());

  it('keeps its rounds and a request, and finds them where it is started again', async () => {
    const prepared = await world.prepared('long');
    const handle = await world.launched('long', OFTEN);
    await untilCopied(handle, String(KEYS.length));
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: 5 });
    await world.add('2024/96.jpg');
    const first = (await handle.describe()).runId;
    const latest = world.rig.client.workflow.getHandle<typeof migrateBucket>(handle.workflowId);
    await until(async () => (await latest.describe()).runId !== first || undefined);
    await latest.signal(cutOverSignal, { by: 'li.wei' });
    // What an earlier run handed over is shown once a worker has attested it.
    expect(await untilCopied(latest, String(KEYS.length))).toBe(1);
    await world.control.arrange('mgw', 'switches', { holdAfterObjects: null });
    await untilCutOverWaits(latest);
    await latest.terminate();
    const launched = (await world.held(prepared)).jobs.length;

    const again = await world.migrate('long', OFTEN);
    // Rounds need an approval, whatever runs already.
    await untilPhase(again, 'waiting for approval');
    const { approval } = await again.query(statusQuery);
    expect(approval?.plan.join('\n')).toContain('which an earlier run launched; nothing is launched now');
    await again.signal(approveSignal, { approver: 'wang.fang' });
    await untilNextRound(again);
    expect(Math.min(...(await copied(again)).keys())).toBeGreaterThanOrEqual(launched);
    await again.cancel();
    await again.result().catch(() => undefined);
  });
});

import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
} from '@temporalio/workflow';
import type { Attested } from '../contracts/approval/attested';
import type { JobProgress } from '../contracts/migration/job-progress';
import type { Migration, MigrationResult, NotMigratedResult } from '../contracts/migration/migration';
import type { MigrationPlan } from '../contracts/migration/migration-plan';
import { phrase } from '../presentation/words/words';
import type { Launch } from '../provisioning/migration/launch-approval';
import { askForApproval, type NotApproved } from './approval/ask-for-approval';
import { listenForMessages } from './approval/message-handlers';
import { compareSides, type Compared } from './migration/compare-sides';
import { listenForCutOver } from './migration/cut-over-messages';
import { toApprove } from './migration/launch-decision';
import { MigrationRun } from './migration/migration-run';
import { resumedFrom, type Launched, type Resumed } from './migration/resumed';
import { launchNextRound, nextRound } from './migration/rounds';
import { undoOf } from './migration/undo';
import { handleFailures, watchJob } from './migration/watch';
import { bucketNamedIn } from './run/bucket-named-in';
import { activitiesOf } from './run/step-activities';

/**
 * Copies a prepared KS3 bucket with the migration service: creates both addresses and the job, has the launch approved,
 * launches it, and watches it to its end. Nothing is copied before the launch is approved; cancelled or rejected before
 * it, everything that was created is removed. After it, the job continues whatever becomes of this run.
 *
 * @param input one JSON object (`contracts/migration-input.ts`); only `source.bucket` is required
 * @param resume what an earlier run of the same workflow handed over, whose history had grown too long
 */
export async function migrateBucket(input: unknown, resume?: unknown): Promise<MigrationResult> {
  const run = new MigrationRun(bucketNamedIn(input));
  listenForCutOver(run);
  listenForMessages(run, { signal: ['cutOver'], update: ['requestCutOver'] });
  return run.toCompletion(async () => {
    const resumed = resumedFrom(resume);
    const begun = resumed === null ? await begin(run, input) : await goOn(run, resumed);
    return 'outcome' in begun ? begun : finish(run, input, begun);
  });
}

/** Everything up to the launch; cleans up where it ends otherwise. */
async function begin(run: MigrationRun, input: unknown): Promise<Launched | NotMigratedResult> {
  const { searchable, ...migration } = await run.step(
    'validate',
    () => activitiesOf(run.say(phrase('migration.readPreparation'))).validateMigration(input),
    ({ value: { prepared, destination } }) =>
      phrase('migration.continues', { workflowId: prepared.workflowId, bucket: destination.bucket }),
  );
  run.validated(migration.value, { searchable });
  try {
    const job = await createJob(run, migration);
    // Rounds that an earlier run was not asked about need an approval, whatever runs already.
    if (job.launched && migration.value.everyMs === null) {
      return await alreadyLaunched(run, migration);
    }
    const asked = { input, migration };
    const decision = job.launched ? 'rounds' : 'launch';
    const outcome = await askForApproval(run, toApprove(run, asked, decision), {
      grant: async (approved) => {
        const launched = await launch(run, { ...asked, ...approved, decision });
        if (!job.launched) {
          run.launched();
        }
        const { round } = job.launched ? await findLaunch(run, migration) : migration.value;
        return {
          migration,
          launch: launched,
          round,
          number: 0,
          cutOver: null,
          due: dueAfter(launched, migration),
        };
      },
      revoke: async () => undefined,
    });
    return outcome.verdict === 'approved'
      ? outcome.granted
      : await concludeUnlaunched(run, migration, outcome);
  } catch (error) {
    await undoOf(run, { migration }, phrase('run.notDelivered'));
    throw error;
  }
}

/** Creates both addresses and the job, which is not started. Each step finds what an earlier attempt has created. */
async function createJob(
  run: MigrationRun,
  migration: Attested<Migration>,
): Promise<{ readonly launched: boolean }> {
  const { names } = migration.value;
  await run.step(
    'source',
    () => activitiesOf(run.title('source')).ensureMigrationSource({ migration }),
    () => names.source,
  );
  await run.step(
    'destination',
    () => activitiesOf(run.title('destination')).ensureMigrationDestination({ migration }),
    () => names.destination,
  );
  await run.step(
    'verify',
    () => activitiesOf(run.say(phrase('migration.verifyAddresses'))).verifyMigrationAddresses({ migration }),
    () => phrase('migration.available'),
  );
  return run.step(
    'job',
    () => activitiesOf(run.title('job')).ensureMigrationJob({ migration }),
    () => names.job,
  );
}

type Activities = ReturnType<typeof activitiesOf>;
type LaunchRequest = Parameters<Activities['launchMigration']>[0];

/** To its end: whether the job runs must be known, whatever is cancelled meanwhile. */
function launch(run: MigrationRun, request: LaunchRequest): Promise<Attested<Launch>> {
  const { job } = request.migration.value.names;
  return run.step(
    'launch',
    () =>
      CancellationScope.nonCancellable(() =>
        activitiesOf(run.say(phrase('migration.launchJob', { job }))).launchMigration(request),
      ),
    ({ value }) => phrase('migration.launchedAt', { at: value.launchedAt }),
  );
}

/** An earlier run launched it: this one goes on with the watch. */
async function alreadyLaunched(run: MigrationRun, migration: Attested<Migration>): Promise<Launched> {
  run.skip('approval', phrase('migration.launchedBefore'));
  const found = await findLaunch(run, migration);
  return { migration, ...found, number: 0, cutOver: null, due: dueAfter(found.launch, migration) };
}

function findLaunch(run: MigrationRun, migration: Attested<Migration>) {
  return run.step(
    'launch',
    () => activitiesOf(run.title('launch')).findLaunch({ migration }),
    () => phrase('migration.launchedBefore'),
  );
}

/** When the round after that launch is due. */
function dueAfter({ value: { launchedAt } }: Attested<Launch>, { value }: Attested<Migration>): number {
  return Date.parse(launchedAt) + (value.everyMs ?? 0);
}

/** Goes on where an earlier run of the same workflow handed over. */
async function goOn(run: MigrationRun, resumed: Resumed): Promise<Launched> {
  const { steps, audit, rounds, cutOverAsked, ...launched } = resumed;
  const { searchable, ...migration } = await run.step('validate', () =>
    activitiesOf(run.title('validate')).resumeMigration(launched),
  );
  run.validated(migration, { searchable });
  run.restore(steps);
  run.restoreRounds(rounds);
  run.trail.restore(audit);
  if (launched.cutOver !== null) {
    run.cutOver = { state: 'approved', by: launched.cutOver.value.requestedBy };
  } else if (cutOverAsked !== null) {
    run.cutOver = { state: 'requested', ...cutOverAsked };
  }
  return launched;
}

/** Watches the jobs of all rounds, and those that repair them, and compares both sides; then signs what came of it. */
async function finish(run: MigrationRun, input: unknown, begun: Launched): Promise<MigrationResult> {
  const { value: migration } = begun.migration;
  if (migration.everyMs === null) {
    run.skip('rounds', phrase('migration.noRounds'));
  }
  for (let at = begun; ;) {
    const seen = await watched(run, input, migration, at);
    run.counted(at.round, at.number, seen);
    const left = await leftBehind(run, at);
    if (left === 'ended') {
      return conclude(run, { ...at, verification: null });
    }
    if (left !== null) {
      at = { ...at, number: left };
      continue;
    }
    try {
      const next = await afterRound(run, input, migration, at);
      if ('verification' in next) {
        return await conclude(run, next);
      }
      at = next;
    } catch (error) {
      // Cancelled between two rounds, the run ends with its result: nothing is copied any more.
      if (isCancellation(error)) {
        return conclude(run, { ...at, verification: null });
      }
      throw error;
    }
  }
}

/** What follows a round that copied everything: another one, or the end. */
async function afterRound(
  run: MigrationRun,
  input: unknown,
  migration: Migration,
  at: Launched,
): Promise<Launched | Concluded> {
  if (migration.everyMs !== null && at.cutOver === null) {
    const next = await nextRound(run, input, at);
    if (next === 'long') {
      return handOver(run, input, at);
    }
    return launchNextRound(run, migration, next === 'due' ? at : { ...at, cutOver: next }, null);
  }
  const { found, again } = await compareSides(run, migration, at);
  try {
    return again ? await launchNextRound(run, migration, at, found) : { ...at, verification: found };
  } catch (error) {
    // Cancelled before it was launched, the run ends with what the comparison found.
    if (isCancellation(error)) {
      return { ...at, verification: found };
    }
    throw error;
  }
}

/** Begins a new history. What is sent while the last notifications are waited for goes along. */
async function handOver(run: MigrationRun, input: unknown, at: Launched): Promise<never> {
  await run.notifications.flush();
  await condition(allHandlersFinished);
  const { rounds, cutOver, kept: steps } = run;
  const cutOverAsked = cutOver?.state === 'requested' ? { by: cutOver.by } : null;
  const resume: Resumed = { ...at, rounds, cutOverAsked, steps, audit: run.audit() };
  return continueAsNew<typeof migrateBucket>(input, resume);
}

/** Cancelled meanwhile, the run says that the job goes on without it. */
async function watched(
  run: MigrationRun,
  input: unknown,
  migration: Migration,
  request: Launched,
): Promise<JobProgress> {
  try {
    return (await watchJob(run, migration, request)) ?? (await handOver(run, input, request));
  } catch (error) {
    if (isCancellation(error)) {
      await undoOf(run, request, phrase('run.cancelled'));
    }
    throw error;
  }
}

/** Cancelled while objects are left, the run removes a repair that was not launched, and ends with its result. */
async function leftBehind(run: MigrationRun, request: Launched): Promise<number | 'ended' | null> {
  try {
    return await handleFailures(run, request);
  } catch (error) {
    if (isCancellation(error)) {
      await undoOf(run, { ...request, number: request.number + 1 }, phrase('run.cancelled'));
      return 'ended';
    }
    throw error;
  }
}

/** What a result is made of. */
interface Concluded extends Launched {
  readonly verification: Compared['found'];
}

function conclude(run: MigrationRun, request: Concluded): Promise<MigrationResult> {
  return CancellationScope.nonCancellable(async () => {
    const result = await run.step(
      'result',
      () => activitiesOf(run.title('result')).concludeMigration(request),
      ({ outcome }) => phrase(`migration.${outcome}`),
    );
    run.finish(result.outcome, [result.summary, ...result.nextSteps.slice(0, 1)]);
    await condition(allHandlersFinished);
    return { ...result, audit: run.audit() };
  });
}

/** Removes what was created, and says what came of the decisions. */
async function concludeUnlaunched(
  run: MigrationRun,
  migration: Attested<Migration>,
  { verdict, plan, gate }: NotApproved<MigrationPlan>,
): Promise<NotMigratedResult> {
  const outcome = verdict === 'rejected' ? 'launch rejected' : 'launch timed out';
  const ended = phrase(`migration.${outcome}`);
  const undone = await undoOf(run, { migration }, ended);
  const [result] = await run.cleanUp(ended, [
    () =>
      activitiesOf(run.say(phrase('run.signResult'))).concludeUnlaunched({
        migration,
        plan,
        undone,
        outcome,
        because: gate.whyNotApproved(),
      }),
  ]);
  run.finish(outcome, result?.summary);
  await condition(allHandlersFinished);
  return { ...(result as NonNullable<typeof result>), decisions: gate.decisions, audit: run.audit() };
}

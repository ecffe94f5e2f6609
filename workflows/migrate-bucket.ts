import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
} from '@temporalio/workflow';
import type { Attested } from '../contracts/attested';
import type { Migration, MigrationResult, NotMigratedResult } from '../contracts/migration';
import type { MigrationPlan } from '../contracts/migration-plan';
import type { UndoReport } from '../contracts/provisioning';
import type { Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import type { Launch } from '../provisioning/migration/launch-approval';
import { askForApproval, type NotApproved } from './approval/ask-for-approval';
import { listenForMessages } from './approval/message-handlers';
import { MigrationRun } from './migration/migration-run';
import { resumedFrom, type Resumed } from './migration/resumed';
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
  listenForMessages(run);
  return run.toCompletion(async () => {
    const resumed = resumedFrom(resume);
    const begun = resumed === null ? await begin(run, input) : await goOn(run, resumed);
    return 'outcome' in begun ? begun : finish(run, input, begun);
  });
}

/** A job that was launched, and which one of the migration is watched. */
interface Launched {
  readonly migration: Attested<Migration>;
  readonly launch: Attested<Launch>;
  readonly number: number;
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
    if (job.launched) {
      return await alreadyLaunched(run, migration);
    }
    const outcome = await askForApproval(run, planOf(run, input, migration), {
      grant: async (approved) => {
        const launched = await launch(run, { input, migration, ...approved });
        run.launched();
        return { migration, launch: launched, number: 0 };
      },
      takeBack: async () => undefined,
    });
    return outcome.verdict === 'approved'
      ? outcome.granted
      : await concludeUnlaunched(run, migration, outcome);
  } catch (error) {
    await CancellationScope.nonCancellable(() => undo(run, migration, phrase('run.notDelivered')));
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

/** What launching would do, for those who decide. */
function planOf(run: MigrationRun, input: unknown, migration: Attested<Migration>) {
  const asked = { input, migration };
  return {
    present: (earlier: Parameters<Present>[0]['earlier']) =>
      activitiesOf(run.say(phrase('migration.freezePlan'))).presentLaunch({ ...asked, earlier }),
    confirm: (plan: Parameters<Confirm>[0]['plan'], taken: Parameters<Confirm>[0]['taken']) =>
      activitiesOf(run.say(phrase('run.confirmApproval'))).confirmLaunch({ ...asked, plan, taken }),
  };
}

type Activities = ReturnType<typeof activitiesOf>;
type Present = Activities['presentLaunch'];
type Confirm = Activities['confirmLaunch'];
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
  const found = await run.step(
    'launch',
    () => activitiesOf(run.title('launch')).findLaunch({ migration }),
    () => phrase('migration.launchedBefore'),
  );
  return { migration, launch: found, number: 0 };
}

/** Goes on where an earlier run of the same workflow handed over. */
async function goOn(run: MigrationRun, { steps, audit, ...launched }: Resumed): Promise<Launched> {
  const { searchable, ...migration } = await run.step('validate', () =>
    activitiesOf(run.title('validate')).resumeMigration(launched),
  );
  run.validated(migration, { searchable });
  run.restore(steps);
  run.trail.restore(audit);
  return launched;
}

/** Watches the job, and those that repair it; then signs what came of them. */
async function finish(run: MigrationRun, input: unknown, launched: Launched): Promise<MigrationResult> {
  const { value: migration } = launched.migration;
  let { number } = launched;
  for (;;) {
    const request = { ...launched, number };
    const seen = await watched(run, migration, request);
    if (seen === null) {
      await condition(allHandlersFinished);
      const resume: Resumed = { ...request, steps: run.kept, audit: run.audit() };
      await continueAsNew<typeof migrateBucket>(input, resume);
    }
    const next = await leftBehind(run, request);
    if (next === null) {
      return conclude(run, { ...launched, number });
    }
    number = next;
  }
}

/** Cancelled meanwhile, the run says that the job goes on without it. */
async function watched(run: MigrationRun, migration: Migration, request: Launched) {
  try {
    return await watchJob(run, migration, request);
  } catch (error) {
    if (isCancellation(error)) {
      const job = run.progress?.job ?? migration.names.job;
      run.notice(phrase('migration.jobGoesOn', { job, region: migration.region }));
    }
    throw error;
  }
}

/** Cancelled while objects are left, the run ends with its result: nothing is copied any more. */
async function leftBehind(run: MigrationRun, request: Launched): Promise<number | null> {
  try {
    return await handleFailures(run, request);
  } catch (error) {
    if (isCancellation(error)) {
      return null;
    }
    throw error;
  }
}

function conclude(run: MigrationRun, request: Launched): Promise<MigrationResult> {
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
  const undone = await undo(run, migration, ended);
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

async function undo(
  run: MigrationRun,
  migration: Attested<Migration>,
  because: Said,
): Promise<Attested<UndoReport>> {
  const [undone] = await run.cleanUp(because, [
    () => activitiesOf(run.say(phrase('migration.undo'))).undoMigration({ migration }),
  ]);
  return undone as Attested<UndoReport>;
}

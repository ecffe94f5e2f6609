import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import type { Attested } from '../contracts/approval/attested';
import type { InventoryResult } from '../contracts/listing/inventory';
import type { Plan } from '../contracts/runs/plan';
import type { Preparation } from '../contracts/runs/preparation';
import type { DeliveredBefore, PreflightReport, UndoReport } from '../contracts/credentials/provisioning';
import type {
  AlreadyPreparedResult,
  NotPreparedResult,
  PreparationResult,
  PreparedResult,
} from '../contracts/runs/result';
import type { Phrase, Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import type { SentCreation } from '../provisioning/bucket/ensure-bucket';
import type { ApprovedRequest } from '../provisioning/approval/approved';
import { Access } from './preparation/access';
import {
  askForApproval,
  type ApprovalOutcome,
  type NotApproved,
  type ToApprove,
} from './approval/ask-for-approval';
import { listenForMessages } from './approval/message-handlers';
import { handOver, verification, type GrantedAccess } from './preparation/hand-over';
import { answerDraft, progressSignals } from './preparation/messages';
import { PreparationRun } from './preparation/preparation-run';
import { scheduleRevocation } from './preparation/schedule-revocation';
import { SourceInventory } from './preparation/source-inventory';
import { bucketNamedIn } from './run/bucket-named-in';
import { attestedIn } from './run/problem';
import { scheduledBy } from './run/scheduled-by';
import { activitiesOf } from './run/step-activities';
import { fleetOf, type FleetMember } from './run/told-by-fleet';

/**
 * Prepares the migration of one KS3 bucket to OSS: everything the migration job form asks for, and credentials that
 * only their recipients can open. Nothing that grants access exists before the plan is approved.
 *
 * The order of steps is in this file, from top to bottom. Activities are told the input and what a worker vouches for,
 * and work out the rest by themselves: what this workflow keeps decides on nothing but that order and on what people see.
 *
 * @param input one JSON object (`contracts/preparation-input.ts`); only `source.bucket` is required
 * @param told from a fleet to the preparations that it starts
 */
export async function prepareMigration(
  input: unknown,
  told: FleetMember | null = null,
): Promise<PreparationResult> {
  const run = new PreparationRun(bucketNamedIn(input), fleetOf(told));
  answerDraft(run);
  listenForMessages(run, { query: ['draft'] }, progressSignals(run));
  return run.toCompletion(async () => {
    const preparation = await validate(run, input);
    const rejected = scheduledBy() === null ? null : await rejectedBefore(run, { input, preparation });
    if (rejected !== null) {
      return rejected;
    }
    const { preflight, inventory } = await survey(run, { input, preparation });
    return 'deliveredAt' in preflight
      ? compareWithLastRun(run, { input, inventory })
      : provision(run, { input, preparation, preflight, inventory });
  });
}

/** A valid input, and the run of it. */
interface Validated {
  /** The input of the run, as it came. */
  readonly input: unknown;
  readonly preparation: Preparation;
}

/** What is known before anything is made. */
interface Surveyed extends Validated {
  readonly preflight: Attested<PreflightReport>;
  readonly inventory: Attested<InventoryResult>;
}

async function validate(run: PreparationRun, input: unknown): Promise<Preparation> {
  const preparation = await run.step(
    'validate',
    () => activitiesOf(run.title('validate')).validatePreparation(input),
    fromTo,
  );
  run.validated(preparation);
  return preparation;
}

function fromTo({ source, destination }: Preparation): string {
  return `${source.bucket} → ${destination.bucket}`;
}

/**
 * The end of a firing whose preparation was rejected last: approvers are asked again by a run that a person starts.
 *
 * @returns null if it was not
 */
async function rejectedBefore(
  run: PreparationRun,
  { input, preparation }: Validated,
): Promise<NotPreparedResult | null> {
  const result = await run.step(
    'validate',
    () => activitiesOf(run.say(phrase('run.lookUpLast'))).rejectedBefore({ input }),
    (found) => (found === null ? fromTo(preparation) : phrase('run.rejected')),
  );
  if (result !== null) {
    run.skipToResult(phrase('run.rejected'), 'validate');
    run.finish('rejected', result.summary);
    await condition(allHandlersFinished);
  }
  return result;
}

/** Checks both clouds, and counts the source. Changes nothing. */
async function survey(
  run: PreparationRun,
  { input, preparation }: Validated,
): Promise<{
  readonly preflight: Attested<PreflightReport> | DeliveredBefore;
  readonly inventory: Attested<InventoryResult>;
}> {
  const preflight = await run.step(
    'preflight',
    () => activitiesOf(run.title('preflight')).preflight({ input }),
    (found) => phrase('run.checks', { count: ('value' in found ? found.value : found).checks.length }),
  );
  const source = new SourceInventory(run, preparation.source);
  const inventory = await run.step(
    'inventory',
    () => source.take(),
    ({ value: { totals } }) => phrase('run.found', { objects: totals.objects, bytes: totals.bytes }),
  );
  run.found(inventory.value);
  return { preflight, inventory };
}

/** Everything was delivered before: compares with the last run and the plan, and changes nothing. */
async function compareWithLastRun(
  run: PreparationRun,
  { input, inventory }: Pick<Surveyed, 'input' | 'inventory'>,
): Promise<AlreadyPreparedResult> {
  run.skipToResult(phrase('comparison.notNeeded'));
  const result = await run.step('result', () =>
    activitiesOf(run.say(phrase('run.compare'))).concludeAlreadyPrepared({ input, inventory }),
  );
  run.finishCompared(result);
  await condition(allHandlersFinished);
  return result;
}

/** Makes what needs no approval, waits for the approval, then grants access; cleans up where it ends otherwise. */
async function provision(run: PreparationRun, surveyed: Surveyed): Promise<PreparationResult> {
  const { input, preparation } = surveyed;
  const tried = { bucket: false, user: false };
  let sent: Attested<SentCreation> | undefined;
  const dedicated = preparation.sourceKey.mode === 'create';
  const removeSourceKey = (summary: Phrase, triedToMakeIt: boolean) =>
    activitiesOf(run.say(summary)).removeSourceKey({ input, tried: triedToMakeIt });
  const undo = (because: Said) =>
    run.cleanUp<Attested<UndoReport>>(because, [
      ...(dedicated
        ? [() => removeSourceKey(phrase('run.removeSourceKey'), run.gate?.verdict === 'approved')]
        : []),
      () => activitiesOf(run.say(phrase('run.removeRamUser'))).undoUser({ input, tried }),
      () => activitiesOf(run.say(phrase('run.removeBucket'))).undoBucket({ input, tried }),
    ]);
  let outcome: ApprovalOutcome<GrantedAccess, Plan>;
  try {
    await run.step(
      'bucket',
      async () => {
        tried.bucket = true;
        try {
          return await activitiesOf(run.title('bucket')).ensureBucket({ input, sent });
        } catch (error) {
          sent = attestedIn<SentCreation>(error);
          throw error;
        }
      },
      ({ bucket, region }) => phrase('run.bucketIn', { bucket, region }),
    );
    await run.step(
      'user',
      async () => {
        if (dedicated) {
          await removeSourceKey(phrase('run.removeUndeliveredKey'), false);
        }
        tried.user = true;
        return activitiesOf(run.title('user')).ensureUser({ input });
      },
      ({ name }) => name,
    );
    outcome = await askForApproval(run, planOf(run, surveyed), {
      grant: (approved) => grantAccess(run, preparation, { input, ...approved }),
      revoke: () =>
        run.step(
          'user',
          async () => {
            if (dedicated) {
              await removeSourceKey(phrase('run.removeSourceKey'), true);
            }
            return activitiesOf(run.say(phrase('run.revokeGranted'))).ensureUser({ input });
          },
          ({ name }) => name,
        ),
    });
    if (outcome.verdict !== 'approved') {
      return await concludeUndone(run, surveyed, outcome, undo);
    }
  } catch (error) {
    run.undone(await CancellationScope.nonCancellable(() => undo(phrase('run.notDelivered'))));
    throw error;
  }
  return conclude(run, surveyed, outcome.granted);
}

/** The plan that is asked about. */
function planOf(run: PreparationRun, { input, inventory }: Surveyed): ToApprove<Plan> {
  return {
    present: (earlier) =>
      activitiesOf(run.say(phrase('run.freezePlan'))).presentPlan({ input, inventory, earlier }),
    confirm: (plan, taken) =>
      activitiesOf(run.say(phrase('run.confirmApproval'))).confirmApproval({ input, plan, taken }),
  };
}

/** Everything between the approval and the mark of delivery. Cancelled before the mark, all of it is revoked. */
export async function grantAccess(
  run: PreparationRun,
  { ramUser, sourceKey }: Preparation,
  approved: ApprovedRequest,
): Promise<GrantedAccess> {
  const access = new Access(approved, run);
  await run.step(
    'settle',
    () => activitiesOf(run.title('settle')).settleBucket(approved),
    ({ bucket, ours }) => (ours ? bucket : phrase('run.usedAsIs', { bucket })),
  );
  if (sourceKey.mode === 'create') {
    await run.step(
      'sourceKey',
      () => access.issueSourceKey(),
      ({ accessKeyId }) => accessKeyId,
    );
  } else {
    run.skip('sourceKey', phrase('run.configuredKey'));
  }
  await run.step(
    'grant',
    () => access.grant(),
    (policies) => phrase('run.all', { what: policies }),
  );
  if (ramUser.consoleLogon) {
    await run.step(
      'logon',
      () => access.enableLogon(),
      () => ramUser.name,
    );
  } else {
    run.skip('logon', phrase('run.notRequested'));
  }
  if (ramUser.programmaticAccess) {
    await run.step(
      'accessKey',
      () => access.issueKey(),
      ({ accessKeyId }) => accessKeyId,
    );
  } else {
    run.skip('accessKey', phrase('run.notRequested'));
  }
  const checks = await run.step('verify', verification(access), ({ value }) =>
    phrase('run.checks', { count: value.length }),
  );
  return handOver(run, access, checks);
}

/** Everything after the mark of delivery. Nothing of it can be cancelled any more. */
function conclude(
  run: PreparationRun,
  { preparation, preflight, inventory }: Surveyed,
  { access, checks, delivered, handedOver }: GrantedAccess,
): Promise<PreparedResult> {
  run.neverGiveUp();
  return CancellationScope.nonCancellable(async () => {
    if (access.sourceKey !== null) {
      await run.step('result', () =>
        activitiesOf(run.say(phrase('run.markSourceKey'))).markSourceKeyDelivered({
          ...access.granted(),
          handedOver,
        }),
      );
    }
    await run.step('result', () => scheduleRevocation(run, preparation, handedOver.value.expiresAt));
    const result = await run.step('result', () =>
      activitiesOf(run.say(phrase('run.signResult'))).concludePreparation({
        ...access.granted(),
        preflight,
        inventory,
        checks,
        delivered,
        handedOver,
      }),
    );
    run.finish('prepared');
    await condition(allHandlersFinished);
    return { ...result, audit: run.audit() };
  });
}

/** Removes what was made, and says what came of the decisions. */
async function concludeUndone(
  run: PreparationRun,
  { input, inventory }: Surveyed,
  { verdict, plan, gate }: NotApproved<Plan>,
  undo: (because: Said) => Promise<Attested<UndoReport>[]>,
): Promise<NotPreparedResult> {
  const outcome = verdict === 'rejected' ? 'rejected' : 'approval timed out';
  const because = gate.whyNotApproved();
  const ended = phrase(`run.${outcome}`);
  const undone = await undo(ended);
  const [result] = await run.cleanUp(ended, [
    () =>
      activitiesOf(run.say(phrase('run.signResult'))).concludeUndone({
        input,
        plan,
        inventory,
        undone,
        outcome,
        because,
      }),
  ]);
  run.finish(outcome, result?.summary);
  await condition(allHandlersFinished);
  return {
    ...(result as NonNullable<typeof result>),
    decisions: gate.decisions,
    audit: run.audit(),
  };
}

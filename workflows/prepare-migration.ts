import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import type { Attested } from '../contracts/attested';
import type { InventoryResult } from '../contracts/inventory';
import type { Preparation } from '../contracts/preparation';
import type { PreflightReport, UndoReport } from '../contracts/provisioning';
import type { NotPreparedResult, PreparationResult } from '../contracts/result';
import { bucketNamedIn } from './preparation/bucket-named-in';
import { completeDelivery } from './preparation/complete-delivery';
import { unwrapFailure } from './preparation/failure';
import { grantOnceApproved, type GrantOutcome } from './preparation/grant-once-approved';
import { takeInventory } from './preparation/take-inventory';
import { listenForMessages } from './preparation/message-handlers';
import { PreparationRun } from './preparation/run';
import { activitiesOf } from './preparation/step-activities';
import type { Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';

/**
 * Prepares the migration of one KS3 bucket to OSS: everything the migration job form asks for, and credentials that
 * only their recipients can open. Nothing that grants access exists before the plan is approved.
 *
 * Activities are told the input and what a worker vouches for, and work out the rest by themselves: what this workflow
 * keeps decides on nothing but the order of steps and on what people see.
 *
 * @param input one JSON object (`contracts/preparation-input.ts`); only `source.bucket` is required
 */
export async function prepareMigration(input: unknown): Promise<PreparationResult> {
  const run = new PreparationRun(bucketNamedIn(input));
  listenForMessages(run);
  try {
    const preparation = await run.step(
      'validate',
      () => activitiesOf(run.title('validate')).validatePreparation(input),
      ({ source, destination }) => `${source.bucket} → ${destination.bucket}`,
    );
    run.validated(preparation);
    const preflight = await run.step(
      'preflight',
      () => activitiesOf(run.title('preflight')).preflight({ input }),
      ({ value }) => phrase('run.checks', { count: value.checks.length }),
    );
    const inventory = await run.step(
      'inventory',
      () => takeInventory(run, preparation.source),
      ({ value: { totals } }) => phrase('run.found', { objects: totals.objects, bytes: totals.bytes }),
    );
    const { objects, bytes } = inventory.value.totals;
    run.found({ objects, bytes });
    return await provision(run, { input, preparation, preflight, inventory });
  } catch (error) {
    run.endedBy(error);
    throw unwrapFailure(error);
  } finally {
    await run.notifications.flush();
  }
}

interface Prepared {
  readonly input: unknown;
  readonly preparation: Preparation;
  readonly preflight: Attested<PreflightReport>;
  readonly inventory: Attested<InventoryResult>;
}

/** Makes what needs no approval, waits for the approval, then grants access; cleans up where it ends otherwise. */
async function provision(run: PreparationRun, prepared: Prepared): Promise<PreparationResult> {
  const { input, preparation, preflight, inventory } = prepared;
  const tried = { bucket: false, user: false };
  const dedicated = preparation.sourceKey.mode === 'create';
  const removeSourceKey = (triedToMakeIt: boolean) =>
    activitiesOf(run.say(phrase('run.removeSourceKey'))).removeSourceKey({ input, tried: triedToMakeIt });
  const undo = (because: Said) =>
    run.cleanUp<Attested<UndoReport>>(because, [
      ...(dedicated ? [() => removeSourceKey(run.gate?.verdict === 'approved')] : []),
      () => activitiesOf(run.say(phrase('run.removeRamUser'))).undoUser({ input, tried }),
      () => activitiesOf(run.say(phrase('run.removeBucket'))).undoBucket({ input, tried }),
    ]);
  let outcome: GrantOutcome;
  try {
    await run.step(
      'bucket',
      () => {
        tried.bucket = true;
        return activitiesOf(run.title('bucket')).ensureBucket({ input });
      },
      ({ bucket, region }) => phrase('run.bucketIn', { bucket, region }),
    );
    await run.step(
      'user',
      async () => {
        if (dedicated) {
          await activitiesOf(run.say(phrase('run.removeUndeliveredKey'))).removeSourceKey({
            input,
            tried: false,
          });
        }
        tried.user = true;
        return activitiesOf(run.title('user')).ensureUser({ input });
      },
      ({ name }) => name,
    );
    outcome = await grantOnceApproved(run, { input, preparation, inventory });
    if (outcome.verdict !== 'approved') {
      return await concludeUndone(run, prepared, outcome, undo);
    }
  } catch (error) {
    await CancellationScope.nonCancellable(() => undo(phrase('run.notDelivered')));
    throw error;
  }
  const { granted } = outcome;
  return CancellationScope.nonCancellable(async () => {
    const result = await completeDelivery(run, { preparation, preflight, inventory, granted });
    run.finish('prepared');
    await condition(allHandlersFinished);
    return { ...result, audit: run.trail.audit() };
  });
}

/** Removes what was made, and says what came of the decisions. */
async function concludeUndone(
  run: PreparationRun,
  { input, inventory }: Prepared,
  { verdict, plan, gate }: Exclude<GrantOutcome, { verdict: 'approved' }>,
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
  run.finish(outcome);
  await condition(allHandlersFinished);
  return {
    ...(result as NonNullable<typeof result>),
    decisions: gate.decisions,
    audit: run.trail.audit(),
  };
}

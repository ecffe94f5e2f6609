import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { humanBytes, humanCount } from '../contracts/human-units';
import type { InventoryResult } from '../contracts/inventory';
import type { Preparation } from '../contracts/preparation';
import type { PreflightReport } from '../contracts/provisioning';
import type { PreparationResult } from '../contracts/result';
import { bucketNamedIn } from './preparation/bucket-named-in';
import { surfaced } from './preparation/failure';
import { grantOnceApproved } from './preparation/grant-once-approved';
import { takeInventory } from './preparation/take-inventory';
import { listenForMessages } from './preparation/message-handlers';
import { notPreparedResult, preparedResult } from './preparation/outcome';
import { PreparationRun } from './preparation/run';
import { removeUndeliveredSourceKey } from './preparation/source-key';
import { activitiesOf } from './preparation/step-activities';
import { STEP_TITLES } from './preparation/wording';

/**
 * Prepares the migration of one KS3 bucket to OSS: everything the migration job form asks for, and credentials that
 * only their recipients can open. Nothing that grants access exists before the plan is approved.
 *
 * @param input one JSON object (`contracts/preparation-input.ts`); only `source.bucket` is required
 */
export async function prepareMigration(input: unknown): Promise<PreparationResult> {
  const run = new PreparationRun(bucketNamedIn(input));
  listenForMessages(run);
  try {
    const preparation = await run.step(
      'validate',
      () => activitiesOf(STEP_TITLES.validate).validatePreparation(input),
      ({ source, destination }) => `${source.bucket} → ${destination.bucket}`,
    );
    run.validated(preparation);
    const preflight = await run.step(
      'preflight',
      () => activitiesOf(STEP_TITLES.preflight).preflight(preparation),
      ({ checks }) => `${checks.length} checks`,
    );
    const inventory = await run.step(
      'inventory',
      () => takeInventory(run, preparation.source),
      ({ totals }) => `${humanCount(totals.objects)} objects, ${humanBytes(totals.bytes)}`,
    );
    run.found({ objects: inventory.totals.objects, bytes: inventory.totals.bytes });
    const result = await provision(run, input, preparation, preflight, inventory);
    await condition(allHandlersFinished);
    return result;
  } catch (error) {
    run.endedBy(error);
    throw surfaced(error);
  } finally {
    await run.notifications.lastWords();
  }
}

/** Makes what needs no approval, waits for the approval, then grants access; cleans up where it ends otherwise. */
async function provision(
  run: PreparationRun,
  input: unknown,
  preparation: Preparation,
  preflight: PreflightReport,
  inventory: InventoryResult,
): Promise<PreparationResult> {
  const undo = async (because: string) => {
    const sourceKey = await run.cleanUp(because, () => removeUndeliveredSourceKey(preparation));
    const { removed, kept } = await run.cleanUp(because, () =>
      activitiesOf('Remove what this run made').undoProvisioning({
        preparation,
        bucketFreeSince: preflight.bucketFreeSince,
      }),
    );
    return { removed: [...sourceKey.removed, ...removed], kept: [...sourceKey.kept, ...kept] };
  };
  try {
    const bucket = await run.step(
      'bucket',
      () =>
        activitiesOf(STEP_TITLES.bucket).ensureBucket({ preparation, freeSince: preflight.bucketFreeSince }),
      (made) => `${made.bucket} in ${made.region}`,
    );
    await run.step(
      'user',
      async () => {
        await removeUndeliveredSourceKey(preparation);
        return activitiesOf(STEP_TITLES.user).ensureUser(preparation);
      },
      ({ name }) => name,
    );

    const { signIn } = preflight;
    const granted = await grantOnceApproved(run, { input, preparation, inventory, signIn });
    if (granted.verdict !== 'approved') {
      const outcome = granted.verdict === 'rejected' ? 'rejected' : 'approval timed out';
      const undone = await undo(outcome);
      const result = notPreparedResult({ outcome, run, gate: granted.gate, inventory, undo: undone });
      run.finish(outcome);
      return result;
    }

    const result = preparedResult({ run, preflight, inventory, bucket, granted });
    run.finish('prepared');
    return result;
  } catch (error) {
    await CancellationScope.nonCancellable(() => undo('the run ended before anything was delivered'));
    throw error;
  }
}

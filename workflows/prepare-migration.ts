import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import { humanBytes, humanCount } from '../contracts/human-units';
import type { InventoryResult } from '../contracts/inventory';
import { freezePlan } from '../contracts/plan';
import type { Preparation } from '../contracts/preparation';
import type { PreflightReport } from '../contracts/provisioning';
import type { PreparationResult } from '../contracts/result';
import { ApprovalGate, waitForApproval } from './preparation/approval-gate';
import { surfaced } from './preparation/failure';
import { grantAccess } from './preparation/grant-access';
import { takeInventory } from './preparation/take-inventory';
import { listenForMessages } from './preparation/message-handlers';
import { notPreparedResult, preparedResult } from './preparation/outcome';
import { PreparationRun } from './preparation/run';
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
    return await provision(run, preparation, preflight, inventory);
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
  preparation: Preparation,
  preflight: PreflightReport,
  inventory: InventoryResult,
): Promise<PreparationResult> {
  const undo = (because: string) =>
    run.cleanUp(because, () =>
      activitiesOf('Remove what this run made').undoProvisioning({
        preparation,
        bucketFreeSince: preflight.bucketFreeSince,
      }),
    );
  try {
    const bucket = await run.step(
      'bucket',
      () =>
        activitiesOf(STEP_TITLES.bucket).ensureBucket({ preparation, freeSince: preflight.bucketFreeSince }),
      (made) => `${made.bucket} in ${made.region}`,
    );
    await run.step(
      'user',
      () => activitiesOf(STEP_TITLES.user).ensureUser(preparation),
      ({ name }) => name,
    );

    const gate = new ApprovalGate(
      preparation.approval,
      freezePlan(workflowInfo().workflowId, preparation, inventory),
    );
    const verdict = await run.step(
      'approval',
      () => waitForApproval(run, gate),
      (came) => `${came}${gate.decisions.map(({ approver }) => ` by ${approver}`).join(',')}`,
    );
    run.decided(verdict);
    if (verdict !== 'approved') {
      const outcome = verdict === 'rejected' ? 'rejected' : 'approval timed out';
      const result = notPreparedResult(outcome, gate, inventory, await undo(outcome));
      run.finish(outcome);
      return result;
    }

    const granted = await grantAccess(run, preparation, preflight.signIn);
    const result = preparedResult({ preparation, preflight, inventory, bucket, gate, granted });
    run.finish('prepared');
    return result;
  } catch (error) {
    await CancellationScope.nonCancellable(() => undo('the run ended before anything was delivered'));
    throw error;
  }
}

/** The bucket as the input names it, for the title of the details before the input is validated. */
function bucketNamedIn(input: unknown): string {
  const { source } = Object(input) as { source?: unknown };
  const { bucket } = Object(source) as { bucket?: unknown };
  return typeof bucket === 'string' ? bucket.slice(0, 63) : '';
}

import { patched, workflowInfo } from '@temporalio/workflow';
import type { InventoryResult } from '../../contracts/inventory';
import { freezePlan } from '../../contracts/plan';
import type { Preparation } from '../../contracts/preparation';
import type { IssuedSourceKey, SignIn } from '../../contracts/provisioning';
import { ApprovalGate, type GateMakings } from './approval-gate';
import { grantAccess, type GrantedAccess } from './grant-access';
import { PlanOutdated, reviewPlan } from './plan-review';
import type { PreparationRun } from './run';
import { issueSourceKey, removeUndeliveredSourceKey } from './source-key';
import { activitiesOf } from './step-activities';
import { termsInForce } from './terms-in-force';
import { waitForApproval } from './wait-for-approval';

/** What an approval is asked for. */
export interface ToApprove {
  /** The input of the run, as it came. */
  readonly input: unknown;
  readonly preparation: Preparation;
  readonly inventory: InventoryResult;
  readonly signIn: SignIn;
}

/** What was approved and granted, or why nothing was. */
export type Granted =
  | {
      readonly verdict: 'approved';
      readonly gate: ApprovalGate;
      /** As it was approved. */
      readonly preparation: Preparation;
      readonly access: GrantedAccess;
      /** Null where the configured AccessKey is used. */
      readonly sourceKey: IssuedSourceKey | null;
    }
  | { readonly verdict: 'rejected' | 'timed out'; readonly gate: ApprovalGate };

/**
 * Asks for an approval of the plan and does what was approved. Where the configuration has changed meanwhile, so that
 * a step would do something else, whatever was granted is taken back and the run asks again, with a new plan.
 */
export async function grantOnceApproved(run: PreparationRun, asked: ToApprove): Promise<Granted> {
  const { workflowId } = workflowInfo();
  const { input, inventory, signIn } = asked;
  run.trail.requester = termsInForce(asked.preparation.approval).requester;
  const reviews = patched('approval-reviewed');
  let { preparation } = asked;
  let again: GateMakings['again'];
  for (;;) {
    const approved = preparation;
    const terms = termsInForce(approved.approval);
    const frozen = freezePlan(workflowId, approved, inventory);
    const gate = new ApprovalGate({ workflowId, terms, frozen, trail: run.trail, punctual: reviews, again });
    const review = () => (reviews ? reviewPlan(input, approved, gate) : Promise.resolve());
    try {
      const verdict = await askFor(run, gate, review);
      if (verdict !== 'approved') {
        return { verdict, gate };
      }
      // Once everything is issued and tried, there is nothing left that could become something else.
      run.beforeRetry = (step) => (step === 'result' ? Promise.resolve() : review());
      const sourceKey = await issueSourceKey(run, approved);
      const access = await grantAccess(run, approved, signIn, sourceKey);
      run.beforeRetry = null;
      return { verdict, gate, preparation: approved, access, sourceKey };
    } catch (error) {
      run.beforeRetry = null;
      if (!(error instanceof PlanOutdated)) {
        throw error;
      }
      const { changes } = error;
      run.trail.happened({ kind: 'asked again', planDigest: frozen.digest, changes });
      run.rewindTo('approval');
      await takeBack(run, approved);
      again = { before: gate, changes };
      ({ preparation } = error);
    }
  }
}

function askFor(run: PreparationRun, gate: ApprovalGate, review: () => Promise<void>) {
  return run.step(
    'approval',
    async () => {
      const outcome = await waitForApproval(run, gate);
      if (outcome === 'approved') {
        await review();
      }
      return outcome;
    },
    (came) => `${came}${gate.decisions.map(({ approver }) => ` by ${approver}`).join(',')}`,
  );
}

/** Ensures once more that the user has no access, since a step may have given it some. */
function takeBack(run: PreparationRun, preparation: Preparation) {
  return run.step(
    'user',
    async () => {
      await removeUndeliveredSourceKey(preparation);
      return activitiesOf('Take back what was granted').ensureUser(preparation);
    },
    ({ name }) => name,
  );
}

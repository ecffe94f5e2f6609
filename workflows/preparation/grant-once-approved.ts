import { phrase } from '../../presentation/words/words';
import { workflowInfo } from '@temporalio/workflow';
import type { Approval } from '../../provisioning/approval/confirm-approval';
import type { Attested } from '../../contracts/attested';
import { canonicalJson } from '../../contracts/canonical-json';
import type { InventoryResult } from '../../contracts/inventory';
import { planChanges, type PresentedPlan } from '../../contracts/plan';
import type { Preparation } from '../../contracts/preparation';
import { ApprovalGate, type GateOptions } from './approval-gate';
import { grantAccess, type GrantedAccess } from './grant-access';
import { ApprovalLost } from './problem';
import type { PreparationRun } from './run';
import { activitiesOf } from './step-activities';
import { waitForApproval } from './wait-for-approval';

/** What an approval is asked for. */
export interface ToApprove {
  /** The input of the run, as it came. */
  readonly input: unknown;
  readonly preparation: Preparation;
  readonly inventory: Attested<InventoryResult>;
}

/** What was approved and granted, or why nothing was. */
export type GrantOutcome =
  | {
      readonly verdict: 'approved';
      readonly plan: Attested<PresentedPlan>;
      readonly granted: GrantedAccess;
    }
  | {
      readonly verdict: 'rejected' | 'timed out';
      readonly plan: Attested<PresentedPlan>;
      readonly gate: ApprovalGate;
    };

/**
 * Asks for an approval of the plan and does what was approved. Where a step finds that the approval does not allow what
 * it would do, as the configuration has changed or the run was reset, whatever was granted is taken back and the run
 * asks again, with a new plan.
 */
export async function grantOnceApproved(run: PreparationRun, asked: ToApprove): Promise<GrantOutcome> {
  const { workflowId } = workflowInfo();
  const { input, preparation } = asked;
  run.trail.requester = preparation.approval.requester;
  let again: GateOptions['again'];
  let earlier: Attested<PresentedPlan> | null = null;
  for (;;) {
    const plan: Attested<PresentedPlan> = await present(run, asked, earlier);
    if (again !== undefined) {
      const sameTerms = canonicalJson(again.before.terms) === canonicalJson(plan.value.terms);
      const changes = planChanges(again.before.presented.plan, plan.value.plan);
      again = {
        ...again,
        changes: changes.length === 0 ? again.changes : changes,
        // What did not count for a step under these very terms would not count again.
        counting: again.counting ?? (sameTerms ? [] : again.before.taken),
      };
      run.trail.happened({ kind: 'asked again', planDigest: plan.value.digest, changes: again.changes });
    }
    const gate: ApprovalGate = new ApprovalGate({
      workflowId,
      presented: plan.value,
      trail: run.trail,
      say: (said) => run.say(said),
      again,
    });
    try {
      const outcome = await askFor(run, gate, input, plan);
      if (outcome.verdict !== 'approved') {
        return { verdict: outcome.verdict, plan, gate };
      }
      const approved = { input, plan, approval: outcome.approval };
      return { verdict: 'approved', plan, granted: await grantAccess(run, preparation, approved) };
    } catch (error) {
      if (!(error instanceof ApprovalLost)) {
        throw error;
      }
      const change = {
        what: 'approval',
        was: run.readable(phrase('approval.sufficient')),
        now: run.readable(error.said),
      };
      again = { before: gate, changes: [change], counting: error.counting };
    }
    earlier = plan;
    run.rewindTo('approval');
    await takeBack(run, asked);
  }
}

function present(
  run: PreparationRun,
  { input, inventory }: ToApprove,
  earlier: Attested<PresentedPlan> | null,
): Promise<Attested<PresentedPlan>> {
  return run.step(
    'approval',
    () => activitiesOf(run.say(phrase('run.freezePlan'))).presentPlan({ input, inventory, earlier }),
    () => '',
  );
}

type Asked =
  | { readonly verdict: 'approved'; readonly approval: Attested<Approval> }
  | { readonly verdict: 'rejected' | 'timed out' };

/** Waits for the decisions, and has a worker make sure of those that carried the approval. */
function askFor(
  run: PreparationRun,
  gate: ApprovalGate,
  input: unknown,
  plan: Attested<PresentedPlan>,
): Promise<Asked> {
  return run.step<Asked>(
    'approval',
    async () => {
      const verdict = await waitForApproval(run, gate);
      if (verdict !== 'approved') {
        return { verdict };
      }
      const confirmed = await activitiesOf(run.say(phrase('run.confirmApproval'))).confirmApproval({
        input,
        plan,
        taken: gate.taken,
      });
      if (confirmed.approval === null) {
        throw new ApprovalLost(confirmed.why, confirmed.counting);
      }
      return { verdict, approval: confirmed.approval };
    },
    ({ verdict }) =>
      phrase('run.decidedBy', { verdict, approvers: gate.decisions.map(({ approver }) => approver) }),
  );
}

/** Ensures once more that nobody has access, since a step may have given somebody some. */
async function takeBack(run: PreparationRun, { input, preparation }: ToApprove): Promise<void> {
  await run.step(
    'user',
    async () => {
      if (preparation.sourceKey.mode === 'create') {
        await activitiesOf(run.say(phrase('run.removeSourceKey'))).removeSourceKey({ input, tried: true });
      }
      return activitiesOf(run.say(phrase('run.revokeGranted'))).ensureUser({ input });
    },
    ({ name }) => name,
  );
}

import { isCancellation, workflowInfo } from '@temporalio/workflow';
import type { Approval, Confirmed, DecisionTaken } from '../../provisioning/approval/confirm-approval';
import type { GateOutcome } from '../../contracts/approval/approval';
import type { Attested } from '../../contracts/approval/attested';
import { canonicalJson } from '../../contracts/canonical-json';
import { planChanges, type AnyPlan, type PresentedPlan } from '../../contracts/runs/plan';
import { phrase } from '../../presentation/words/words';
import { recordApprovalWait } from '../run/metrics';
import { timedWait } from '../run/timed-wait';
import { ApprovalGate, type GateOptions } from './approval-gate';
import { ApprovalLost } from './approval-lost';
import type { GatedRun } from './gated-run';

type Gated<P extends AnyPlan> = GatedRun<never, P>;

/** What an approval is asked for, and how workers freeze and confirm it. */
export interface ToApprove<P extends AnyPlan> {
  readonly present: (earlier: Attested<PresentedPlan<P>> | null) => Promise<Attested<PresentedPlan<P>>>;
  readonly confirm: (plan: Attested<PresentedPlan<P>>, taken: readonly DecisionTaken[]) => Promise<Confirmed>;
}

/** A plan, and a worker's word that enough people approved it for this run. */
export interface ApprovedPlan<P extends AnyPlan> {
  readonly plan: Attested<PresentedPlan<P>>;
  readonly approval: Attested<Approval>;
}

/** Nothing was granted. */
export interface NotApproved<P extends AnyPlan> {
  readonly verdict: 'rejected' | 'timed out';
  readonly plan: Attested<PresentedPlan<P>>;
  readonly gate: ApprovalGate<P>;
}

/** What came of asking for the approval. */
export type ApprovalOutcome<T, P extends AnyPlan> =
  NotApproved<P> | { readonly verdict: 'approved'; readonly granted: T };

/** What may be done with an approval, and how it is undone if the approval turns out not to hold. */
export interface OnceApproved<T, P extends AnyPlan> {
  readonly grant: (approved: ApprovedPlan<P>) => Promise<T>;
  readonly revoke: () => Promise<unknown>;
}

/**
 * Asks for an approval of the plan and does what was approved. Where a step finds that the approval does not allow what
 * it would do, as the configuration has changed or the run was reset, whatever was granted is revoked and the run
 * asks again, with a new plan.
 */
export async function askForApproval<T, P extends AnyPlan>(
  run: Gated<P>,
  asked: ToApprove<P>,
  { grant, revoke }: OnceApproved<T, P>,
): Promise<ApprovalOutcome<T, P>> {
  const { workflowId } = workflowInfo();
  let again: GateOptions<P>['again'];
  let earlier: Attested<PresentedPlan<P>> | null = null;
  for (;;) {
    const plan: Attested<PresentedPlan<P>> = await present(run, asked, earlier);
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
    const gate: ApprovalGate<P> = new ApprovalGate({
      workflowId,
      presented: plan.value,
      trail: run.trail,
      say: (said) => run.say(said),
      again,
    });
    try {
      const outcome = await decisionOn(run, gate, asked, plan);
      if (outcome.verdict !== 'approved') {
        return { verdict: outcome.verdict, plan, gate };
      }
      const granted = await grant({ plan, approval: outcome.approval });
      return { verdict: 'approved', granted };
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
    await revoke();
  }
}

function present<P extends AnyPlan>(
  run: Gated<P>,
  asked: ToApprove<P>,
  earlier: Attested<PresentedPlan<P>> | null,
): Promise<Attested<PresentedPlan<P>>> {
  return run.step(
    'approval',
    () => asked.present(earlier),
    () => '',
  );
}

type Decided =
  | { readonly verdict: 'approved'; readonly approval: Attested<Approval> }
  | { readonly verdict: 'rejected' | 'timed out' };

/** Waits for the decisions, and has a worker make sure of those that carried the approval. */
function decisionOn<P extends AnyPlan>(
  run: Gated<P>,
  gate: ApprovalGate<P>,
  asked: ToApprove<P>,
  plan: Attested<PresentedPlan<P>>,
): Promise<Decided> {
  return run.step<Decided>(
    'approval',
    async () => {
      const verdict = await waitForApproval(run, gate);
      if (verdict !== 'approved') {
        return { verdict };
      }
      const confirmed = await asked.confirm(plan, gate.taken);
      if (confirmed.approval === null) {
        throw new ApprovalLost(confirmed.why, confirmed.counting);
      }
      return { verdict, approval: confirmed.approval };
    },
    ({ verdict }) =>
      phrase('run.decidedBy', { verdict, approvers: gate.decisions.map(({ approver }) => approver) }),
  );
}

/**
 * Waits, for days where need be and across restarts, until the plan is approved or rejected. Fails closed: when the
 * time is up nothing is granted. What came in time is still judged.
 *
 * Asked again after it ended, it tells the same.
 */
async function waitForApproval<P extends AnyPlan>(
  run: Gated<P>,
  gate: ApprovalGate<P>,
): Promise<Exclude<GateOutcome, 'cancelled'>> {
  run.openGate(gate);
  try {
    while (gate.isOpen && gate.verdict === 'open') {
      const { reminders } = gate.clock;
      run.enter({ name: 'waiting for approval', deadline: gate.deadline, reminders });
      const summary = run.say(phrase('run.awaitDecision'));
      const decided = await timedWait(() => gate.verdict !== 'open', gate.nextTimer(), summary);
      if (decided || gate.advance().includes('deadline')) {
        break;
      }
    }
    await gate.settled();
  } catch (error) {
    if (isCancellation(error) && gate.isOpen) {
      gate.close('cancelled');
    }
    throw error;
  }
  const outcome = gate.verdict === 'open' ? 'timed out' : gate.verdict;
  if (gate.isOpen) {
    run.enter({ name: 'running', step: 'approval' });
    gate.close(outcome);
    recordApprovalWait((Date.now() - gate.clock.since) / 1000, outcome);
  }
  return outcome;
}

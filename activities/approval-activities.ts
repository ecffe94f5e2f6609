import type { Attested } from '../contracts/approval/attested';
import type { PresentedPlan } from '../contracts/runs/plan';
import type { ActivityTools } from './activity-tools';
import { Ownership } from '../provisioning/trust/mark';
import { preparationNow } from '../provisioning/request/preparation-now';
import { checkDecision, type DecisionCheck } from '../provisioning/approval/check-decision';
import { checkSender, type SenderCheck } from '../provisioning/approval/check-sender';
import { requireSameAccount } from '../provisioning/approval/approved';
import { confirmApproval, type DecisionTaken } from '../provisioning/approval/confirm-approval';
import { presentPlan, type PresentPlanRequest } from '../provisioning/approval/present-plan';

/** A plan and everything that was decided about it. */
export interface ConfirmApprovalRequest {
  readonly input: unknown;
  readonly plan: Attested<PresentedPlan>;
  readonly taken: readonly DecisionTaken[];
}

/** What the approval needs. The two checks answer people at once; what counts is what `confirmApproval` finds. */
export function createApprovalActivities(tools: ActivityTools) {
  const { settings, clouds, attestor, history, run, signal, guarded } = tools;
  return {
    presentPlan: guarded(async ({ input, ...request }: PresentPlanRequest) => {
      const preparation = await preparationNow(input, settings);
      const ownership = new Ownership(attestor.keys, preparation.id, run().workflowId);
      const oss = clouds.oss(preparation.destination.region);
      return presentPlan(request, { preparation, ownership, settings, attestor, oss }, signal());
    }),
    checkDecision: guarded(async (check: DecisionCheck) => checkDecision(check, run(), Date.now())),
    checkSender: guarded((check: SenderCheck) => checkSender(check, run(), history, signal())),
    confirmApproval: guarded(async ({ input, plan, taken }: ConfirmApprovalRequest) => {
      const presented = attestor.read('plan', { workflowId: run().workflowId }, plan);
      const preparation = await preparationNow(input, settings);
      requireSameAccount(presented, preparation);
      const judge = { terms: preparation.approval, attestor, run: run(), history };
      return confirmApproval(presented, taken, judge, signal());
    }),
  };
}

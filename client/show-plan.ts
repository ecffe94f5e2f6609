import { planDigest } from '../contracts/plan';
import type { PreparationStatus } from '../contracts/status';
import { planInWords } from '../presentation/details/plan-in-words';
import { CommandError } from './command-error';
import type { Preparations } from './preparations';
import { planText } from './status-text';

type Say = (text: string) => void;

/** A plan that is decided about, as `status` tells of it. */
export type ShownPlan = NonNullable<PreparationStatus['approval']>;

/** Shows the plan that waits, and returns it; undefined where there is none to show. */
export async function showPlan(
  preparations: Preparations,
  workflowId: string,
  say: Say,
): Promise<ShownPlan | undefined> {
  const { approval } = await preparations.status(workflowId);
  if (approval === null) {
    return undefined;
  }
  say(planText(approval));
  return approval;
}

/**
 * Shows the plan that waits as somebody has to see it who signs it: the words are made here, of the plan itself, and
 * the digest is taken here, so that what is signed is what was shown.
 *
 * @throws CommandError `NothingToDecide`, or `PlanUntrustworthy` where the worker's digest is not the plan's
 */
export async function showPlanToSign(
  preparations: Preparations,
  workflowId: string,
  say: Say,
): Promise<ShownPlan> {
  const { approval } = await preparations.status(workflowId);
  const frozen = await preparations.plan(workflowId);
  if (approval === null || frozen === null) {
    throw new CommandError(
      'NothingToDecide',
      `${workflowId} has no plan yet: it comes after the inventory. Nothing was signed.`,
    );
  }
  const digest = planDigest(frozen.plan);
  if (digest !== approval.planDigest) {
    throw new CommandError(
      'PlanUntrustworthy',
      `The worker shows a plan of ${workflowId} that does not belong to its digest (${digest}, not ${approval.planDigest}). Nothing was signed; look at that worker.`,
    );
  }
  say(planText({ ...approval, plan: planInWords(frozen.plan) }));
  return approval;
}

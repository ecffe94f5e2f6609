import { planDigest, type AnyPlan, type FrozenPlan } from '../../contracts/runs/plan';
import type { PreparationStatus } from '../../contracts/runs/status';
import { planInWords } from '../../presentation/details/plan-in-words';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import type { Preparations } from '../runs/preparations';
import { planText } from '../terminal/status-text';

type Show = (text: string) => void;
type Look = Pick<CommandContext, 'words' | 'language'>;

/** A plan that is decided about, as `status` tells of it. */
export type ShownPlan = NonNullable<PreparationStatus['approval']>;

/** Shows the plan that waits, and returns it; undefined if there is none to show. */
export async function showPlan(
  preparations: Preparations,
  workflowId: string,
  look: Look,
  show: Show,
): Promise<ShownPlan | undefined> {
  const status = await preparations.status(workflowId);
  const { approval } = status;
  if (approval === null) {
    return undefined;
  }
  show(planText(status, approval, look));
  return approval;
}

/**
 * Shows the plan that waits to the person who signs it.
 *
 * @throws what `planToSign` throws
 */
export async function showPlanToSign(
  preparations: Preparations,
  workflowId: string,
  look: Look,
  show: Show,
): Promise<ShownPlan> {
  const status = await preparations.status(workflowId);
  const frozen = await preparations.plan(workflowId);
  const { approval, text } = planToSign(workflowId, status, frozen, look);
  show(text);
  return approval;
}

/**
 * A plan that waits, in words. These and the digest are made here, of the plan itself, so that what is signed is what was shown.
 *
 * @throws CommandError `NothingToDecide`, or `PlanUntrustworthy` if the worker's digest is not the plan's
 */
export function planToSign(
  workflowId: string,
  status: PreparationStatus,
  frozen: FrozenPlan<AnyPlan> | null,
  look: Look,
): { readonly approval: ShownPlan; readonly text: string } {
  const { approval } = status;
  if (approval === null || frozen === null) {
    throw new CommandError('NothingToDecide', phrase('command.noPlanToSign', { workflowId }));
  }
  const digest = planDigest(frozen.plan);
  if (digest !== approval.planDigest) {
    throw new CommandError(
      'PlanUntrustworthy',
      phrase('command.planDiffers', { workflowId, digest, claimed: approval.planDigest }),
    );
  }
  return {
    approval,
    text: planText(status, { ...approval, plan: planInWords(frozen.plan, look.language) }, look),
  };
}

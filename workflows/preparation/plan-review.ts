import type { PlanChange } from '../../contracts/approval';
import type { Preparation } from '../../contracts/preparation';
import type { ApprovalGate } from './approval-gate';
import { activitiesOf } from './step-activities';
import { termsInForce, type TermsInForce } from './terms-in-force';

/** What was approved is no longer what would be done. Whoever waits for the approval catches it and asks again. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';

  constructor(
    readonly preparation: Preparation,
    readonly changes: readonly PlanChange[],
  ) {
    super(`The plan is outdated: ${changes.map(({ what }) => what).join(', ')}`);
  }
}

/**
 * Looks whether what was approved still holds: the plan as it was frozen, and enough approvals under the policy as it
 * is now.
 *
 * @throws PlanOutdated where it does not
 */
export async function reviewPlan(
  input: unknown,
  preparation: Preparation,
  gate: ApprovalGate,
): Promise<void> {
  const { preparation: reviewed, changes } = await activitiesOf('Review the approved plan').reviewPreparation(
    { input, preparation },
  );
  if (changes.length > 0) {
    throw new PlanOutdated(reviewed, changes);
  }
  const terms = termsInForce(reviewed.approval);
  const good = gate.decisionsGoodUnder(terms);
  if (good.length < terms.required) {
    throw new PlanOutdated(reviewed, [approvalChange(gate, terms, good.length)]);
  }
}

function approvalChange({ terms, decisions }: ApprovalGate, now: TermsInForce, good: number): PlanChange {
  return {
    what: 'approval policy',
    was: `${decisions.length} of ${terms.required} needed`,
    now: `${good} of ${now.required} needed, as the others do not count under it`,
  };
}

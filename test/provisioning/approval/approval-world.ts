import type { Decision } from '../../../contracts/approval/approval';
import { Attestor } from '../../../provisioning/trust/attestor';
import { deviationsOf, preparationNow } from '../../../provisioning/request/preparation-now';
import type { Attested } from '../../../contracts/approval/attested';
import { freezePlan, inventoryFacts, type PresentedPlan } from '../../../contracts/runs/plan';
import type { Settings } from '../../../contracts/settings';
import { INVENTORY } from '../../presentation/report/results';
import { KEYS, PLANNED_BUCKET, RUN } from '../preparation';
import { SETTINGS } from '../settings';

export const ATTESTOR = new Attestor(KEYS);
export const INPUT = { source: { bucket: 'photos' }, requestedBy: 'zhao.lei' };
const FROZEN_AT = '2026-11-24T05:00:00.000Z';

/** A plan as a worker presents it, of an input and a configuration. */
export async function presented(
  input: unknown = INPUT,
  settings: Settings = SETTINGS,
  workflowId = RUN.workflowId,
): Promise<Attested<PresentedPlan>> {
  const preparation = await preparationNow(input, settings);
  const facts = { ...inventoryFacts(INVENTORY), bucket: PLANNED_BUCKET };
  const frozen = freezePlan(workflowId, preparation, deviationsOf(preparation, settings), facts);
  const plan = { ...frozen, frozenAt: FROZEN_AT, terms: preparation.approval };
  return ATTESTOR.attest('plan', { workflowId }, plan);
}

export function approvalOf(approver: string, more: Partial<Decision> = {}): Decision {
  return {
    decision: 'approve',
    approver,
    comment: 'checked',
    at: '2026-11-24T06:00:00.000Z',
    via: 'signal',
    proof: null,
    principal: null,
    ...more,
  };
}

import type { Decision } from '../../contracts/approval/approval';
import { personKey } from '../../contracts/approval/person';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';
import { provenBySender } from './approval-in-words';

type Approval = NonNullable<PreparationStatus['approval']>;

/** Whose decision would count now, in the order of the configuration; empty if anybody's would. */
export function whoCanDecide(
  { approvers, rules, decisions }: Pick<Approval, 'approvers' | 'rules' | 'decisions'>,
  decision: Decision['decision'],
): string[] {
  const { secondGroup, fourEyes, requester } = rules;
  const out = [
    ...decisions.map(({ approver }) => approver),
    ...(decision === 'approve' && fourEyes && requester !== null ? [requester] : []),
  ].map(personKey);
  const second = approvers.length > 0 && secondGroup?.counts === true ? secondGroup.approvers : [];
  return [...new Set([...approvers, ...second])].filter((name) => !out.includes(personKey(name)));
}

/** Whoever has to put in their own name. */
const SOMEBODY = 'YOUR-NAME';

/** The JSON that decides about just this plan, by somebody whose decision would count and needs no signature. */
export function decisionJson(
  approval: Approval,
  decision: Decision['decision'],
  runId: string,
  language: Language,
): { readonly via: 'update' | 'signal'; readonly json: string } {
  const { planDigest, rules } = approval;
  const approve = decision === 'approve';
  const { checkedPlan, wrongBucket } = wordsOf(language).details;
  if (provenBySender(decision, rules)) {
    // The server states who sent it, so that it has to come from whoever it names; and it has to name run and plan.
    const remark = approve ? { comment: checkedPlan } : { reason: wrongBucket };
    return { via: 'signal', json: JSON.stringify({ approver: SOMEBODY, ...remark, planDigest, runId }) };
  }
  const signs = approve || rules.signRejections ? rules.signers : [];
  const [approver = SOMEBODY] = whoCanDecide(approval, decision).filter((name) => !signs.includes(name));
  const comment = approve ? checkedPlan : wrongBucket;
  return { via: 'update', json: JSON.stringify({ decision, approver, comment, planDigest }) };
}

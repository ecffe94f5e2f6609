import { named, visible } from '../text/foreign-text';
import type { ApprovalRules, PlanChange } from '../../contracts/approval';
import type { PreparationStatus } from '../../contracts/status';

type Approval = NonNullable<PreparationStatus['approval']>;

/** Who may approve and what is asked of them, one sentence each; empty where anybody may, anyhow. */
export function rulesInWords({ approvers, rules }: Approval): string[] {
  const { signers, secondGroup, fourEyes, requester, commentRequired, signRejections, requirePrincipals } =
    rules;
  const approver = (name: string) => (signers.includes(name) ? `${named(name)} (signs)` : named(name));
  const sentences = [
    approvers.length === 0 ? '' : `Approvers: ${approvers.map(approver).join(', ')}.`,
    secondGroup === null
      ? ''
      : `${secondGroup.counts ? 'Also, by now' : `From ${named(secondGroup.from)} also`}: ${secondGroup.approvers.map(approver).join(', ')}.`,
    fourEyes && requester !== null ? `Not ${named(requester)}, who asked for it (four eyes).` : '',
    commentRequired ? 'An approval needs a comment.' : '',
    signRejections && signers.length > 0 ? 'Rejections are signed too.' : '',
    requirePrincipals
      ? `${signRejections ? 'A decision' : 'An approval'} is a signal whose sender, by the Temporal server's word, is the approver.`
      : '',
  ];
  return sentences.filter((sentence) => sentence !== '');
}

/** Why a run asks again, one line for each thing that changed. */
export function changesInWords(changes: readonly PlanChange[]): string[] {
  return changes.map(({ what, was, now }) => visible(`${what}: was ${was}, is ${now}`));
}

/** Whether the Temporal server has to say who sent a decision, so that it has to be a signal that names run and plan. */
export function provenBySender(decision: 'approve' | 'reject', rules: ApprovalRules | undefined): boolean {
  return rules?.requirePrincipals === true && (decision === 'approve' || rules.signRejections);
}

/** Whether nobody who counts now may approve without a signature, so that JSON to paste would be of no use. */
export function allSign({ approvers, rules }: Approval): boolean {
  const signers = rules?.signers ?? [];
  const second = rules?.secondGroup?.counts === true ? rules.secondGroup.approvers : [];
  return approvers.length > 0 && [...approvers, ...second].every((name) => signers.includes(name));
}

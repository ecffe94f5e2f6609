import { named, visible } from '../text/foreign-text';
import { minute } from '../text/minute';
import type { ApprovalRules, PlanChange } from '../../contracts/approval/approval';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Language } from '../words/language';
import { sayIn, wordsOf } from '../words/words';

type Approval = NonNullable<PreparationStatus['approval']>;

/** Who may approve and what is required of them, one sentence each; empty if anybody may. */
export function rulesInWords({ approvers, rules }: Approval, language: Language): string[] {
  const { details, report } = wordsOf(language);
  const { signers, secondGroup, fourEyes, requester, commentRequired, signRejections, requirePrincipals } =
    rules;
  const listed = (names: readonly string[]) =>
    names
      .map((name) => (signers.includes(name) ? details.signs({ who: named(name) }) : named(name)))
      .join(report.names);
  const sentences = [
    approvers.length === 0 ? '' : details.approvers({ who: listed(approvers) }),
    secondGroup === null
      ? ''
      : secondGroup.counts
        ? details.secondNow({ who: listed(secondGroup.approvers) })
        : details.secondFrom({ who: listed(secondGroup.approvers), from: visible(minute(secondGroup.from)) }),
    fourEyes && requester !== null ? details.fourEyes({ requester: named(requester) }) : '',
    commentRequired ? details.commentRequired : '',
    signRejections && signers.length > 0 ? details.rejectionsSigned : '',
    requirePrincipals ? details.principals({ all: signRejections }) : '',
  ];
  return sentences.filter((sentence) => sentence !== '');
}

/** Why a run asks again, one line for each thing that changed. */
export function changesInWords(changes: readonly PlanChange[], language: Language): string[] {
  const say = sayIn(language);
  return changes.map(({ what, was, now }) =>
    visible(wordsOf(language).details.change({ what, was: say(was), now: say(now) })),
  );
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

import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { durationMs, durationText } from '../../contracts/duration';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import type { Preparation } from '../../contracts/runs/preparation';
import type { PreparationInput } from '../../contracts/inputs/preparation-input';
import type { ApprovalPolicy } from '../../contracts/settings';
import { reminderProblem, whoCanApprove } from './approval-limits';

type Terms = Preparation['approval'];

/** The approval that the configuration asks for, tightened by the input. */
export function approvalTerms(
  { approval = {}, requestedBy }: Pick<PreparationInput, 'approval' | 'requestedBy'>,
  policy: ApprovalPolicy,
): Terms {
  const { escalation } = policy;
  return {
    approvers: approval.approvers ?? policy.approvers,
    keys: policy.keys,
    required: approval.required ?? policy.required,
    fourEyes: approval.fourEyes ?? policy.fourEyes,
    requireComment: approval.requireComment ?? policy.requireComment,
    principals: policy.principals,
    requireSignatures: approval.requireSignatures ?? policy.requireSignatures,
    requirePrincipals: approval.requirePrincipals ?? policy.requirePrincipals,
    signRejections: approval.signRejections ?? policy.signRejections,
    timeoutMs: milliseconds(approval.timeout) ?? policy.timeoutMs,
    remindEveryMs: milliseconds(approval.remindEvery) ?? policy.remindEveryMs,
    escalation:
      escalation === null
        ? null
        : { ...escalation, afterMs: milliseconds(approval.escalateAfter) ?? escalation.afterMs },
    requester: requestedBy ?? null,
  };
}

/** Where an input would loosen the approval, or ask for one that nobody could give. */
export function approvalProblems(
  input: Pick<PreparationInput, 'approval' | 'requestedBy'>,
  policy: ApprovalPolicy,
): InputProblem[] {
  const terms = approvalTerms(input, policy);
  return [
    ...looserNumbers(terms, policy),
    ...looserSwitches(terms, policy),
    ...strangers(terms, policy),
    ...looserEscalation(input.approval?.escalateAfter, policy),
    ...requesterProblems(terms),
    ...impossible(terms, policy),
    ...tooManyReminders(terms),
  ];
}

function looserNumbers({ required, timeoutMs }: Terms, policy: ApprovalPolicy): InputProblem[] {
  const tooFew = phrase('input.tooFewRequired', { required, configured: policy.required });
  return [
    ...(required < policy.required ? [problemAt('approval.required', tooFew, policy.required)] : []),
    ...(timeoutMs > policy.timeoutMs
      ? [problemAt('approval.timeout', phrase('input.timeoutLonger'), durationText(policy.timeoutMs))]
      : []),
  ];
}

const SWITCHES = [
  'fourEyes',
  'requireComment',
  'requireSignatures',
  'requirePrincipals',
  'signRejections',
] as const;

function looserSwitches(terms: Terms, policy: ApprovalPolicy): InputProblem[] {
  return SWITCHES.filter((name) => policy[name] && !terms[name]).map((name) =>
    problemAt(`approval.${name}`, phrase('input.switchedOff'), true),
  );
}

/** An input may leave out approvers, not add some. */
function strangers({ approvers }: Terms, policy: ApprovalPolicy): InputProblem[] {
  if (policy.approvers.length === 0) {
    return [];
  }
  const configured = policy.approvers.map((one) => named(one)).join(', ');
  return approvers.flatMap((name, index) =>
    policy.approvers.includes(name)
      ? []
      : [
          problemAt(
            `approval.approvers.${index}`,
            phrase('input.approverNotConfigured', { name: named(name), configured }),
            policy.approvers[0],
          ),
        ],
  );
}

function looserEscalation(asked: string | undefined, { escalation }: ApprovalPolicy): InputProblem[] {
  const path = 'approval.escalateAfter';
  if (asked === undefined) {
    return [];
  }
  if (escalation === null) {
    return [problemAt(path, phrase('input.nobodyToEscalateTo'))];
  }
  return (milliseconds(asked) ?? 0) < escalation.afterMs
    ? [problemAt(path, phrase('input.escalationSooner'), durationText(escalation.afterMs))]
    : [];
}

/** Without a name four eyes could not be told from two. */
function requesterProblems({ fourEyes, requester }: Terms): InputProblem[] {
  return fourEyes && requester === null
    ? [problemAt('requestedBy', phrase('input.requesterMissing'), 'li.wei')]
    : [];
}

/** Where it was the configuration that made it impossible, its own check has said so. */
function impossible(terms: Terms, policy: ApprovalPolicy): InputProblem[] {
  const able = whoCanApprove(terms, terms.requester ?? null);
  if (able === 'anybody' || able.length >= terms.required) {
    return [];
  }
  const problem = phrase('input.approvalImpossible', {
    required: terms.required,
    able: able.length,
    who: able.map((one) => named(one)).join(', '),
    without: terms.fourEyes && terms.requester !== null ? named(terms.requester) : '',
  });
  const path = terms.required > policy.required ? 'approval.required' : 'approval';
  return [problemAt(path, problem, able.length === 0 ? undefined : able.length)];
}

function tooManyReminders({ timeoutMs, remindEveryMs }: Terms): InputProblem[] {
  const problem = reminderProblem(timeoutMs, remindEveryMs);
  return problem === null ? [] : [problemAt('approval.remindEvery', problem, '8 hours')];
}

function milliseconds(duration: string | undefined): number | null {
  return duration === undefined ? null : durationMs(duration);
}

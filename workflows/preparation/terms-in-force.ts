import type { ApprovalTerms } from '../../contracts/preparation';
import type { ApproverKey, ApprovalPolicy } from '../../contracts/settings';

/** The terms of an approval with nothing left open. */
export interface TermsInForce extends ApprovalPolicy {
  readonly requester: string | null;
}

/** Fills in what runs from before a term was introduced do not have: they go on as they began. */
export function termsInForce(recorded: ApprovalTerms): TermsInForce {
  return {
    approvers: recorded.approvers,
    keys: recorded.keys ?? [],
    required: recorded.required,
    fourEyes: recorded.fourEyes ?? false,
    requireComment: recorded.requireComment ?? false,
    principals: recorded.principals ?? [],
    requireSignatures: recorded.requireSignatures ?? false,
    requirePrincipals: recorded.requirePrincipals ?? false,
    signRejections: recorded.signRejections ?? false,
    timeoutMs: recorded.timeoutMs,
    remindEveryMs: recorded.remindEveryMs,
    escalation: recorded.escalation ?? null,
    requester: recorded.requester ?? null,
  };
}

export function keysOf(approver: string, { keys }: TermsInForce): readonly ApproverKey[] {
  return keys.filter((key) => key.approver === approver);
}

/** Everybody whose approval has to be signed. */
export function signers({ keys, requireSignatures, approvers, escalation }: TermsInForce): string[] {
  const named = [...approvers, ...(escalation?.approvers ?? [])];
  const withKey = new Set(keys.map(({ approver }) => approver));
  return requireSignatures ? named : named.filter((name) => withKey.has(name));
}

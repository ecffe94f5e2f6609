import type { ApprovalTerms } from '../runs/preparation';
import type { ApproverKey } from '../settings';

export function keysOf(approver: string, { keys }: Pick<ApprovalTerms, 'keys'>): readonly ApproverKey[] {
  return keys.filter((key) => key.approver === approver);
}

/** Everybody whose approval has to be signed. */
export function signers({ keys, requireSignatures, approvers, escalation }: ApprovalTerms): string[] {
  const named = [...approvers, ...(escalation?.approvers ?? [])];
  const withKey = new Set(keys.map(({ approver }) => approver));
  return requireSignatures ? named : named.filter((name) => withKey.has(name));
}

import type { ApproverPrincipal } from '../../contracts/approval/principal';
import { parsePublicKeyLine, publicKeyLine } from '../../provisioning/ssh/public-key';
import type { ApprovalPolicy, ApproverKey } from '../../contracts/settings';
import type { AccountApproval, ApprovalTable, Approver } from './approval-schema';

/** 3 days and 8 hours. */
const [DEFAULT_TIMEOUT_MS, DEFAULT_REMIND_EVERY_MS] = [3 * 86_400_000, 8 * 3_600_000];

/** The approval policy of a destination account: what its own table says, and the general one for the rest. */
export function approvalOfAccount({ account, ...general }: ApprovalTable, id: string): ApprovalPolicy {
  const own = Object.hasOwn(account, id) ? account[id] : undefined;
  return policyOf({ ...general, ...said(own ?? {}) });
}

function policyOf(table: AccountApproval): ApprovalPolicy {
  const { approvers = [], escalate_to: second = [], escalate_after: after } = table;
  return {
    approvers: approvers.map(({ name }) => name),
    keys: [...approvers, ...second].flatMap(keysOf),
    principals: [...approvers, ...second].flatMap(principalOf),
    required: table.required ?? 1,
    fourEyes: table.four_eyes ?? false,
    requireComment: table.require_comment ?? false,
    requireSignatures: table.require_signatures ?? false,
    requirePrincipals: table.require_principals ?? false,
    signRejections: table.sign_rejections ?? false,
    timeoutMs: table.timeout ?? DEFAULT_TIMEOUT_MS,
    remindEveryMs: table.remind_every ?? DEFAULT_REMIND_EVERY_MS,
    escalation: after === undefined ? null : { afterMs: after, approvers: second.map(({ name }) => name) },
  };
}

function keysOf({ name, keys }: Approver): ApproverKey[] {
  return keys.map((line) => {
    const key = parsePublicKeyLine(line);
    return { approver: name, publicKey: publicKeyLine(key), fingerprint: key.fingerprint };
  });
}

/** An approver whose principal equals their name has none configured. */
function principalOf({ name, principal, principal_type: type }: Approver): ApproverPrincipal[] {
  return principal === undefined && type === undefined
    ? []
    : [{ approver: name, name: principal ?? name, type: type ?? null }];
}

function said(table: AccountApproval): AccountApproval {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => value !== undefined));
}

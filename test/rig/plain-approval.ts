import type { ApprovalRules } from '../../contracts/approval/approval';
import type { ApprovalPolicy } from '../../contracts/settings';

/** The approval policy of a configuration that says nothing about it: one approval, of anybody. */
export const PLAIN_APPROVAL: ApprovalPolicy = {
  approvers: [],
  keys: [],
  required: 1,
  fourEyes: false,
  requireComment: false,
  principals: [],
  requireSignatures: false,
  requirePrincipals: false,
  signRejections: false,
  timeoutMs: 3 * 86_400_000,
  remindEveryMs: 8 * 3_600_000,
  escalation: null,
};

/** The same as a status shows it. */
export const PLAIN_RULES: ApprovalRules = {
  requester: null,
  fourEyes: false,
  commentRequired: false,
  signers: [],
  signRejections: false,
  requirePrincipals: false,
  secondGroup: null,
};

import { permitted, type PolicyStatement } from '../core/policy-statements';
import { AcsError } from './acs-errors';
import type { Caller } from './identity-model';

/** Whether the caller may do that. The account itself may do all; a RAM user needs it in the attached policies. */
export function isAllowed(caller: Caller, action: string, resource: string): boolean {
  if (caller.user === undefined) {
    return true;
  }
  const statements = caller.user.policies.flatMap(({ policy }) => parsePolicyDocument(policy.document));
  return permitted(statements, action, resource);
}

/** @throws AcsError `MalformedPolicyDocument` */
export function parsePolicyDocument(text: string): PolicyStatement[] {
  const malformed = (reason: string) => new AcsError(400, 'MalformedPolicyDocument', reason);
  let document: { Version?: unknown; Statement?: unknown };
  try {
    document = JSON.parse(text) as typeof document;
  } catch {
    throw malformed('syntax error: the policy document is not JSON.');
  }
  if (document?.Version !== '1') {
    throw malformed('invalid element "Version" in the policy document.');
  }
  const statements = Array.isArray(document.Statement) ? (document.Statement as unknown[]) : [];
  if (statements.length === 0) {
    throw malformed('invalid element "Statement" in the policy document.');
  }
  for (const statement of statements as Partial<PolicyStatement>[]) {
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
      throw malformed('invalid element "Effect" in the policy document.');
    }
    if (statement.Action === undefined && statement.NotAction === undefined) {
      throw malformed('invalid element "Action" in the policy document.');
    }
    if (statement.Resource === undefined) {
      throw malformed('invalid element "Resource" in the policy document.');
    }
  }
  return statements as PolicyStatement[];
}

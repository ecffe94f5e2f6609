import { AcsError } from './acs-errors';
import type { Caller } from './identity-model';

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

/**
 * Whether the caller may do that. The account itself may do all; a RAM user needs an Allow and no Deny in
 * the attached policies. Statements with a Condition are left out: the stand-in has no context to judge one.
 */
export function isAllowed(caller: Caller, action: string, resource: string): boolean {
  if (caller.user === undefined) {
    return true;
  }
  const statements = caller.user.policies
    .flatMap(({ policy }) => parsePolicyDocument(policy.document))
    .filter((statement) => statement.Condition === undefined && concerns(statement, action, resource));
  return (
    statements.some(({ Effect }) => Effect === 'Allow') && !statements.some(({ Effect }) => Effect === 'Deny')
  );
}

/** @throws AcsError `MalformedPolicyDocument` */
export function parsePolicyDocument(text: string): Statement[] {
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
  for (const statement of statements as Partial<Statement>[]) {
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
  return statements as Statement[];
}

function concerns(statement: Statement, action: string, resource: string): boolean {
  const actionFits =
    statement.NotAction === undefined
      ? anyFits(statement.Action, action)
      : !anyFits(statement.NotAction, action);
  return actionFits && anyFits(statement.Resource, resource);
}

function anyFits(patterns: string | string[] | undefined, text: string): boolean {
  return [patterns ?? []].flat().some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 'i').test(text);
  });
}

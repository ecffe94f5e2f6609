import type { PolicyStatement } from '../core/policy-statements';
import { iamError } from './iam-errors';

/**
 * The statements of a policy document (docs.ksyun.com/documents/5178).
 * @throws IamError PolicyDocumentNotJsonFormat, PolicyDocumentInvalidVersion, InvalidParameterValue
 */
export function parseDocument(text: string): PolicyStatement[] {
  let document: { Version?: unknown; Statement?: unknown };
  try {
    document = JSON.parse(text) as typeof document;
  } catch {
    throw iamError('PolicyDocumentNotJsonFormat');
  }
  if ((Object(document) as typeof document).Version !== '2015-11-01') {
    throw iamError('PolicyDocumentInvalidVersion');
  }
  const statements = Array.isArray(document.Statement)
    ? (document.Statement as Partial<PolicyStatement>[])
    : [];
  const complete = statements.every(
    ({ Effect, Action, Resource }) =>
      (Effect === 'Allow' || Effect === 'Deny') && Action !== undefined && Resource !== undefined,
  );
  if (statements.length === 0 || !complete) {
    throw iamError('InvalidParameterValue', 'Parameter: PolicyDocument.');
  }
  return statements as PolicyStatement[];
}

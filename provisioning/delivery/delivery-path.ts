import type { CredentialKind } from '../../contracts/credentials/delivery';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/**
 * The path of a run's credential: below the workflow ID, so that people find it, and the run ID, so that no other run
 * writes there.
 */
export function deliveryPath(
  prefix: string,
  { workflowId, runId }: RunIdentity,
  kind: CredentialKind,
): string {
  return `${prefix}${plainPath(workflowId)}/${plainPath(runId)}/${kind}`;
}

/** A workflow ID may hold anything; what a path could take for something else becomes an underscore. */
function plainPath(text: string): string {
  return text
    .slice(0, 400)
    .split('/')
    .map((segment) => segment.replace(/[^A-Za-z0-9._@=-]/g, '_').replace(/^\.{0,2}$/, '_'))
    .join('/');
}

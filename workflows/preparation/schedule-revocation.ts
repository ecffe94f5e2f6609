import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  patched,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { RevocationInput } from '../../contracts/life-input';
import { redeliveredSignal } from '../../contracts/messages';
import { revocationWorkflowId } from '../../contracts/names';
import type { Preparation } from '../../contracts/preparation';
import { revokeCredentials } from '../revoke-credentials';

/** A revocation that ends at the very moment is started anew; more often than that something is wrong. */
const MOST_TRIES = 5;

/**
 * Has the credentials taken back at their expiry, by a run of its own that outlives this one. Where one waits already
 * for the same RAM user, for credentials that are gone by now, it is told to wait for these.
 *
 * @returns its workflow ID; null where there is no date, in a run from before it, or where none could be started: the
 *   credentials are delivered by now, and their result must not be lost for it
 */
export async function scheduleRevocation(
  { source, sourceKey, ramUser }: Preparation,
  { deliveredAt, takeBackBy }: { readonly deliveredAt: string; readonly takeBackBy: string | null },
): Promise<string | null> {
  if (takeBackBy === null || !patched('revocation-at-expiry')) {
    return null;
  }
  const workflowId = revocationWorkflowId(ramUser.name);
  const input: RevocationInput = {
    source:
      sourceKey?.mode === 'create'
        ? { bucket: source.bucket, profile: source.profile, accessKey: 'create' }
        : { bucket: source.bucket },
    ramUser: { name: ramUser.name },
    preparedBy: workflowInfo().workflowId,
    deliveredAt,
    at: takeBackBy,
    requestedBy: 'their expiry',
  };
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    try {
      await startChild(revokeCredentials, {
        workflowId,
        args: [input],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        staticSummary: `Take back the credentials of RAM user ${ramUser.name} on ${takeBackBy.slice(0, 10)}`,
      });
      return workflowId;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
        log.warn('No run could be started that takes the credentials back', { workflowId });
        return null;
      }
    }
    const told = await getExternalWorkflowHandle(workflowId)
      .signal(redeliveredSignal, input)
      .then(
        () => true,
        () => false,
      );
    if (told) {
      return workflowId;
    }
  }
  return null;
}

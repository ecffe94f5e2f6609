import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { AT_EXPIRY } from '../../contracts/credentials/credential-lifecycle';
import type { RevocationInput } from '../../contracts/inputs/lifecycle-input';
import { lookSignal } from '../../contracts/messages';
import { revocationWorkflowId } from '../../contracts/names';
import type { Preparation } from '../../contracts/runs/preparation';
import { phrase } from '../../presentation/words/words';
import type { PreparationRun } from './preparation-run';
import { revokeCredentials } from '../revoke-credentials';

/** A revocation that ends at the very moment is started again; more often than that, something is wrong. */
const MAX_TRIES = 5;

/**
 * Has the credentials revoked at their expiry, by a run of its own that outlives this one. Where one waits already
 * for the same RAM user, it is told to look again at what the mark of the user says. Where none can be started, or
 * somebody else's run holds its workflow ID, the sweep of the workers takes them back.
 */
export async function scheduleRevocation(
  run: Pick<PreparationRun, 'say'>,
  { source, sourceKey, ramUser, destination }: Preparation,
  expiresAt: string | null,
): Promise<void> {
  if (expiresAt === null) {
    return;
  }
  const workflowId = revocationWorkflowId(ramUser.name);
  const { bucket, prefix, profile } = source;
  const input: RevocationInput = {
    source: { bucket, prefix, profile, ...(sourceKey.mode === 'create' ? { accessKey: 'create' } : {}) },
    destination: { bucket: destination.bucket, region: destination.region },
    ramUser: { name: ramUser.name },
    at: AT_EXPIRY,
  };
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    try {
      await startChild(revokeCredentials, {
        workflowId,
        args: [input],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        staticSummary: run.say(
          phrase('run.revokeOn', { userName: ramUser.name, date: expiresAt.slice(0, 10) }),
        ),
      });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
        log.warn('No run could be started that takes the credentials back; the sweep will', {
          revocation: workflowId,
        });
        return;
      }
    }
    const told = await getExternalWorkflowHandle(workflowId)
      .signal(lookSignal, {})
      .then(
        () => true,
        () => false,
      );
    if (told) {
      return;
    }
  }
}

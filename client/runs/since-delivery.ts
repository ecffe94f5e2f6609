import type { LifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import { revocationWorkflowId, rotationWorkflowId } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/runs/result';
import { openCommand, revokeCommand, statusCommand } from '../../contracts/runs/run-commands';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Preparations, RunState } from './preparations';
import { resultOrNull } from './result-or-null';
import type { RunStatus } from './run-status';

/**
 * Says what became of credentials since they were delivered, if the server knows it: the result does not change.
 *
 * @returns what was found, with whether they were revoked
 */
export async function tellSinceDelivery(
  preparations: Preparations,
  found: RunStatus,
  tell: (said: Said) => void,
): Promise<RunStatus> {
  if (found.kind !== 'ended' || found.result.outcome !== 'prepared') {
    return found;
  }
  const since = await sinceDelivery(preparations, found.result, found.run.closedAt ?? new Date());
  since.said.forEach(tell);
  return { ...found, revoked: since.revoked };
}

async function sinceDelivery(
  preparations: Preparations,
  result: PreparedResult,
  deliveredAt: Date,
): Promise<{ readonly said: readonly Said[]; readonly revoked: boolean }> {
  const { account, preparation } = result;
  const { userName } = account;
  const revocation = await endedSince(preparations, revocationWorkflowId(userName), deliveredAt);
  const revoked = await resultOf(preparations, revocation);
  if (revoked !== null && isGone(revoked.result, preparation)) {
    const about = { at: revoked.at, see: statusCommand(revoked.run.workflowId) };
    return { said: [phrase('command.revokedSince', about)], revoked: true };
  }
  const said = revocationEnded(result, revocation);
  const rotation = await endedSince(preparations, rotationWorkflowId(userName), deliveredAt);
  const rotated = await resultOf(preparations, rotation);
  const accessKeyId = rotated?.result.outcome === 'rotated' ? rotated.result.account.accessKeyId : null;
  if (rotated === null || accessKeyId === null || accessKeyId === account.accessKeyId) {
    return { said, revoked: false };
  }
  const { at, run } = rotated;
  const replaced = phrase('command.rotatedSince', { accessKeyId, at, open: openCommand(run.workflowId) });
  return { said: [...said, replaced], revoked: false };
}

/** Says that the run which was to revoke them at their expiry was cancelled or terminated. */
function revocationEnded({ credentials, run }: PreparedResult, revocation: EndedRun | null): Said[] {
  if (revocation?.state !== 'cancelled' && revocation?.state !== 'terminated') {
    return [];
  }
  const { workflowId, closedAt } = revocation;
  const about = { workflowId, at: closedAt.toISOString(), until: credentials.expiresAt };
  return [phrase('command.revocationEnded', { ...about, revoke: revokeCommand(run.workflowId) })];
}

function isGone(result: LifecycleResult, preparation: string): boolean {
  const { outcome } = result;
  return (outcome === 'revoked' || outcome === 'nothing to revoke') && result.preparation === preparation;
}

interface Ended {
  readonly run: RunState;
  readonly result: LifecycleResult;
  /** ISO time. */
  readonly at: string;
}

type EndedRun = RunState & { readonly closedAt: Date };

/** The last run of an ID, if it has ended after a time. */
const endedSince = (preparations: Preparations, workflowId: string, after: Date): Promise<EndedRun | null> =>
  resultOrNull(async () => {
    const run = await preparations.describe(workflowId);
    const { closedAt } = run;
    return closedAt === null || closedAt <= after ? null : { ...run, closedAt };
  });

/** Its result, if no one but a worker gave it. */
const resultOf = (preparations: Preparations, run: EndedRun | null): Promise<Ended | null> =>
  resultOrNull(async () => {
    if (run?.state !== 'completed') {
      return null;
    }
    const result = (await preparations.result(run.workflowId, run.runId)) as LifecycleResult;
    preparations.verify(result, run);
    return { run, result, at: run.closedAt.toISOString() };
  });

import type { LifecycleResult } from '../../contracts/credential-lifecycle';
import { revocationWorkflowId, rotationWorkflowId } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/result';
import { openCommand, runArgument, statusCommand } from '../../contracts/run-commands';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Preparations, RunState } from './preparations';
import { resultOrNull } from './result-or-null';
import type { RunStatus } from './run-status';

/** Says what became of credentials since they were delivered, if the server knows it: the result does not change. */
export async function tellSinceDelivery(
  preparations: Preparations,
  found: RunStatus,
  tell: (said: Said) => void,
): Promise<void> {
  if (found.kind === 'ended' && found.result.outcome === 'prepared') {
    for (const said of await sinceDelivery(preparations, found.result, found.run.closedAt ?? new Date())) {
      tell(said);
    }
  }
}

async function sinceDelivery(
  preparations: Preparations,
  result: PreparedResult,
  deliveredAt: Date,
): Promise<Said[]> {
  const { account, preparation } = result;
  const { userName } = account;
  const revoked = await lastEnded(preparations, revocationWorkflowId(userName), deliveredAt);
  if (revoked !== null && isGone(revoked.result, preparation)) {
    return [phrase('command.revokedSince', { at: revoked.at, see: statusCommand(revoked.run.workflowId) })];
  }
  const said = await revocationEnded(preparations, result, deliveredAt);
  const rotated = await lastEnded(preparations, rotationWorkflowId(userName), deliveredAt);
  const accessKeyId = rotated?.result.outcome === 'rotated' ? rotated.result.account.accessKeyId : null;
  if (rotated === null || accessKeyId === null || accessKeyId === account.accessKeyId) {
    return said;
  }
  const { at, run } = rotated;
  return [...said, phrase('command.rotatedSince', { accessKeyId, at, open: openCommand(run.workflowId) })];
}

/** Says that the run which was to revoke them at their expiry was cancelled or terminated. */
async function revocationEnded(
  preparations: Preparations,
  { account, credentials, run }: PreparedResult,
  deliveredAt: Date,
): Promise<Said[]> {
  const workflowId = revocationWorkflowId(account.userName);
  const found = await resultOrNull(() => preparations.describe(workflowId));
  const at = found?.closedAt ?? null;
  if (at === null || at <= deliveredAt || (found?.state !== 'cancelled' && found?.state !== 'terminated')) {
    return [];
  }
  const revoke = `npx prep revoke ${runArgument(run.workflowId)}`;
  const until = credentials.takeBackBy;
  return [phrase('command.revocationEnded', { workflowId, at: at.toISOString(), until, revoke })];
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

/** The last run of an ID, if it has ended after a time with a result that no one but a worker gave. */
const lastEnded = (preparations: Preparations, workflowId: string, after: Date): Promise<Ended | null> =>
  resultOrNull(async () => {
    const run = await preparations.describe(workflowId);
    if (run.state !== 'completed' || run.closedAt === null || run.closedAt <= after) {
      return null;
    }
    const result = (await preparations.result(workflowId, run.runId)) as LifecycleResult;
    preparations.verify(result, run);
    return { run, result, at: run.closedAt.toISOString() };
  });

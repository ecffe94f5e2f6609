import type { LifecycleResult, RevocationResult } from '../../contracts/credentials/credential-lifecycle';
import { revocationWorkflowId } from '../../contracts/names';
import {
  parsePreparationInput,
  preparationIdOf,
  type PreparationInput,
} from '../../contracts/inputs/preparation-input';
import type { PreparationResult, PreparedResult } from '../../contracts/runs/result';
import { ifThere } from './if-there';
import { deliveredBehind } from './delivered-behind';
import type { EarlierRun, Preparations, RunState } from './preparations';
import { resultOrNull } from './result-or-null';
import type { RunStatus } from './run-status';

type Ended = Extract<RunStatus, { kind: 'ended' }>;

/** What an earlier run of the same preparation says to whoever starts it again. */
export type EarlierAnswer =
  /** A Schedule started it, and it is still open. */
  | { readonly found: 'running'; readonly run: RunState }
  /** It delivered credentials that are still valid. */
  | { readonly found: 'prepared'; readonly ended: Ended }
  /** Nothing was started since its approvers rejected it. */
  | { readonly found: 'rejected'; readonly ended: Ended };

/**
 * Looks for a run that already answers the start of a preparation, so that a scheduler can repeat the same command.
 * What expired or was revoked, what nobody decided on, and what no worker signed answers nothing.
 *
 * @returns null if a new run has to find out
 */
export async function earlierAnswer(
  preparations: Preparations,
  workflowId: string,
  input: PreparationInput,
  now: Date = new Date(),
): Promise<EarlierAnswer | null> {
  const wanted = preparationIdOf(input);
  const runs = (await preparations.earlierRuns(workflowId)).filter((one) => isOf(wanted, one));
  const open = runs.find(({ run }) => run.state === 'running');
  if (open !== undefined) {
    // The server itself attaches to the run of this very ID.
    return open.run.workflowId === workflowId ? null : { found: 'running', run: open.run };
  }
  for (const [age, { run }] of runs.entries()) {
    const ended = run.state === 'completed' ? await authentic(preparations, run) : null;
    const behind = ended === null ? null : await deliveredBehind(preparations, ended.result);
    if (behind !== null) {
      const delivered: Ended = { kind: 'ended', ...behind };
      return (await stillValid(preparations, delivered, now))
        ? { found: 'prepared', ended: delivered }
        : null;
    }
    if (ended?.result.outcome === 'prepared') {
      return (await stillValid(preparations, ended, now)) ? { found: 'prepared', ended } : null;
    }
    if (ended?.result.outcome === 'rejected' && age === 0) {
      return { found: 'rejected', ended };
    }
  }
  return null;
}

function isOf(wanted: string, { input }: EarlierRun): boolean {
  const parsed = parsePreparationInput(input);
  return parsed.ok && preparationIdOf(parsed.value) === wanted;
}

/** How a run ended; null if without a result, or with one that no worker of this configuration signed. */
function authentic(preparations: Preparations, run: RunState): Promise<Ended | null> {
  return resultOrNull(async () => {
    const result = (await preparations.result(run.workflowId, run.runId)) as PreparationResult;
    return { kind: 'ended', run, result, verified: preparations.verify(result, run) };
  });
}

async function stillValid(preparations: Preparations, { run, result }: Ended, now: Date): Promise<boolean> {
  const { preparation, credentials, account } = result as PreparedResult;
  const { expiresAt } = credentials;
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime()) {
    return false;
  }
  const revocation = await lastRevocation(preparations, account.userName);
  return (
    revocation === null ||
    revocation.result.preparation !== preparation ||
    (revocation.run.closedAt ?? now) < (run.closedAt ?? now)
  );
}

/** The latest revocation of a user if it has ended and left nothing. */
async function lastRevocation(
  preparations: Preparations,
  userName: string,
): Promise<{ readonly run: RunState; readonly result: RevocationResult } | null> {
  const workflowId = revocationWorkflowId(userName);
  const run = await ifThere(preparations.describe(workflowId), null);
  const ended = run?.state === 'completed' ? await ifThere(preparations.result(workflowId), null) : null;
  const result = ended as LifecycleResult | null;
  return run !== null && (result?.outcome === 'revoked' || result?.outcome === 'nothing to revoke')
    ? { run, result }
    : null;
}

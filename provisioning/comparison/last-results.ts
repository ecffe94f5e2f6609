import type { Attested } from '../../contracts/approval/attested';
import { withoutFiring } from '../../contracts/names';
import type { ApprovedState, PreparationResult } from '../../contracts/runs/result';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import type { VerificationResult } from '../../contracts/migration/verification';
import type { About, Attestor } from '../trust/attestor';
import { resultOfRun } from '../result/result-of-run';
import { firstOf, type RunHistory } from '../trust/run-history';
import type { WorkerKeys } from '../trust/worker-keys';

/**
 * The result of the last run of a preparation that has one, whichever Schedule or person started it; null if the
 * Temporal server no longer has any. Only what a worker signed counts.
 *
 * @param workflowId of the run that asks
 */
export async function lastResult(
  preparation: string,
  workflowId: string,
  history: Pick<RunHistory, 'results'>,
  keys: WorkerKeys,
  signal: AbortSignal,
): Promise<PreparationResult | null> {
  return firstOf(history.results('prepareMigration', withoutFiring(workflowId), signal), (recorded) => {
    const found = resultOfRun(recorded, keys);
    return found?.preparation === preparation ? found : null;
  });
}

/**
 * The preparation that `prep revoke` finds by this ID: the last one that delivered anything under it, whatever its
 * prefix and destination; null if the Temporal server no longer has one. Only what a worker signed counts.
 */
export async function lastDelivered(
  workflowId: string,
  history: Pick<RunHistory, 'results'>,
  keys: WorkerKeys,
  signal: AbortSignal,
): Promise<string | null> {
  return firstOf(history.results('prepareMigration', workflowId, signal), (recorded) => {
    const found = resultOfRun(recorded, keys);
    return found?.outcome === 'prepared' || found?.outcome === 'already prepared' ? found.preparation : null;
  });
}

/** A verification that completed. */
export interface LastVerification {
  readonly run: RunIdentity;
  readonly result: VerificationResult;
}

/**
 * The last verification of exactly these buckets and this scope, whichever Schedule or person started it; null if the
 * Temporal server no longer has one. Only what a worker signed counts.
 *
 * @param workflowId of the run that asks
 */
export async function lastVerification(
  about: About,
  workflowId: string,
  history: Pick<RunHistory, 'results'>,
  attestor: Attestor,
  signal: AbortSignal,
): Promise<LastVerification | null> {
  return firstOf(history.results('verifyMigration', withoutFiring(workflowId), signal), ({ run, result }) => {
    const found = result as Attested<VerificationResult>;
    return attestor.holds('verification', about, found) ? { run, result: found.value } : null;
  });
}

/** What was approved and delivered, as a result says; null for one that says nothing of it. */
export function approvedIn(result: PreparationResult | null): ApprovedState | null {
  switch (result?.outcome) {
    case 'prepared': {
      const { run, planDigest, bucket, account } = result;
      return {
        run,
        planDigest,
        bucket,
        policies: account.policies,
        consoleLogon: account.signIn !== null,
        programmaticAccess: account.accessKeyId !== null,
      };
    }
    case 'already prepared':
      return result.approved;
    case 'rejected':
    case 'approval timed out':
    case undefined:
      return null;
  }
}

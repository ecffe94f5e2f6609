import { signatureIn } from '../../contracts/approval/attested';
import { isPreparationResult, type PreparationResult } from '../../contracts/runs/result';
import { resultStatement } from '../../contracts/approval/result-statement';
import type { RecordedResult } from '../trust/run-history';
import type { WorkerKeys } from '../trust/worker-keys';

/** The result of a preparation if a worker signed it for just that run; null otherwise, as for what anybody may have given. */
export function resultOfRun(
  { run, result }: RecordedResult,
  keys: Pick<WorkerKeys, 'signed'>,
): PreparationResult | null {
  const found = Object(result) as Partial<PreparationResult>;
  const signature = signatureIn(found.signature);
  return found.run?.workflowId === run.workflowId &&
    found.run.runId === run.runId &&
    signature !== null &&
    keys.signed(resultStatement(found), signature) &&
    isPreparationResult(found)
    ? found
    : null;
}

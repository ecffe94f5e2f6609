import type { WorkerSignature } from '../../contracts/approval/attested';
import { resultStatement } from '../../contracts/approval/result-statement';
import type { WorkerKeys } from '../trust/worker-keys';

/** Signs a result, so that readers can distinguish it from a forged one. */
export function signedResult<T extends object>(
  result: T,
  keys: WorkerKeys,
): T & { readonly signature: WorkerSignature } {
  return { ...result, signature: keys.sign(resultStatement(result)) };
}

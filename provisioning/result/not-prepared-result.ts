import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { InventoryResult } from '../../contracts/inventory';
import type { UndoReport } from '../../contracts/provisioning';
import type { NotPreparedResult } from '../../contracts/result';
import type { RunIdentity } from '../../contracts/run-identity';

/** What a preparation that was not approved is made of. */
export interface NotApproved {
  readonly run: RunIdentity;
  readonly outcome: NotPreparedResult['outcome'];
  readonly because: Said;
  readonly planDigest: string;
  readonly inventory: InventoryResult;
  readonly undone: readonly UndoReport[];
}

/** The result of a preparation that was not approved, to be signed. */
export function notPreparedResult({
  run,
  outcome,
  because,
  planDigest,
  inventory,
  undone,
}: NotApproved): Omit<NotPreparedResult, 'signature' | 'audit' | 'decisions'> {
  const removed = undone.flatMap((report) => report.removed);
  const kept = undone.flatMap((report) => report.kept);
  return {
    outcome,
    summary: phrase('provisioning.notPrepared', { because, removed }),
    run,
    planDigest,
    inventory,
    undo: { removed, kept },
  };
}

import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { InventoryResult } from '../../contracts/listing/inventory';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { NotPreparedResult } from '../../contracts/runs/result';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** What a preparation that was not approved is made of. */
export interface NotApproved {
  readonly run: RunIdentity;
  readonly outcome: NotPreparedResult['outcome'];
  readonly because: Said;
  /** The key of ownership. */
  readonly preparation: string;
  readonly planDigest: string;
  readonly inventory: InventoryResult;
  readonly undone: readonly UndoReport[];
}

/** The result of a preparation that was not approved, to be signed. */
export function notPreparedResult({
  run,
  outcome,
  because,
  preparation,
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
    preparation,
    planDigest,
    inventory,
    undo: { removed, kept },
  };
}

/**
 * The result of a scheduled run whose preparation was rejected before, to be signed. Nobody was asked again, and nothing
 * was counted or made.
 *
 * @param command that asks them again
 */
export function rejectedBeforeResult(
  { askedIn, summary, ...rejected }: NotPreparedResult,
  run: RunIdentity,
  command: string,
): Omit<NotPreparedResult, 'signature' | 'audit' | 'decisions'> {
  const { outcome, preparation, planDigest, inventory } = rejected;
  return {
    outcome,
    // A firing after a firing says no more than the one before.
    summary:
      askedIn === undefined
        ? [summary, phrase('comparison.notAskedAgain', { workflowId: rejected.run.workflowId, command })]
        : summary,
    run,
    preparation,
    planDigest,
    inventory,
    undo: { removed: [], kept: [] },
    askedIn: askedIn ?? rejected.run,
  };
}

import type { AlreadyPreparedResult, ApprovedState, Comparison } from '../../contracts/runs/result';
import type { InventoryResult } from '../../contracts/listing/inventory';
import type { Preparation } from '../../contracts/runs/preparation';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { comparisonInWords } from '../../presentation/report/comparison-in-words';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { DeliveredMark } from '../trust/mark';

/** What a run of a delivered preparation found. */
export interface FoundAgain {
  readonly run: RunIdentity;
  readonly preparation: Preparation;
  readonly mark: DeliveredMark;
  /** What is there of what was delivered, and how to replace or revoke it. */
  readonly delivered: Said;
  readonly inventory: InventoryResult;
  readonly comparison: Comparison;
  readonly approved: ApprovedState | null;
}

/** The result of a run whose preparation was delivered before, to be signed. */
export function alreadyPreparedResult({
  run,
  preparation,
  mark,
  delivered,
  inventory,
  comparison,
  approved,
}: FoundAgain): Omit<AlreadyPreparedResult, 'signature'> {
  const { source, destination } = preparation;
  return {
    outcome: 'already prepared',
    summary: [
      phrase('comparison.prepared', { bucket: source.bucket }),
      ...comparisonInWords(comparison),
      delivered,
    ],
    run,
    preparation: preparation.id,
    source: { bucket: source.bucket, prefix: source.prefix },
    destination: { bucket: destination.bucket, region: destination.region },
    delivered: { at: mark.deliveredAt, until: mark.until },
    inventory,
    comparison,
    approved,
  };
}

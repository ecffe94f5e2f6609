import {
  DIFFERENCE_KINDS,
  isOfNothing,
  type DifferenceCounts,
  type SinceLast,
  type VerificationResult,
} from '../../contracts/migration/verification';
import type { LastVerification } from './last-results';

/** What a verification found compared with the last one of the same. */
export function sinceLastVerification(result: VerificationResult, last: LastVerification | null): SinceLast {
  const now = countsOf(result.differences);
  if (last === null) {
    const differs = DIFFERENCE_KINDS.some((kind) => now[kind].objects !== '0');
    return { with: null, before: null, changed: differs || isOfNothing(result) };
  }
  const before = countsOf(last.result.differences);
  return {
    with: { ...last.run, finishedAt: last.result.finishedAt },
    before,
    changed:
      (isOfNothing(result) && !isOfNothing(last.result)) ||
      DIFFERENCE_KINDS.some(
        (kind) => now[kind].objects !== before[kind].objects || now[kind].bytes !== before[kind].bytes,
      ),
  };
}

function countsOf(differences: DifferenceCounts): DifferenceCounts {
  const counts = DIFFERENCE_KINDS.map((kind) => {
    const { objects, bytes } = differences[kind];
    return [kind, { objects, bytes }] as const;
  });
  return Object.fromEntries(counts) as DifferenceCounts;
}

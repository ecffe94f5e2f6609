import {
  DIFFERENCE_KINDS,
  type DifferenceCounts,
  type SinceLast,
  type VerificationResult,
} from '../../contracts/verification';
import type { LastVerification } from './last-results';

/** What a verification found compared with the last one of the same. */
export function sinceLastVerification(
  { differences }: VerificationResult,
  last: LastVerification | null,
): SinceLast {
  const now = countsOf(differences);
  if (last === null) {
    return { with: null, before: null, changed: DIFFERENCE_KINDS.some((kind) => now[kind].objects !== '0') };
  }
  const before = countsOf(last.result.differences);
  return {
    with: { ...last.run, finishedAt: last.result.finishedAt },
    before,
    changed: DIFFERENCE_KINDS.some(
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

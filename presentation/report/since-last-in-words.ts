import {
  DIFFERENCE_KINDS,
  isOfNothing,
  type Differences,
  type SinceLast,
  type VerificationResult,
} from '../../contracts/migration/verification';
import type { Phrase } from '../words/phrase';
import { phrase } from '../words/words';

/** What a scheduled verification found, compared with the run before, a sentence each. */
export function sinceLastInWords(
  { with: last, before, changed }: SinceLast,
  result: Pick<VerificationResult, 'identical' | 'source' | 'differences'>,
): Phrase[] {
  const { differences: now } = result;
  if (last === null || before === null) {
    return [phrase('verify.noneBefore'), ...counted(now)];
  }
  const at = last.finishedAt;
  if (!changed) {
    return [phrase('verify.sameAsBefore', { at })];
  }
  const [found, differed] = [now, before].map((counts) =>
    DIFFERENCE_KINDS.some((kind) => counts[kind].objects !== '0'),
  );
  if (!found) {
    return [phrase(isOfNothing(result) ? 'verify.nothingNow' : 'verify.identicalNow', { at })];
  }
  return differed
    ? [phrase('verify.otherDifferences', { at }), ...counted(now, before)]
    : [phrase('verify.differentNow', { at }), ...counted(now)];
}

/** The kinds of which there are any, or that had others before. */
function counted(now: Differences, before: SinceLast['before'] = null): Phrase[] {
  return DIFFERENCE_KINDS.filter((kind) =>
    [now, before].some((one) => (one?.[kind].objects ?? '0') !== '0'),
  ).map((kind) => {
    const { objects, bytes } = now[kind];
    return phrase('verify.counted', { kind, objects, bytes, before: before?.[kind] ?? null });
  });
}

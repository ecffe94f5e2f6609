import type {
  Search,
  SideCheckpoint,
  VerificationResult,
  VerificationScope,
} from '../../contracts/migration/verification';
import { checkSample } from './check-sample';
import { compareChunks } from './compare-chunks';
import { concludeVerification } from './conclude-verification';
import { findDifferences, startSearch, type SearchOptions } from './find-differences';
import { chosenKeys } from './sampled-keys';
import { skipOf } from './side';

/** Two sides that are listed to their ends, and what to do about their differences. */
export interface JudgeOptions extends Omit<SearchOptions, 'search'> {
  readonly listed: { readonly source: SideCheckpoint; readonly destination: SideCheckpoint };
  /** How far an earlier attempt came; absent to begin. */
  readonly search?: Search | undefined;
  /** Called for each object of which the contents were compared, if a number of them is wanted. */
  readonly onSampled?: ((done: number, left: number) => void) | undefined;
}

/**
 * Compares what was summed up of both sides, lists again what differs, compares contents if the scope wants it, and
 * concludes.
 *
 * @throws PrepError of the error table, or the signal's reason; the last search given to `onProgress` stays good
 */
export async function judgeSides(options: JudgeOptions): Promise<VerificationResult> {
  const { listed, scope, onSampled } = options;
  const comparison = compareChunks(
    { sums: listed.source.sums, skip: skipOf(scope, 'source') },
    { sums: listed.destination.sums, skip: skipOf(scope, 'destination') },
    listsEverythingAgain(scope),
  );
  const { search = startSearch(comparison.differing) } = options;
  const { found } = await findDifferences({ ...options, search });
  const keys = sampleOf(scope, listed.source);
  const checked =
    keys === null ? found : await checkSample(found, { ...options, keys, onProgress: onSampled });
  return concludeVerification({ scope, ...listed, comparison, found: checked });
}

/** A share of all objects is compared while everything is listed again. */
export function listsEverythingAgain({ contents }: VerificationScope): boolean {
  return contents !== undefined && 'share' in contents;
}

function sampleOf({ contents }: VerificationScope, { sums: { sample } }: SideCheckpoint) {
  return contents === undefined || !('objects' in contents)
    ? null
    : chosenKeys(sample ?? { limit: 0, keys: [] });
}

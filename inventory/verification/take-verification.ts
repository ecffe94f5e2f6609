import type { SliceProgress } from '../../contracts/listing/inventory';
import type {
  SideCheckpoint,
  VerificationResult,
  VerificationScope,
} from '../../contracts/migration/verification';
import type { SideName } from './entry-filter';
import type { Difference } from './found-differences';
import { judgeSides } from './judge-sides';
import { listSide } from './list-side';
import type { Side } from './side';

/** Bytes of JSON that the cuts of a side may take where nothing stores them: some ten thousand. */
const MAX_CUT_BYTES = 2 ** 21;

/** What to compare in one go, without a server. */
export interface VerificationOptions {
  readonly source: Side;
  readonly destination: Side;
  readonly scope: VerificationScope;
  /** Requests under way on each side, at most. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Lists the destination elsewhere, as in a thread; absent to list it here. Progress is reported by it. */
  readonly listDestination?:
    ((maxCutBytes: number, signal: AbortSignal) => Promise<SideCheckpoint>) | undefined;
  /** What an earlier one listed; absent to begin. */
  readonly before?: Readonly<Record<SideName, SideCheckpoint>> | undefined;
  /** Gets what was listed of a side that this process lists, and of each at its end. */
  readonly onCheckpoint?:
    ((side: SideName, checkpoint: () => SideCheckpoint, isWhole: boolean) => void) | undefined;
  readonly pageKeys?: number | undefined;
  readonly firstMask?: number | undefined;
  readonly maxCutBytes?: number | undefined;
  readonly onListed: (side: SideName, progress: SliceProgress) => void;
  /** Both sides are listed. @returns whether to leave out the contents, which the scope asks for */
  readonly onListedWhole?: ((objects: number) => Promise<'keys only' | 'as asked'>) | undefined;
  /** @param left objects whose contents are still to be compared */
  readonly onSampled?: ((done: number, left: number) => void) | undefined;
  /** @param left ranges that are still to be listed again */
  readonly onSearched: (done: number, left: number) => void;
  readonly onDifference?: ((difference: Difference) => void) | undefined;
}

/**
 * Verifies a migration in this process: lists both sides at the same time, compares their sums, and lists again what
 * differs.
 *
 * @throws PrepError of the error table, or the signal's reason
 */
export async function takeVerification(options: VerificationOptions): Promise<VerificationResult> {
  const { source, destination, scope, concurrency, signal, pageKeys, onSearched } = options;
  // The error of one side ends the other.
  const cancel = new AbortController();
  const either = AbortSignal.any([signal, cancel.signal]);
  const { maxCutBytes = MAX_CUT_BYTES, listDestination } = options;
  const listOrResume = async (side: Side): Promise<SideCheckpoint> => {
    const checkpoint = options.before?.[side.name];
    if (checkpoint?.listing.ranges.length === 0) {
      return checkpoint;
    }
    if (side.name === 'destination' && listDestination !== undefined) {
      return listDestination(maxCutBytes, either);
    }
    return listSide({
      side,
      scope,
      checkpoint,
      concurrency,
      pageKeys,
      budgetMs: Infinity,
      maxCutBytes,
      firstMask: options.firstMask,
      signal: either,
      onProgress(progress, reached) {
        options.onListed(side.name, progress);
        options.onCheckpoint?.(side.name, reached, false);
      },
    });
  };
  const list = async (side: Side): Promise<SideCheckpoint> => {
    try {
      const whole = await listOrResume(side);
      options.onCheckpoint?.(side.name, () => whole, true);
      return whole;
    } catch (error) {
      cancel.abort(error);
      throw error;
    }
  };
  const [ours, theirs] = await Promise.all([list(source), list(destination)]);
  return judgeSides({
    listed: { source: ours, destination: theirs },
    source,
    destination,
    scope: (await options.onListedWhole?.(largerOf(ours, theirs))) === 'keys only' ? keysOnly(scope) : scope,
    concurrency,
    signal,
    pageKeys,
    onDifference: options.onDifference,
    onProgress: (search) => onSearched(search.found.ranges, search.left.length),
    onSampled: options.onSampled,
  });
}

const largerOf = (...sides: readonly SideCheckpoint[]): number =>
  Math.max(...sides.map(({ listing }) => Number(listing.totals.objects)));

/** The same without a comparison of contents. */
function keysOnly(scope: VerificationScope): VerificationScope {
  const { contents, ...rest } = scope;
  return contents === undefined ? scope : rest;
}

import type { SliceProgress } from '../../contracts/listing/inventory';
import type { SideCheckpoint, VerificationScope } from '../../contracts/migration/verification';
import { nothingListed } from '../../contracts/listing/inventory-merge';
import { startListing } from '../ranges/checkpoint';
import type { Clock } from '../clock';
import { InnerLoops } from '../inner-loops';
import { runSlice } from '../run-slice';
import { KeyChunks } from './key-chunks';
import { SampledKeys } from './sampled-keys';
import { SideTotals } from './side-totals';
import { filterOf, skipOf, type Side } from './side';

/** What to list of a side, from where, and for how long. */
export interface SideOptions {
  readonly side: Side;
  readonly scope: VerificationScope;
  /** Absent to begin. */
  readonly checkpoint?: SideCheckpoint | undefined;
  readonly concurrency: number;
  readonly requestsPerSecond?: number | undefined;
  readonly pageKeys?: number | undefined;
  /** Milliseconds after which it ends with what is left; Infinity for no end. */
  readonly budgetMs: number;
  /** Bytes of JSON that its cuts may take. */
  readonly maxCutBytes: number;
  /** Bytes of JSON that keys may take of which the contents are to be compared; absent for no bound. */
  readonly maxSampleBytes?: number | undefined;
  /** Bits of the hash that are zero at a cut, to begin with; absent for one key in 256. */
  readonly firstMask?: number | undefined;
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
  /** @param checkpoint gives the checkpoint to continue from, if it is called at once */
  readonly onProgress: (progress: SliceProgress, checkpoint: () => SideCheckpoint) => void;
}

/** Nothing listed of a side. */
export function startSide(): SideCheckpoint {
  return {
    listing: startListing(nothingListed(new Date().toISOString())),
    sums: { mask: 0, chunks: [], leftOut: { reports: 0, markers: 0, changedLater: 0 } },
  };
}

/**
 * Lists a side until it is done or the time is up, and sums up its keys between cuts.
 *
 * @throws PrepError of the error table, or the signal's reason; the last checkpoint of `onProgress` stays good
 */
export async function listSide(options: SideOptions): Promise<SideCheckpoint> {
  const {
    side,
    scope,
    checkpoint = startSide(),
    maxCutBytes,
    maxSampleBytes,
    firstMask,
    onProgress,
    ...how
  } = options;
  const chunks = new KeyChunks(
    filterOf(scope, side),
    skipOf(scope, side.name),
    maxCutBytes,
    checkpoint.sums,
    firstMask,
    sampleOf(scope, side, maxSampleBytes, checkpoint),
  );
  const { checkpoint: listing } = await runSlice({
    ...side,
    ...how,
    checkpoint: checkpoint.listing,
    running: new SideTotals(checkpoint.listing.totals, chunks, new InnerLoops()),
    onProgress: (reached, progress) =>
      onProgress(progress, () => ({ listing: reached, sums: chunks.toJson() })),
  });
  return { listing, sums: chunks.toJson() };
}

/** Chooses keys of the source alone, if so many objects are to have their contents compared. */
function sampleOf(
  { contents }: VerificationScope,
  { name }: Side,
  maxBytes = Infinity,
  { sums: { sample } }: SideCheckpoint,
): SampledKeys | undefined {
  return contents !== undefined && 'objects' in contents && name === 'source'
    ? new SampledKeys(contents.objects, maxBytes, sample)
    : undefined;
}

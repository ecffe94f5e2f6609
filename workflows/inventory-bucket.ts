import {
  ApplicationFailure,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { SliceOutcome } from '../activities/inventory-slice';
import { humanBytes, humanCount } from '../contracts/human-units';
import type { InventoryCheckpoint, InventoryResult, Tally } from '../contracts/inventory';
import { dealRanges, mergeCheckpoints } from '../contracts/inventory-merge';
import type { SourceRequest } from '../contracts/preparation';
import { surfaced } from './preparation/failure';
import { innermost } from './preparation/problem';
import { inventoryActivities } from './preparation/step-activities';

/**
 * The first slice finishes most buckets by itself. For the rest it finds out where the keys are, and parts are dealt:
 * at first for a short while, as nobody knows yet how large they are, then for twice as long each time, so that the
 * history stays short.
 */
const FIRST_SLICE_MS = 10_000;
const FIRST_ROUND_MS = 10_000;
const LONGEST_ROUND_MS = 10 * 60_000;
/** A longer history is left behind: the checkpoint holds all there is to go on with. */
const MAX_EVENTS = 2000;

/**
 * Counts every object of a KS3 bucket: exact totals with the proof that they are complete, or a failure that says
 * why not, which carries the checkpoint to go on from.
 *
 * @param input one JSON object; only `source.bucket` is required
 * @param resume the checkpoint of an earlier, failed inventory of the same source
 */
export async function inventoryBucket(
  input: unknown,
  resume?: InventoryCheckpoint,
): Promise<InventoryResult> {
  try {
    const source = await inventoryActivities('Validate the input').validateInventory(input);
    const first = await listSlice(source, resume ?? null, 'first slice', FIRST_SLICE_MS, 1);
    let { checkpoint } = first;
    for (let round = 1; checkpoint.ranges.length > 0; round++) {
      setCurrentDetails(details('Listing', checkpoint.totals));
      if (workflowInfo().historyLength > MAX_EVENTS) {
        await continueAsNew<typeof inventoryBucket>(input, checkpoint);
      }
      checkpoint = await listSideBySide(source, dealRanges(checkpoint, first.parallelSlices), round);
    }
    setCurrentDetails(details('Complete', checkpoint.totals));
    return await inventoryActivities('Prove that it is complete').concludeInventory({
      bucket: source.bucket,
      checkpoint,
    });
  } catch (error) {
    throw surfaced(error);
  }
}

/** The checkpoint that the failure of an inventory carries, if it came that far. */
export function checkpointIn(error: unknown): InventoryCheckpoint | undefined {
  const failure = innermost(error);
  const found: readonly unknown[] = failure instanceof ApplicationFailure ? (failure.details ?? []) : [];
  return found.find((detail): detail is InventoryCheckpoint => {
    return typeof detail === 'object' && detail !== null && 'ranges' in detail && 'totals' in detail;
  });
}

function listSlice(
  source: SourceRequest,
  checkpoint: InventoryCheckpoint | null,
  label: string,
  budgetMs: number,
  sideBySide: number,
): Promise<SliceOutcome> {
  return inventoryActivities(`List KS3 bucket ${source.bucket}, ${label}`).inventorySlice({
    source,
    checkpoint,
    budgetMs,
    sideBySide,
  });
}

/** Lists parts of the keyspace at the same time, each on any worker. A failure carries what all of them counted. */
async function listSideBySide(
  source: SourceRequest,
  parts: readonly InventoryCheckpoint[],
  round: number,
): Promise<InventoryCheckpoint> {
  const budgetMs = Math.min(LONGEST_ROUND_MS, FIRST_ROUND_MS * 2 ** (round - 1));
  const listed = await Promise.allSettled(
    parts.map((part, at) =>
      listSlice(source, part, `round ${round}, part ${at + 1} of ${parts.length}`, budgetMs, parts.length),
    ),
  );
  const [first, ...rest] = listed.map((slice, at) =>
    slice.status === 'fulfilled' ? slice.value.checkpoint : (checkpointIn(slice.reason) ?? parts[at]),
  );
  const reached = mergeCheckpoints(first as InventoryCheckpoint, ...(rest as InventoryCheckpoint[]));
  const failed = listed.find((slice) => slice.status === 'rejected');
  if (failed === undefined) {
    return reached;
  }
  const failure = innermost(failed.reason);
  throw failure instanceof ApplicationFailure && !isCancellation(failed.reason)
    ? ApplicationFailure.nonRetryable(failure.message, failure.type ?? undefined, reached)
    : failed.reason;
}

function details(heading: string, { objects, bytes }: Tally): string {
  return `### ${heading}\n\n**Objects** ${humanCount(objects)} · **Bytes** ${humanCount(bytes)} (${humanBytes(bytes)})`;
}

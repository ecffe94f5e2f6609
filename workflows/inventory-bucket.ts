import { ApplicationFailure, setCurrentDetails } from '@temporalio/workflow';
import { humanBytes, humanCount } from '../contracts/human-units';
import type { InventoryCheckpoint, InventoryResult, SliceProgress } from '../contracts/inventory';
import { surfaced } from './preparation/failure';
import { innermost } from './preparation/problem';
import { inventoryActivities } from './preparation/step-activities';

/** A short first slice finishes most buckets at once; the long ones keep the history short for the rest. */
const FIRST_SLICE_MS = 60_000;
const SLICE_MS = 10 * 60_000;

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
    let checkpoint = resume ?? null;
    for (let slice = 1; ; slice++) {
      const outcome = await inventoryActivities(
        `List KS3 bucket ${source.bucket}, slice ${slice}`,
      ).inventorySlice({
        source,
        checkpoint,
        budgetMs: slice === 1 ? FIRST_SLICE_MS : SLICE_MS,
      });
      if (outcome.done) {
        const { objects, bytes } = outcome.result.totals;
        setCurrentDetails(
          `### Complete\n\n**Objects** ${humanCount(objects)} · **Bytes** ${humanCount(bytes)} (${humanBytes(bytes)})`,
        );
        return outcome.result;
      }
      checkpoint = outcome.checkpoint;
      setCurrentDetails(soFar(slice, outcome.progress));
    }
  } catch (error) {
    throw surfaced(error);
  }
}

/** The checkpoint that the failure of an inventory carries, if it came that far. */
export function checkpointIn(error: unknown): InventoryCheckpoint | undefined {
  const failure = innermost(error);
  const details: readonly unknown[] = failure instanceof ApplicationFailure ? (failure.details ?? []) : [];
  return details.find((detail): detail is InventoryCheckpoint => {
    return typeof detail === 'object' && detail !== null && 'ranges' in detail && 'totals' in detail;
  });
}

function soFar(slices: number, { objects, bytes }: SliceProgress): string {
  return `### Listing\n\nAfter ${slices} ${slices === 1 ? 'slice' : 'slices'}: **Objects** ${humanCount(objects)} · **Bytes** ${humanBytes(bytes)}`;
}

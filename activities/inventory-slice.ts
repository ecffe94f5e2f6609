import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import type { SourceRequest } from '../contracts/preparation';
import type { Settings } from '../contracts/settings';
import { runSlice } from '../inventory/run-slice';
import { startCheckpoint } from '../inventory/checkpoint';
import type { Clouds } from './clouds';
import { toFailure } from './guarded-activity';

/**
 * Heartbeats of a listing are so far apart at most, and no further than this share of the time that it has taken: each
 * is stored by Temporal, and what came behind the last one is what a killed worker loses.
 */
const HEARTBEAT_EVERY_MS = 2000;
const HEARTBEAT_EVERY_SHARE = 0.03;

/** What to list in one slice. */
export interface SliceRequest {
  readonly source: SourceRequest;
  /** What earlier slices counted and left; null to begin. */
  readonly checkpoint: InventoryCheckpoint | null;
  /** Milliseconds after which the slice hands over what is left. */
  readonly budgetMs: number;
  /** How many slices of the bucket run at the same time: they share the requests that it may get. Absent for one. */
  readonly sideBySide?: number;
}

/** What a slice counted and left, and how many may run side by side from here. */
export interface SliceOutcome {
  readonly checkpoint: InventoryCheckpoint;
  readonly progress: SliceProgress;
  readonly parallelSlices: number;
}

/** The heartbeat: readable progress for the Web UI, and the checkpoint that a retry goes on from, as one value. */
export interface SliceHeartbeat extends SliceProgress {
  readonly checkpoint: InventoryCheckpoint;
}

/**
 * Lists a part of the keyspace until it is done or its time is up.
 *
 * Resumes from its last heartbeat: totals and cursors travel as one value, so nothing is lost or counted twice
 * however it was interrupted. A failure carries the checkpoint in its details.
 *
 * @throws failures of the error table, `Ks3…`
 */
export async function inventorySlice(
  { source, checkpoint, budgetMs, sideBySide = 1 }: SliceRequest,
  settings: Settings,
  clouds: Clouds,
): Promise<SliceOutcome> {
  let latest = lastHeartbeat()?.checkpoint ?? checkpoint ?? startCheckpoint();
  let toldAtMs = -Infinity;
  const ks3 = clouds.ks3(source);
  try {
    const { checkpoint: left, progress } = await runSlice({
      source: ks3,
      bucket: source.bucket,
      prefix: source.prefix,
      checkpoint: latest,
      concurrency: Math.max(1, Math.floor(settings.inventory.concurrency / sideBySide)),
      budgetMs,
      signal: cancellationSignal(),
      onProgress: (reached: InventoryCheckpoint, soFar: SliceProgress) => {
        latest = reached;
        const { listingMs } = reached.totals;
        if (listingMs - toldAtMs >= Math.min(HEARTBEAT_EVERY_MS, HEARTBEAT_EVERY_SHARE * listingMs)) {
          toldAtMs = listingMs;
          heartbeat({ ...soFar, checkpoint: reached } satisfies SliceHeartbeat);
        }
      },
    });
    return { checkpoint: left, progress, parallelSlices: settings.inventory.parallelSlices };
  } catch (error) {
    throw toFailure(error, [latest]);
  } finally {
    ks3.close();
  }
}

function lastHeartbeat(): SliceHeartbeat | undefined {
  return activityInfo().heartbeatDetails as SliceHeartbeat | undefined;
}

import { cancellationSignal } from '@temporalio/activity';
import type { Language } from '../presentation/words/language';
import type { InventoryCheckpoint, SliceProgress } from '../contracts/listing/inventory';
import type { SourceRequest } from '../contracts/runs/preparation';
import type { Settings } from '../contracts/settings';
import { runInventorySlice } from '../inventory/run-inventory-slice';
import type { Attested } from '../contracts/approval/attested';
import type { Clouds } from '../provisioning/clouds';
import { countedFailure } from './guarded-activity';
import { listingMetrics } from './metrics';
import { withMemory, type Memory } from './with-memory';
import type { Attestor } from '../provisioning/trust/attestor';
import type { InventoryPart } from '../provisioning/trust/attested-parts';
import { inventoryAbout } from '../provisioning/trust/inventory-about';

/**
 * Heartbeats of a listing are so far apart at most, and no further than this share of the time that it has taken: each
 * is stored by Temporal, and what came behind the last one is what a killed worker loses.
 */
const HEARTBEAT_EVERY_MS = 2000;
const HEARTBEAT_EVERY_SHARE = 0.03;

/** What to list in one slice. */
export interface SliceRequest {
  /** As `inventoryBucket` takes it, or a preparation: what is listed follows from it and the configuration. */
  readonly input: unknown;
  readonly part: Attested<InventoryPart>;
  /** Milliseconds after which the slice hands over what is left. */
  readonly budgetMs: number;
  /** How many slices of the bucket run at the same time: they share the requests that it may get. */
  readonly sideBySide: number;
}

/** What a slice counted and left, and how many may run side by side from here. */
export interface SliceOutcome {
  readonly part: Attested<InventoryPart>;
  readonly progress: SliceProgress;
  readonly parallelSlices: number;
}

/** The heartbeat: readable progress for the Web UI, and the part that a retry resumes from, as one value. */
export interface SliceHeartbeat extends SliceProgress {
  readonly part: Attested<InventoryPart>;
}

/** What a slice works with. */
export interface SliceTools {
  readonly source: SourceRequest;
  readonly settings: Settings;
  readonly clouds: Clouds;
  readonly attestor: Attestor;
  /** Of failures. */
  readonly language: Language;
}

/**
 * Lists a part of the keyspace until it is done or its time is up.
 *
 * Resumes from its last heartbeat: totals and cursors travel as one value, so nothing is lost or counted twice
 * however it was interrupted. A failure carries the part in its details.
 *
 * @throws failures of the error table, `Ks3…`, `NotAuthentic`
 */
export function inventorySlice(
  request: Omit<SliceRequest, 'input'>,
  tools: SliceTools,
): Promise<SliceOutcome> {
  return withMemory((memory: Memory<SliceHeartbeat>) => listed(request, tools, memory));
}

async function listed(
  { part, budgetMs, sideBySide }: Omit<SliceRequest, 'input'>,
  { source, settings, clouds, attestor, language }: SliceTools,
  { kept, keep }: Memory<SliceHeartbeat>,
): Promise<SliceOutcome> {
  const about = inventoryAbout(source);
  const { id, checkpoint } = attestor.read('checkpoint', about, kept?.part ?? part);
  const attested = (reached: InventoryCheckpoint) =>
    attestor.attest('checkpoint', about, { id, checkpoint: reached });
  let latest = checkpoint;
  const count = listingMetrics(checkpoint.totals);
  let toldAtMs = -Infinity;
  const ks3 = clouds.ks3(source);
  try {
    const { checkpoint: left, progress } = await runInventorySlice({
      source: ks3,
      bucket: source.bucket,
      prefix: source.prefix,
      checkpoint,
      concurrency: Math.max(1, Math.floor(settings.inventory.concurrency / sideBySide)),
      budgetMs,
      signal: cancellationSignal(),
      onProgress: (reached: InventoryCheckpoint, soFar: SliceProgress) => {
        latest = reached;
        const { listingMs } = reached.totals;
        if (listingMs - toldAtMs >= Math.min(HEARTBEAT_EVERY_MS, HEARTBEAT_EVERY_SHARE * listingMs)) {
          toldAtMs = listingMs;
          count(reached.totals);
          keep({ ...soFar, part: attested(reached) });
        }
      },
    });
    count(left.totals);
    const { parallelSlices } = settings.inventory;
    return { part: attested(left), progress, parallelSlices };
  } catch (error) {
    count(latest.totals);
    throw countedFailure(error, language, [attested(latest)]);
  } finally {
    ks3.close();
  }
}

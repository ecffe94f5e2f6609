import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import { dealRanges, mergeCheckpoints } from '../../contracts/listing/inventory-merge';
import { runInventorySlice } from '../../inventory/run-inventory-slice';
import type { PageRequest } from '../../contracts/listing/listing';
import type { PageSource } from '../../inventory/pages/page-source';
import { TurningClock } from './turning-clock';

/** Slices side by side, and what ends them if not that they are done. */
export interface Leg {
  readonly parts: number;
  readonly concurrency: number;
  readonly pageKeys: number;
  readonly ends:
    | null
    /** Like a power cut: after that many requests, no report counts any more. */
    | { readonly killedAfter: number }
    /** As Ctrl-C: after so many requests, with a last word. */
    | { readonly stoppedAfter: number }
    | { readonly budgetMs: number };
}

const REQUEST_MS = 30;

/** An inventory as a workflow takes it: leg after leg of slices, each from what the one before reached. */
export class Campaign {
  constructor(
    private readonly store: PageSource,
    private readonly prefix: string,
    public reached: InventoryCheckpoint,
  ) {}

  async run(leg: Leg): Promise<void> {
    if (this.reached.ranges.length === 0) {
      return;
    }
    const clock = new TurningClock();
    const kill = new AbortController();
    let requests = 0;
    const { ends } = leg;
    const last =
      ends === null || 'budgetMs' in ends
        ? Infinity
        : 'killedAfter' in ends
          ? ends.killedAfter
          : ends.stoppedAfter;
    const source: PageSource = {
      fetchPage: (request: PageRequest, signal: AbortSignal) => {
        clock.turn(REQUEST_MS);
        if (requests++ >= last) {
          kill.abort();
        }
        return this.store.fetchPage(request, signal);
      },
    };
    const slices = dealRanges(this.reached, leg.parts).map(async (dealt) => {
      let told = overTheWire(dealt);
      await runInventorySlice({
        source,
        bucket: 'photos',
        prefix: this.prefix,
        checkpoint: told,
        concurrency: leg.concurrency,
        pageKeys: leg.pageKeys,
        budgetMs: ends !== null && 'budgetMs' in ends ? ends.budgetMs : Infinity,
        signal: kill.signal,
        clock,
        onProgress: (reached) => {
          if (!kill.signal.aborted || (ends !== null && 'stoppedAfter' in ends)) {
            told = overTheWire(reached);
          }
        },
      }).catch((error: unknown) => {
        if (error !== kill.signal.reason) {
          throw error;
        }
      });
      return told;
    });
    const [first, ...rest] = await Promise.all(slices);
    this.reached = overTheWire(mergeCheckpoints(first as InventoryCheckpoint, ...rest));
  }
}

function overTheWire(checkpoint: InventoryCheckpoint): InventoryCheckpoint {
  return JSON.parse(JSON.stringify(checkpoint)) as InventoryCheckpoint;
}

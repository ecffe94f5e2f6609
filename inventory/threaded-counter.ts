import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { InventoryTotals } from '../contracts/inventory';
import { InlineCounter, type Effort, type PageCounter, type PageVerdict } from './page-counter';
import type { AskedPage } from './page-scanner';

/** What the thread is told. */
export type ThreadRequest =
  | { readonly do: 'begin'; readonly before: InventoryTotals; readonly prefixBytes: number }
  | { readonly do: 'count'; readonly body: Uint8Array; readonly asked: AskedPage }
  | { readonly do: 'totals'; readonly effort: Effort };

/** What the thread answers to `count`. */
export interface CountAnswer {
  readonly verdict: PageVerdict;
  /** The memory of the body. */
  readonly memory: ArrayBufferLike;
}

/** Beside this file once it is compiled. */
const THREAD = join(__dirname, 'scan-thread.js');
/** Pages die young, and a small young generation is emptied often: memory stays small however many there are. */
const YOUNG_MB = 4;
/** Larger than the memory that Node shares among small buffers. */
const POOL_BYTES = 2 ** 16;
const NO_EFFORT: Effort = { requests: 0, listingMs: 0 };

/**
 * Counts in a thread of its own, so that reading pages and talking to the store have a processor each. A thread takes
 * a while to start and most buckets are small: it is started by the first page that is not the last, and until it is
 * up pages are counted in the calling thread; then the totals move over.
 */
export class ThreadedCounter implements PageCounter {
  readonly #inline: InlineCounter;
  #thread: Worker | undefined;
  #up = false;
  /** Whom to tell what the thread answers, in the order in which it was asked. */
  readonly #asked: ((answer: never) => void)[] = [];

  /** @param broken told when the thread died, which is an error of this program or of memory */
  constructor(
    before: InventoryTotals,
    private readonly prefixBytes: number,
    private readonly broken: (error: Error) => void,
  ) {
    this.#inline = new InlineCounter(before, prefixBytes);
  }

  count(
    body: Uint8Array,
    asked: AskedPage,
    told: (verdict: PageVerdict, memory: ArrayBufferLike) => void,
  ): void {
    if (this.#up) {
      // Memory that is not a page's alone, as Node's pool for small buffers, cannot move.
      const own = body.byteOffset === 0 && body.buffer.byteLength >= POOL_BYTES ? body : new Uint8Array(body);
      this.#send<CountAnswer>(
        { do: 'count', body: own, asked },
        [own.buffer as ArrayBuffer],
        ({ verdict, memory }) => told(verdict, memory),
      );
      return;
    }
    this.#inline.count(body, asked, (verdict, memory) => {
      if ('page' in verdict && verdict.page.truncated) {
        this.#start();
      }
      told(verdict, memory);
    });
  }

  totals(effort: Effort, told: (totals: InventoryTotals) => void): void {
    if (this.#up) {
      this.#send({ do: 'totals', effort }, [], told);
    } else {
      this.#inline.totals(effort, told);
    }
  }

  close(): void {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#asked.length = 0;
    thread?.removeAllListeners();
    void thread?.terminate();
  }

  #start(): void {
    if (this.#thread !== undefined || !existsSync(THREAD)) {
      return;
    }
    const thread = new Worker(THREAD, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    this.#thread = thread;
    thread.once('error', this.broken);
    thread.once('message', () => {
      this.#inline.totals(NO_EFFORT, (before) => {
        thread.postMessage({ do: 'begin', before, prefixBytes: this.prefixBytes } satisfies ThreadRequest);
      });
      this.#up = true;
      thread.on('message', (answer: unknown) => this.#asked.shift()?.(answer as never));
    });
  }

  #send<T>(request: ThreadRequest, transfer: ArrayBuffer[], told: (answer: T) => void): void {
    this.#asked.push(told);
    this.#thread?.postMessage(request, transfer);
  }
}

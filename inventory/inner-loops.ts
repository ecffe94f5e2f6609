import { EntryOffsets } from './pages/entry-offsets';
import type { KeyBytes } from './pages/key-bytes';
import { SHAPE_KINDS, type ReadField } from './pages/entry-shape';
import { instantiateInnerLoops, type InnerLoopExports } from './inner-loops-module';

/** Reading sixteen bytes at a time may pass the end of a text. */
const PADDING = 64;
/** `<Contents><Key>a</Key><Size>0</Size></Contents>`: no entry is shorter. */
const MIN_ENTRY_BYTES = 46;
const MIN_CAPACITY = 8192;
const WASM_PAGE = 65_536;

/** A page in the memory of the inner loops. */
export interface LoadedPage {
  /** The memory up to the page's end. */
  readonly page: Buffer;
  /** Where the page begins in it. */
  readonly start: number;
}

/**
 * What is done to every byte of a page and to every object, in WebAssembly: six times as fast as in JavaScript, and
 * from the first page on. One instance holds one page at a time, and the running digest.
 *
 * Only loops are there; what a page must be, and what is counted, is decided in `page-scanner.ts` and `tallies.ts`.
 */
export class InnerLoops {
  readonly calls: InnerLoopExports = instantiateInnerLoops();
  #capacity = 0;
  #pageStart = 0;
  #pageEnd = 0;
  #afterStart = 0;
  #afterEnd = 0;
  #entries: EntryOffsets | undefined;

  /** Of the page that was loaded last. */
  get entries(): EntryOffsets {
    this.#entries ??= new EntryOffsets(this.calls.memory.buffer, this.#columns, this.#capacity);
    return this.#entries;
  }

  /**
   * Copies a page into the memory. What an earlier call returned is not to be used any more.
   *
   * @param after the position after which it was requested
   */
  load(body: Uint8Array, after: KeyBytes): LoadedPage {
    const needed = Math.floor(body.length / MIN_ENTRY_BYTES) + 1;
    if (needed > this.#capacity) {
      this.#capacity = Math.max(MIN_CAPACITY, 2 ** Math.ceil(Math.log2(needed)));
      this.#pageStart = aligned(this.#columns + this.#capacity * this.calls.entryBytes());
      this.calls.layOut(this.#columns, this.#capacity);
      this.#entries = undefined;
    }
    this.#pageEnd = this.#pageStart + body.length;
    this.#afterStart = this.#pageEnd + PADDING;
    this.#afterEnd = this.#afterStart + after.length;
    this.#reserve(this.#afterEnd + PADDING);
    const { buffer } = this.calls.memory;
    Buffer.from(buffer).write(after, this.#afterStart, 'latin1');
    const page = Buffer.from(buffer, 0, this.#pageEnd);
    page.set(body, this.#pageStart);
    this.entries.length = 0;
    return { page, start: this.#pageStart };
  }

  /** Teaches the loops what the markup of an entry is, from `start` to `end` of the page. */
  learnShape(start: number, end: number, fields: readonly ReadField[]): void {
    const { calls } = this;
    const bytes = new Uint8Array(calls.memory.buffer);
    const text = calls.shapeText();
    calls.clearShape();
    let [from, length] = [start, 0];
    for (const { kind, valueStart, valueEnd } of [
      ...fields,
      { kind: 'last', valueStart: end, valueEnd: end } as const,
    ]) {
      const literalEnd = length + valueStart - from;
      if (calls.addToShape(literalEnd, SHAPE_KINDS[kind]) === 0) {
        return;
      }
      bytes.copyWithin(text + length, from, valueStart);
      [from, length] = [valueEnd, literalEnd];
    }
  }

  /**
   * Reads entries of the learnt shape from a position on and notes them.
   *
   * @returns the position behind the last that has this shape; `from` if none has
   */
  readEntries(from: number): number {
    const { calls, entries } = this;
    entries.length = calls.readEntries(from, this.#pageEnd, entries.length, this.#capacity);
    return calls.behind();
  }

  /** The entry that does not lie behind the one before it in byte order, or behind `after`; -1 if all do. */
  firstOutOfOrder(): number {
    return this.calls.firstOutOfOrder(this.entries.length, this.#afterStart, this.#afterEnd);
  }

  get #columns(): number {
    return aligned(this.calls.firstFree());
  }

  /** Makes the memory reach an address. Growing it moves it, and views of it become useless. */
  #reserve(end: number): void {
    const { memory } = this.calls;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / WASM_PAGE));
      this.#entries = undefined;
    }
  }
}

function aligned(address: number): number {
  return Math.ceil(address / 16) * 16;
}

/**
 * Where the parts of a page's entries lie, side by side; positions are offsets into the memory that holds the page.
 * The columns are the memory of `InnerLoops`, laid out as `inner-loops/layout.ts` does.
 */
export class EntryOffsets {
  length = 0;
  readonly size: Float64Array;
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  /** -1 if the entry has none. */
  readonly classStart: Int32Array;
  readonly classEnd: Int32Array;
  /** -1 if the entry has none. */
  readonly dateStart: Int32Array;
  /** What is in the key that an encoding may have written: bits of `Mark`. */
  readonly marks: Uint8Array;
  /** Runs of neighbouring keys under one top-level prefix. */
  readonly runs: {
    /** The prefix; empty if the keys have none. */
    readonly start: Int32Array;
    readonly end: Int32Array;
    readonly objects: Int32Array;
    readonly bytes: Float64Array;
  };
  /** Entries that need a closer look, and why: bits of `Reason`. */
  readonly specials: { readonly index: Int32Array; readonly reasons: Uint8Array };

  /** @param at multiple of 8 */
  constructor(memory: ArrayBuffer, at: number, capacity: number) {
    let next = at;
    const column = <T>(
      Kind: new (memory: ArrayBuffer, at: number, length: number) => T,
      bytes: number,
    ): T => {
      const made = new Kind(memory, next, capacity);
      next += capacity * bytes;
      return made;
    };
    this.size = column(Float64Array, 8);
    const runBytes = column(Float64Array, 8);
    this.keyStart = column(Int32Array, 4);
    this.keyEnd = column(Int32Array, 4);
    this.classStart = column(Int32Array, 4);
    this.classEnd = column(Int32Array, 4);
    this.dateStart = column(Int32Array, 4);
    this.runs = {
      start: column(Int32Array, 4),
      end: column(Int32Array, 4),
      objects: column(Int32Array, 4),
      bytes: runBytes,
    };
    const index = column(Int32Array, 4);
    this.marks = column(Uint8Array, 1);
    this.specials = { index, reasons: column(Uint8Array, 1) };
  }
}

/** Bytes of a key that an encoding may have written. */
export const Mark = { percent: 1, plus: 2, ampersand: 4 } as const;

/** Why an entry needs a closer look. */
export const Reason = { large: 1, leadingSlash: 2, longKey: 4, tooLarge: 8, empty: 16 } as const;

/** The `Mark` of a byte, or 0. */
export function markOf(byte: number): number {
  switch (byte) {
    case 0x25:
      return Mark.percent;
    case 0x2b:
      return Mark.plus;
    case 0x26:
      return Mark.ampersand;
    default:
      return 0;
  }
}

/** Where the parts of a page's entries lie, side by side; positions are byte offsets into the page. */
export class EntryOffsets {
  length = 0;
  keyStart = new Int32Array(1024);
  keyEnd = new Int32Array(1024);
  /** What is in the key that an encoding may have written: bits of `Mark`. */
  marks = new Uint8Array(1024);
  size = new Float64Array(1024);
  /** -1 where the entry has none. */
  classStart = new Int32Array(1024);
  classEnd = new Int32Array(1024);
  /** -1 where the entry has none. */
  dateStart = new Int32Array(1024);

  /** Makes room for twice as many entries. */
  grow(): void {
    const twice = this.keyStart.length * 2;
    this.keyStart = copied(new Int32Array(twice), this.keyStart);
    this.keyEnd = copied(new Int32Array(twice), this.keyEnd);
    this.marks = copied(new Uint8Array(twice), this.marks);
    this.size = copied(new Float64Array(twice), this.size);
    this.classStart = copied(new Int32Array(twice), this.classStart);
    this.classEnd = copied(new Int32Array(twice), this.classEnd);
    this.dateStart = copied(new Int32Array(twice), this.dateStart);
  }
}

/** Bytes of a key that an encoding may have written. */
export const Mark = { percent: 1, plus: 2, ampersand: 4 } as const;

/** The bit of `MARK_OF` for the byte that ends a text: `<`. */
export const STOP = 0x80;

/** By byte: what it may mean in a key. */
export const MARK_OF = new Uint8Array(256);
MARK_OF[0x3c] = STOP;
MARK_OF[0x25] = Mark.percent;
MARK_OF[0x2b] = Mark.plus;
MARK_OF[0x26] = Mark.ampersand;

function copied<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  return to;
}

import { MARK_OF, STOP, type EntryOffsets } from './entry-offsets';

/** What an element of an entry is to an inventory. */
export type FieldKind = 'key' | 'size' | 'class' | 'date' | 'other';

/** An element of an entry, as the generic reader found it. */
export interface ReadField {
  readonly kind: FieldKind;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Markup between two values, compared four bytes at a time. */
class Literal {
  readonly length: number;
  readonly #words: Int32Array;
  readonly #tail: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#words = Int32Array.from({ length: bytes.length >>> 2 }, (_, word) => view.getInt32(word * 4, true));
    this.#tail = bytes.slice(this.#words.length * 4);
  }

  isAt(page: Uint8Array, view: DataView, at: number): boolean {
    if (at + this.length > page.length) {
      return false;
    }
    const words = this.#words;
    let position = at;
    for (let word = 0; word < words.length; word++, position += 4) {
      if (view.getInt32(position, true) !== words[word]) {
        return false;
      }
    }
    const tail = this.#tail;
    for (let byte = 0; byte < tail.length; byte++) {
      if (page[position + byte] !== tail[byte]) {
        return false;
      }
    }
    return true;
  }
}

interface ShapeField {
  readonly kind: FieldKind;
  /** From the end of the value before to the start of this one. */
  readonly before: Literal;
  length: number;
}

const LESS = 0x3c;

/**
 * The markup of an entry. A store writes all entries alike, so that one entry tells how the next is read: the markup
 * is compared as a whole, and only keys, sizes and classes are looked at byte by byte. What does not fit is left to
 * the generic reader.
 */
export class EntryShape {
  readonly #fields: ShapeField[];
  readonly #close: Literal;

  /** @param start, end the entry, from its start tag to behind its end tag */
  constructor(page: Uint8Array, start: number, end: number, fields: readonly ReadField[]) {
    let at = start;
    this.#fields = fields.map(({ kind, valueStart, valueEnd }) => {
      const before = new Literal(page.slice(at, valueStart));
      at = valueEnd;
      return { kind, before, length: valueEnd - valueStart };
    });
    this.#close = new Literal(page.slice(at, end));
  }

  /**
   * Reads an entry of this shape.
   *
   * @returns the position behind it, or -1 where it is of another shape or not valid; nothing was noted then
   */
  read(page: Uint8Array, view: DataView, start: number, entries: EntryOffsets): number {
    const index = entries.length;
    const fields = this.#fields;
    let at = start;
    entries.classStart[index] = -1;
    entries.dateStart[index] = -1;
    for (let number = 0; number < fields.length; number++) {
      const field = fields[number] as ShapeField;
      if (!field.before.isAt(page, view, at)) {
        return -1;
      }
      at += field.before.length;
      const valueStart = at;
      if (field.kind === 'key') {
        let marks = 0;
        let mark = 0;
        do {
          mark = MARK_OF[page[at++] as number] as number;
          marks |= mark;
        } while (mark !== STOP && at < page.length);
        at--;
        if (at === valueStart) {
          return -1;
        }
        entries.keyStart[index] = valueStart;
        entries.keyEnd[index] = at;
        entries.marks[index] = marks & ~STOP;
      } else if (field.kind === 'size') {
        let size = 0;
        let digit = (page[at] as number) - 0x30;
        while (digit >= 0 && digit <= 9) {
          size = size * 10 + digit;
          digit = (page[++at] as number) - 0x30;
        }
        if (at === valueStart || at - valueStart > 15) {
          return -1;
        }
        entries.size[index] = size;
      } else {
        // Most values are as long as the one before; what follows then tells whether this one is.
        if (page[at + field.length] !== LESS || field.kind === 'class') {
          while (at < page.length && page[at] !== LESS) {
            at++;
          }
          field.length = at - valueStart;
        } else {
          at += field.length;
        }
        if (field.kind === 'class') {
          entries.classStart[index] = valueStart;
          entries.classEnd[index] = at;
        } else if (field.kind === 'date') {
          entries.dateStart[index] = valueStart;
        }
      }
    }
    if (!this.#close.isAt(page, view, at)) {
      return -1;
    }
    entries.length = index + 1;
    return at + this.#close.length;
  }
}

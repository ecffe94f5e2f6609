const BITS = 24;

interface Entry {
  readonly text: Buffer;
  readonly owner: number;
}

/**
 * Finds any of many short texts in one pass over the bytes: four bytes are looked up, and compared only if a text
 * begins with them. Tens of thousands of texts cost no more than a few.
 */
export class PieceIndex {
  readonly #begins = new Uint8Array(2 ** (BITS - 3));
  readonly #entries = new Map<number, Entry[]>();
  readonly #known = new Set<string>();

  /**
   * Adds every piece of `size` bytes of a text, or the text itself if it is shorter; known pieces keep their first
   * owner.
   */
  add(text: Buffer, size: number, owner: number): void {
    for (let at = 0; at <= Math.max(0, text.length - size); at++) {
      const piece = text.subarray(at, at + size);
      const name = piece.toString('latin1');
      if (!this.#known.has(name)) {
        this.#known.add(name);
        const hash = hashAt(piece, 0);
        this.#begins[hash >>> 3]! |= 1 << (hash & 7);
        this.#entries.set(hash, [...(this.#entries.get(hash) ?? []), { text: piece, owner }]);
      }
    }
  }

  /** The owners of everything in these bytes. */
  ownersIn(bytes: Buffer): Set<number> {
    const found = new Set<number>();
    for (let at = 0; at + 4 <= bytes.length; at++) {
      const hash = hashAt(bytes, at);
      if ((this.#begins[hash >>> 3]! & (1 << (hash & 7))) !== 0) {
        for (const { text, owner } of this.#entries.get(hash) ?? []) {
          if (!found.has(owner) && bytes.subarray(at, at + text.length).equals(text)) {
            found.add(owner);
          }
        }
      }
    }
    return found;
  }
}

/** Of four bytes; multiplication spreads texts of few different characters (Knuth). */
function hashAt(bytes: Buffer, at: number): number {
  const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(word, 2_654_435_761) >>> (32 - BITS);
}

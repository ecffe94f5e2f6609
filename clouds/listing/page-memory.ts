/** A page of a thousand keys is a few hundred kilobytes; larger memory is not kept. */
const MAX_BYTES = 2 ** 21;
const MIN_BYTES = 2 ** 16;

/**
 * Memory for the bodies of pages, used again and again: at a thousand pages a second new memory for each would cost
 * more than reading it, and pile up until the garbage collector comes.
 */
export class PageMemory {
  readonly #free: ArrayBuffer[] = [];

  /** @param most how many bodies are kept at the same time */
  constructor(private readonly most: number) {}

  /** Memory of at least so many bytes, which belongs to the caller until it is released. */
  take(bytes: number): ArrayBuffer {
    const fits = this.#free.findLastIndex(({ byteLength }) => byteLength >= bytes);
    const [free] = fits === -1 ? [] : this.#free.splice(fits, 1);
    return free ?? new ArrayBuffer(Math.max(MIN_BYTES, 2 ** Math.ceil(Math.log2(bytes + 1))));
  }

  release(memory: ArrayBufferLike): void {
    const fit = memory.byteLength >= MIN_BYTES && memory.byteLength <= MAX_BYTES;
    if (memory instanceof ArrayBuffer && fit && this.#free.length < this.most) {
      this.#free.push(memory);
    }
  }
}

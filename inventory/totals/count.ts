import type { Tally } from '../../contracts/listing/inventory';

/** Objects and bytes while counting, exact beyond 2^53 bytes. */
export class Count {
  objects = 0;
  /** Bytes that `whole` does not hold yet; never beyond 2^53. */
  #recent = 0;
  #whole = 0n;

  static of({ objects, bytes }: Tally): Count {
    const count = new Count();
    count.objects = Number(objects);
    count.#whole = BigInt(bytes);
    return count;
  }

  /** @param bytes at most 2^53, unless it is a bigint */
  add(objects: number, bytes: number | bigint): void {
    this.objects += objects;
    if (typeof bytes === 'bigint') {
      this.#whole += bytes;
      return;
    }
    if (this.#recent + bytes > Number.MAX_SAFE_INTEGER) {
      this.#whole += BigInt(this.#recent);
      this.#recent = 0;
    }
    this.#recent += bytes;
  }

  merge(other: Count): void {
    this.objects += other.objects;
    this.#whole += other.bytes;
  }

  subtract(other: Count): void {
    this.objects -= other.objects;
    this.#whole -= other.bytes;
  }

  get bytes(): bigint {
    return this.#whole + BigInt(this.#recent);
  }

  toTally(): Tally {
    return { objects: String(this.objects), bytes: String(this.bytes) };
  }
}

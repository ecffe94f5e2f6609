import { MAX_LARGEST, type SizedKey } from '../../contracts/listing/inventory';
import { shortened } from './key-sample';

/** The largest objects seen so far. */
export class LargestObjects {
  /** Descending by size. */
  readonly #listed: { readonly key: string; readonly size: number }[];

  constructor(before: readonly SizedKey[]) {
    this.#listed = before.map(({ key, bytes }) => ({ key, size: Number(bytes) }));
  }

  /** Objects up to this size are not among the largest. */
  get threshold(): number {
    return this.#listed.length < MAX_LARGEST ? 0 : (this.#listed.at(-1)?.size ?? 0);
  }

  add(page: Buffer, start: number, end: number, size: number): void {
    const place = this.#listed.findIndex((listed) => listed.size < size);
    const key = shortened(page, start, end);
    this.#listed.splice(place === -1 ? this.#listed.length : place, 0, { key, size });
    this.#listed.length = Math.min(this.#listed.length, MAX_LARGEST);
  }

  toList(): SizedKey[] {
    return this.#listed.map(({ key, size }) => ({ key, bytes: String(size) }));
  }
}

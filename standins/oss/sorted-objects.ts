import { compareUtf8 } from '../ks3/sources/utf8-order';

/** Objects by key, and in the order of a listing: sorted once, not for each page. */
export class SortedObjects<T> extends Map<string, T> {
  #keys: readonly string[] | undefined;

  override set(key: string, object: T): this {
    if (!this.has(key)) {
      this.#keys = undefined;
    }
    return super.set(key, object);
  }

  override delete(key: string): boolean {
    this.#keys = undefined;
    return super.delete(key);
  }

  override clear(): void {
    this.#keys = undefined;
    super.clear();
  }

  /** The objects from a key on, in UTF-8 byte order. */
  *from(first: string): Iterable<T> {
    const keys = (this.#keys ??= [...this.keys()].sort(compareUtf8));
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareUtf8(keys[middle] as string, first) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (; low < keys.length; low++) {
      yield this.get(keys[low] as string) as T;
    }
  }
}

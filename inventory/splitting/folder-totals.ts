import type { KeyBytes } from '../key-bytes';
import { parentOf } from './key-paths';

/** So many folders are remembered; the longest known are forgotten first. */
const MOST_FOLDERS = 4096;

/** How much was counted in each folder, by whichever range. */
export class FolderTotals {
  readonly #keys = new Map<KeyBytes, number>();

  /** Keys of a page were counted that all lie in a folder. */
  add(folder: KeyBytes, keys: number): void {
    for (let each: KeyBytes | null = folder; each !== null; each = parentOf(each)) {
      const before = this.#keys.get(each);
      if (before === undefined && this.#keys.size >= MOST_FOLDERS) {
        const [oldest = ''] = this.#keys.keys();
        this.#keys.delete(oldest);
      }
      this.#keys.set(each, (before ?? 0) + keys);
    }
  }

  /** Keys that were counted in a folder, as far as is known. */
  of(folder: KeyBytes): number {
    return this.#keys.get(folder) ?? 0;
  }
}

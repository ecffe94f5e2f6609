import type { KeyBytes } from '../pages/key-bytes';
import { Ancestors } from './ancestors';

/** So many folders are remembered; the longest known are forgotten first. */
const MAX_FOLDERS = 4096;

/** How much was counted in each folder, by whichever range. */
export class FolderTotals {
  readonly #keys = new Map<KeyBytes, number>();

  readonly #ancestors = new Ancestors();

  /**
   * Keys of a page were counted that all lie in a folder.
   *
   * @returns the folder and all that it lies in, the innermost first
   */
  add(folder: KeyBytes, keys: number): readonly KeyBytes[] {
    const folders = this.#ancestors.of(folder);
    for (const each of folders) {
      const before = this.#keys.get(each);
      if (before === undefined && this.#keys.size >= MAX_FOLDERS) {
        const [oldest = ''] = this.#keys.keys();
        this.#keys.delete(oldest);
      }
      this.#keys.set(each, (before ?? 0) + keys);
    }
    return folders;
  }

  /** Keys of a page that goes on behind a folder were counted in it. */
  note(folder: KeyBytes, keys: number): void {
    const before = this.#keys.get(folder);
    if (before !== undefined) {
      this.#keys.set(folder, before + keys);
    }
  }

  /** Keys that were counted in a folder, as far as is known. */
  of(folder: KeyBytes): number {
    return this.#keys.get(folder) ?? 0;
  }
}

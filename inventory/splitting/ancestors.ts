import type { KeyBytes } from '../pages/key-bytes';
import { commonLength, parentOf } from './key-paths';

/**
 * The folders that a folder lies in. Those that it shares with the folder asked before are the very same strings, whose
 * hashes are known: with long keys, looking them up would otherwise cost more than reading the page.
 */
export class Ancestors {
  #last: readonly KeyBytes[] = [''];

  /** The folder itself, and all that it lies in; the top is the last. */
  of(folder: KeyBytes): readonly KeyBytes[] {
    const [last = ''] = this.#last;
    if (folder === last) {
      return this.#last;
    }
    const shared = commonLength(folder, last);
    const known = this.#last.findIndex(({ length }) => length <= shared);
    const folders: KeyBytes[] = [];
    for (
      let each: KeyBytes | null = folder;
      each !== null && each.length > (this.#last[known]?.length ?? 0);
      each = parentOf(each)
    ) {
      folders.push(each);
    }
    folders.push(...this.#last.slice(known));
    this.#last = folders;
    return folders;
  }
}

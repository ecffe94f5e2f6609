import type { KeyBytes } from '../pages/key-bytes';
import type { ScannedPage } from '../pages/page-scanner';
import type { FolderLists } from './folder-lists';
import type { FolderSizes } from './folder-sizes';
import type { FolderTotals } from './folder-totals';
import type { SeenSymbols } from './seen-symbols';
import {
  childOf,
  commonFolder,
  commonLength,
  depthOf,
  folderOf,
  isFolder,
  keysIn,
  namesIn,
  parentOf,
} from './key-paths';

/** A folder whose first key a range has listed. */
interface Entered {
  readonly folder: KeyBytes;
  readonly depth: number;
  /** The first key of it that is known. */
  readonly first: KeyBytes;
  keys: number;
}

/** What is known of all folders. */
export interface Learnt {
  readonly lists: FolderLists;
  readonly sizes: FolderSizes;
  readonly totals: FolderTotals;
  readonly symbols: SeenSymbols;
}

/** Learns from the pages of one range how large folders are, and how far their lists have been passed. */
export class FolderProgress {
  /** Folders that hold the cursor and were entered by this range, the outermost first. */
  #entered: Entered[] = [];
  /** Those of them that the last page has left. */
  #left: readonly Entered[] = [];

  /** What was listed of a folder that holds the cursor and was entered by this range. */
  in(folder: KeyBytes): Pick<Entered, 'first' | 'keys'> | undefined {
    return this.#entered.find((entered) => entered.folder === folder);
  }

  /** Whether this range alone listed a folder, from its beginning to its end, which its last page reached. */
  hasPassed(folder: KeyBytes): boolean {
    return this.#left.some((entered) => entered.folder === folder);
  }

  /** @param range as it was before the page moved it on */
  learn(
    { keys, counted }: ScannedPage,
    { after }: { readonly after: KeyBytes },
    pageKeys: number,
    { lists, sizes, totals, symbols }: Learnt,
  ): void {
    const [first, last] = [keys[0], keys.at(-1)];
    this.#left = [];
    if (first === undefined || last === undefined) {
      return;
    }
    const common = commonFolder(first, last);
    const folders = totals.add(common, counted);
    for (const folder of new Set([common, folderOf(last)])) {
      symbols.learn(folder, keys);
    }
    this.#passed(folders, first, last, after, counted, lists);
    this.#sizes(keys, common, counted, pageKeys, sizes);
    this.#left = this.#entered.filter(({ folder }) => !last.startsWith(folder));
    for (let each = folderOf(first); each.length > common.length; each = parentOf(each) ?? '') {
      totals.note(each, (keysIn(each, keys).length / keys.length) * counted);
    }
    for (const { depth, keys: inside, folder } of this.#left) {
      const rest = keysIn(folder, keys).length;
      sizes.add(depth, (inside + (rest / keys.length) * counted) / pageKeys);
    }
    this.#entered = this.#entered.filter(({ folder }) => last.startsWith(folder));
    for (const entered of this.#entered) {
      entered.keys += counted;
    }
    this.#enter(keys, after, last, counted);
  }

  #passed(
    folders: readonly KeyBytes[],
    first: KeyBytes,
    last: KeyBytes,
    after: KeyBytes,
    counted: number,
    lists: FolderLists,
  ): void {
    const shared = commonLength(after, first);
    for (const folder of folders) {
      if (!lists.has(folder)) {
        continue;
      }
      const from = folder.length <= shared ? after : first;
      lists.passed(folder, childOf(folder, from), childOf(folder, last), counted);
    }
  }

  /** Folders that begin and end within the page. */
  #sizes(
    keys: readonly KeyBytes[],
    common: KeyBytes,
    counted: number,
    pageKeys: number,
    sizes: FolderSizes,
  ): void {
    const { length } = namesIn(common, keys).filter(isFolder);
    if (length > 2) {
      sizes.add(depthOf(common) + 1, counted / pageKeys / length, length - 2);
    }
  }

  /** Notes the folders of the cursor that begin in this page. */
  #enter(keys: readonly KeyBytes[], after: KeyBytes, last: KeyBytes, counted: number): void {
    const known = this.#entered.at(-1)?.folder.length ?? -1;
    const begun: Entered[] = [];
    for (let folder: KeyBytes | null = folderOf(last); folder !== null; folder = parentOf(folder)) {
      if (folder.length <= known || after.startsWith(folder)) {
        break;
      }
      const inside = keysIn(folder, keys);
      const [first = last] = inside;
      begun.unshift({ folder, depth: depthOf(folder), first, keys: (inside.length / keys.length) * counted });
    }
    this.#entered.push(...begun);
  }
}

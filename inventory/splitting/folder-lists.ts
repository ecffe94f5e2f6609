import type { KeyBytes } from '../pages/key-bytes';
import { namesUpTo } from './ascending';
import { isFolder } from './key-paths';

/** Bytes of names that are kept, their strings' own cost included. */
const MAX_BYTES = 4 * 2 ** 20;
const BYTES_A_NAME = 32;

/** A stretch of a folder whose names are known: `(from, to]`, to the folder's end where `to` is null. */
export interface NameList {
  readonly from: KeyBytes;
  to: KeyBytes | null;
  names: readonly KeyBytes[];
  /** Keys that pages counted in it. */
  keys: number;
  /** How many folders there are before each name, and before the end. */
  foldersBefore: Uint32Array;
  /** The names that pages came to, as 1, and how many folders and files those are. */
  reached: Uint8Array;
  folders: number;
  files: number;
}

/** What folders hold, as listings with a delimiter told. Hints alone: nothing is counted by them. */
export class FolderLists {
  readonly #lists = new Map<KeyBytes, NameList[]>();
  /** How long the folders in it are: most questions are about others, and long names take long to look up. */
  readonly #lengths = new Set<number>();
  #bytes = 0;

  /** Whether anything was told of a folder. */
  has(folder: KeyBytes): boolean {
    return this.#of(folder) !== undefined;
  }

  /** The list that tells what follows a name. */
  covering(folder: KeyBytes, name: KeyBytes): NameList | null {
    return this.#of(folder)?.find(({ from, to }) => from <= name && (to === null || name < to)) ?? null;
  }

  #of(folder: KeyBytes): NameList[] | undefined {
    return this.#lengths.has(folder.length) ? this.#lists.get(folder) : undefined;
  }

  add(folder: KeyBytes, { from, to, names }: Pick<NameList, 'from' | 'to' | 'names'>): void {
    const lists = this.#lists.get(folder) ?? [];
    this.#lists.delete(folder);
    this.#lists.set(folder, lists);
    this.#lengths.add(folder.length);
    this.#bytes += bytesOf(names);
    const before = lists.find((list) => list.to !== null && list.to >= from && list.from <= from);
    if (before === undefined) {
      const reached = new Uint8Array(names.length);
      lists.push({
        from,
        to,
        names,
        keys: 0,
        foldersBefore: foldersBefore(names),
        reached,
        folders: 0,
        files: 0,
      });
    } else {
      before.names = [...before.names, ...names.filter((name) => name > (before.to ?? ''))];
      before.foldersBefore = foldersBefore(before.names);
      const { reached } = before;
      before.reached = new Uint8Array(before.names.length);
      before.reached.set(reached);
      before.to = to;
    }
    this.#forget();
  }

  /** A page came from one name to another, with so many keys. */
  passed(folder: KeyBytes, from: KeyBytes, to: KeyBytes, keys: number): void {
    const list = this.covering(folder, from);
    if (list === null) {
      return;
    }
    list.keys += keys;
    const end = namesUpTo(list.names, to);
    for (let at = Math.max(0, namesUpTo(list.names, from) - 1); at < end; at++) {
      if (list.reached[at] === 0) {
        list.reached[at] = 1;
        list[isFolder(list.names[at] as KeyBytes) ? 'folders' : 'files']++;
      }
    }
  }

  /** The longest known are forgotten first. */
  #forget(): void {
    for (const [folder, lists] of this.#lists) {
      if (this.#bytes <= MAX_BYTES || this.#lists.size === 1) {
        return;
      }
      this.#lists.delete(folder);
      for (const { names } of lists) {
        this.#bytes -= bytesOf(names);
      }
    }
  }
}

function foldersBefore(names: readonly KeyBytes[]): Uint32Array {
  const before = new Uint32Array(names.length + 1);
  for (const [at, name] of names.entries()) {
    before[at + 1] = (before[at] as number) + Number(isFolder(name));
  }
  return before;
}

function bytesOf(names: readonly KeyBytes[]): number {
  return names.reduce((sum, { length }) => sum + length + BYTES_A_NAME, 0);
}

import type { KeyBytes } from '../pages/key-bytes';
import { countWhile } from './ascending';

const SLASH = '/';
/** The byte behind `/`: a folder's keys end before its path with this at its end. */
const BEHIND_SLASH = '0';

/** The folder of a key: all of it up to its last `/`; empty at the top. */
export function folderOf(key: KeyBytes): KeyBytes {
  return key.slice(0, key.lastIndexOf(SLASH) + 1);
}

/** The folder that holds a folder; null for the top. */
export function parentOf(folder: KeyBytes): KeyBytes | null {
  return folder === '' ? null : folderOf(folder.slice(0, -1));
}

/** The name in a folder that leads to a key, with its `/` where it is a folder itself. */
export function childOf(folder: KeyBytes, key: KeyBytes): KeyBytes {
  const slash = key.indexOf(SLASH, folder.length);
  return slash === -1 ? key.slice(folder.length) : key.slice(folder.length, slash + 1);
}

export function isFolder(name: KeyBytes): boolean {
  return name.endsWith(SLASH);
}

/** The least text behind all keys of a folder; null for the top. */
export function endOf(folder: KeyBytes): KeyBytes | null {
  return folder === '' ? null : folder.slice(0, -1) + BEHIND_SLASH;
}

/** How many folders a folder lies in. */
export function depthOf(folder: KeyBytes): number {
  let depth = 0;
  for (let at = folder.indexOf(SLASH); at !== -1; at = folder.indexOf(SLASH, at + 1)) {
    depth++;
  }
  return depth;
}

/** The deepest folder that holds two keys. */
export function commonFolder(one: KeyBytes, other: KeyBytes): KeyBytes {
  const shared = commonLength(one, other);
  return one.slice(0, shared === 0 ? 0 : one.lastIndexOf(SLASH, shared - 1) + 1);
}

/** How many bytes two keys share from their beginning. */
export function commonLength(one: KeyBytes, other: KeyBytes): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) {
    at++;
  }
  return at;
}

/** Those of some keys, ascending, that lie in a folder. */
export function keysIn(folder: KeyBytes, keys: readonly KeyBytes[]): readonly KeyBytes[] {
  if (keys[0]?.startsWith(folder) === true && keys.at(-1)?.startsWith(folder) === true) {
    return keys;
  }
  const before = countWhile(keys, (key) => key < folder);
  return keys.slice(
    before,
    countWhile(keys, (key) => key < folder || key.startsWith(folder)),
  );
}

/** The names in a folder that lead to keys of it, which ascend; each once. */
export function namesIn(folder: KeyBytes, keys: readonly KeyBytes[]): KeyBytes[] {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const name = childOf(folder, last);
  if (name === childOf(folder, first)) {
    return [name];
  }
  const names: KeyBytes[] = [];
  for (const key of keys) {
    const each = childOf(folder, key);
    if (each !== names.at(-1)) {
      names.push(each);
    }
  }
  return names;
}

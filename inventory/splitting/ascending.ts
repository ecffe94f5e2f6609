import type { KeyBytes } from '../key-bytes';

/** How many names lie at or before one. */
export function namesUpTo(names: readonly KeyBytes[], name: KeyBytes): number {
  return countWhile(names, (each) => each <= name);
}

/** How many names lie before one. */
export function namesBefore(names: readonly KeyBytes[], name: KeyBytes): number {
  return countWhile(names, (each) => each < name);
}

/** How many texts, ascending, come before the first that is not to be counted. */
export function countWhile(texts: readonly KeyBytes[], isCounted: (text: KeyBytes) => boolean): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isCounted(texts[middle] as KeyBytes)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

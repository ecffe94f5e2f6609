import type { KeyBytes } from '../pages/key-bytes';

/** How many names lie at or before one. */
export function namesUpTo(names: readonly KeyBytes[], name: KeyBytes): number {
  return countWhile(names, (each) => each <= name);
}

/** How many names lie before one. */
export function namesBefore(names: readonly KeyBytes[], name: KeyBytes): number {
  return countWhile(names, (each) => each < name);
}

/** How many values, ascending, come before the first that is not to be counted. */
export function countWhile<T>(values: readonly T[], isCounted: (value: T) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isCounted(values[middle] as T)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

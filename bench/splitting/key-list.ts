import { toKeyBytes, type KeyBytes } from '../../inventory/pages/key-bytes';

/** The keys of a bucket in the order of a listing, computed or kept. */
export interface KeyList {
  readonly count: number;
  at(index: number): KeyBytes;
}

/** Keys that are computed from their number; they ascend in byte order. */
export function computed(count: number, text: (index: number) => string): KeyList {
  return { count, at: (index) => toKeyBytes(text(index)) };
}

/** Keys that are written from sorted numbers; their texts ascend as the numbers do. */
export function written(numbers: Float64Array, text: (number: number, index: number) => string): KeyList {
  return computed(numbers.length, (index) => text(numbers[index] as number, index));
}

/** Any keys, sorted here; those that occur twice count once. */
export function listed(keys: Iterable<string>): KeyList {
  const bytes = [...new Set(keys)].map(toKeyBytes);
  bytes.sort((a, b) => (a < b ? -1 : 1));
  return { count: bytes.length, at: (index) => bytes[index] as KeyBytes };
}

/** Keys below names, such as `2024/`: no name begins with another. */
export function under(parts: Iterable<readonly [name: string, keys: KeyList]>): KeyList {
  const ascending = [...parts]
    .map(([name, keys]) => ({ name: toKeyBytes(name), keys, first: 0 }))
    .filter(({ keys }) => keys.count > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  let count = 0;
  for (const part of ascending) {
    part.first = count;
    count += part.keys.count;
  }
  return {
    count,
    at(index) {
      let [low, high] = [0, ascending.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((ascending[middle]?.first ?? 0) <= index) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      const { name, keys, first } = ascending[low] as (typeof ascending)[number];
      return name + keys.at(index - first);
    },
  };
}

/** The first position at or after `from` whose key is not before a bound. */
export function firstFrom(keys: KeyList, from: number, isBehind: (key: KeyBytes) => boolean): number {
  let [low, step] = [from, 1];
  while (low + step <= keys.count && !isBehind(keys.at(low + step - 1))) {
    low += step;
    step *= 2;
  }
  let high = Math.min(keys.count, low + step - 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBehind(keys.at(middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

import { createHash } from 'node:crypto';
import type { Shape } from '../../bench/inventory/server/keyspaces';

const decimal = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The keys of the benchmark's buckets as strings, one by one: what the list server must serve. */
export const naiveKeys: Record<Shape, (count: number) => string[]> = {
  hex: (count) =>
    Array.from({ length: count }, (_, index) => {
      const cell = Math.floor(2 ** 48 / count);
      const scrambled = Math.imul(index, 0x9e3779b1) >>> 0;
      const noise = createHash('md5')
        .update(String(scrambled >>> 20))
        .digest('hex');
      return (index * cell + (scrambled % cell)).toString(16).padStart(12, '0') + noise.slice(0, 20);
    }),
  tree: (count) =>
    Array.from({ length: count }, (_, index) => {
      const perHour = Math.max(1, Math.ceil(count / (2 * 365 * 24)));
      const hour = new Date(Date.UTC(2024, 0, 1) + Math.floor(index / perHour) * 3_600_000).toISOString();
      return `logs/${hour.slice(0, 13).replace(/[-T]/g, '/')}/${decimal(index % perHour, 6)}`;
    }),
  prefix95: (count) =>
    Array.from({ length: count }, (_, index) => {
      const edge = Math.floor(count / 40);
      if (index < edge) {
        return `archive/${decimal(index, 9)}.log`;
      }
      return index < count - edge
        ? `data/warehouse/events/export-2024-full/part-${decimal(index - edge, 10)}.parquet`
        : `users/${decimal(index - count + edge, 9)}/avatar.png`;
    }),
};

export interface NaivePage {
  /** Keys, and folders with a delimiter, in the order of the listing. */
  readonly entries: string[];
  /** Positions of the keys among `entries`, for their sizes. */
  readonly positions: number[];
  readonly truncated: boolean;
}

/** A listing page as its definition says, by going over all keys. */
export function naivePage(
  keys: readonly string[],
  { after = '', prefix = '', delimiter = '', maxKeys = 1000 },
): NaivePage {
  const entries: string[] = [];
  const positions: number[] = [];
  let last = '';
  for (const [position, key] of keys.entries()) {
    if (!key.startsWith(prefix)) {
      continue;
    }
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut === -1 ? key : key.slice(0, cut + 1);
    if (entry <= after || entry === last) {
      continue;
    }
    if (entries.length === maxKeys) {
      return { entries, positions, truncated: true };
    }
    last = entry;
    entries.push(entry);
    if (cut === -1) {
      positions.push(position);
    }
  }
  return { entries, positions, truncated: false };
}

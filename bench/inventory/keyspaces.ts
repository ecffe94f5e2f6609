import { createHash } from 'node:crypto';

/** A bucket that is computed, not stored: key i of `count`, ascending in byte order, ASCII alone. */
export interface Keyspace {
  readonly count: number;
  key(index: number): string;
}

const decimal = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** Flat: 32 hex digits, spread evenly with noise, as hashes are. */
function hex(count: number): Keyspace {
  const cell = Math.floor(2 ** 48 / count);
  const noise = Array.from({ length: 4096 }, (_, row) =>
    createHash('md5').update(String(row)).digest('hex').slice(0, 20),
  );
  return {
    count,
    key(index) {
      const scrambled = Math.imul(index, 0x9e3779b1) >>> 0;
      return (
        (index * cell + (scrambled % cell)).toString(16).padStart(12, '0') +
        (noise[scrambled >>> 20] as string)
      );
    },
  };
}

/** Dated: `logs/YYYY/MM/DD/HH/nnnnnn`, two years of hours. */
function tree(count: number): Keyspace {
  const perHour = Math.max(1, Math.ceil(count / (2 * 365 * 24)));
  let [known, path] = [-1, ''];
  return {
    count,
    key(index) {
      const hour = Math.floor(index / perHour);
      if (hour !== known) {
        known = hour;
        path = `logs/${new Date(Date.UTC(2024, 0, 1) + hour * 3_600_000).toISOString().slice(0, 13).replace(/[-T]/g, '/')}/`;
      }
      return path + decimal(index % perHour, 6);
    },
  };
}

/** 95 % under one long prefix, 2.5 % before it and 2.5 % behind. */
function onePrefix(count: number): Keyspace {
  const edge = Math.floor(count / 40);
  return {
    count,
    key(index) {
      if (index < edge) {
        return `archive/${decimal(index, 9)}.log`;
      }
      return index < count - edge
        ? `data/warehouse/events/export-2024-full/part-${decimal(index - edge, 10)}.parquet`
        : `users/${decimal(index - count + edge, 9)}/avatar.png`;
    },
  };
}

export const keyspaces = { hex, tree, prefix95: onePrefix } as const;
export type Shape = keyof typeof keyspaces;

/** How many keys lie at or before one: the position of the first key after it. */
export function positionAfter(keyspace: Keyspace, after: string): number {
  let [low, high] = [0, keyspace.count];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (keyspace.key(middle) <= after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Bytes of object i; every 64 objects hold the same sizes. */
export function sizeOf(index: number): number {
  return ((index % 64) * 7919) ** 2 % 5_000_003;
}

/** What a tool must report. */
export function trueTotals(count: number): { objects: number; bytes: number } {
  let round = 0;
  for (let index = 0; index < 64; index++) {
    round += sizeOf(index);
  }
  let bytes = Math.floor(count / 64) * round;
  for (let index = count - (count % 64); index < count; index++) {
    bytes += sizeOf(index);
  }
  return { objects: count, bytes };
}

/** Computes the keys of a synthetic bucket: ascending in UTF-8 order over the positions 0 to count - 1. */
export type Keyspace = (count: number) => (index: number) => string;

/** A well-spread 32-bit number from a position (the finaliser of MurmurHash3). */
export function scramble(index: number): number {
  let h = (index + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** All numbers of four hex digits as text: padding each number again would take most of a page's time. */
const hexDigits = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
const hex16 = (value: number): string => hexDigits[value & 0xffff] as string;

/** Twenty hex digits of noise, precomputed for the same reason. */
const noiseDigits = Array.from({ length: 4096 }, (_, row) =>
  [1, 2, 3, 4, 5].map((column) => hex16(scramble(row * 5 + column))).join(''),
);

const decimal = (value: number, digits: number): string => String(value).padStart(digits, '0');

/**
 * Flat: 32 hex digits, like an MD5. The first 12 put key i into the i-th of `count` equal cells, at a varying
 * position within the cell; the other 20 are noise.
 */
const hexKeys: Keyspace = (count) => {
  const cell = Math.floor(2 ** 48 / Math.max(1, count));
  return (index) => {
    const noise = scramble(index);
    const place = index * cell + (noise % cell);
    const front = hex16(Math.floor(place / 2 ** 32)) + hex16(Math.floor(place / 2 ** 16)) + hex16(place);
    return front + (noiseDigits[noise & 4095] as string);
  };
};

const treeHours = 2 * 365 * 24;
const treeStart = Date.UTC(2024, 0, 1);

/** Dated: `logs/YYYY/MM/DD/HH/nnnnnn`, spread evenly over up to two years of hours. */
const treeKeys: Keyspace = (count) => {
  const perHour = Math.max(1, Math.ceil(count / treeHours));
  let [hour, path] = [-1, ''];
  return (index) => {
    const wanted = Math.floor(index / perHour);
    if (wanted !== hour) {
      hour = wanted;
      const time = new Date(treeStart + hour * 3_600_000).toISOString();
      path = `logs/${time.slice(0, 4)}/${time.slice(5, 7)}/${time.slice(8, 10)}/${time.slice(11, 13)}/`;
    }
    return path + decimal(index % perHour, 6);
  };
};

/** 95 % under one long prefix, 2.5 % before it and 2.5 % behind. */
const onePrefixKeys: Keyspace = (count) => {
  const before = Math.floor(count / 40);
  const behind = count - Math.floor(count / 40);
  return (index) => {
    if (index < before) {
      return `archive/${decimal(index, 9)}.log`;
    }
    if (index >= behind) {
      return `users/${decimal(index - behind, 9)}/avatar.png`;
    }
    return `data/warehouse/events/export-2024-full/part-${decimal(index - before, 10)}.parquet`;
  };
};

/** Chinese: a number written with the characters from U+4E00 on as digits of base 1,000. */
const chineseKeys: Keyspace = () => {
  const digit = (value: number) => String.fromCharCode(0x4e00 + (value % 1000));
  return (index) =>
    `照片/${digit(Math.floor(index / 1e6))}${digit(Math.floor(index / 1e3))}/${digit(index)}.jpg`;
};

export const keyspaces = {
  hex: hexKeys,
  tree: treeKeys,
  prefix95: onePrefixKeys,
  chinese: chineseKeys,
} satisfies Record<string, Keyspace>;

export type KeyspaceName = keyof typeof keyspaces;

import { createHash } from 'node:crypto';

/**
 * Neighbouring keys of one length. The digits of a key are written directly into bytes that may already contain its
 * constant parts (`skeleton`): a string for each key would cost more than the tools do.
 */
export interface Section {
  readonly count: number;
  /** A key with its constant parts, the others as zeros. */
  readonly skeleton: string;
  /** Writes the changing parts of key `index` of this section, which begins at `at`. */
  write(page: DataView, at: number, index: number): void;
}

/** A bucket that is computed, not stored: ASCII keys, ascending in byte order from section to section. */
export type Keyspace = readonly Section[];

/** Four digits as the four bytes that a DataView writes at once, little-endian. */
function fourDigits(base: 10 | 16): Uint32Array {
  return Uint32Array.from({ length: base ** 4 }, (_, value) =>
    Buffer.from(value.toString(base).padStart(4, '0')).readUInt32LE(),
  );
}

const DECIMAL4 = fourDigits(10);
const HEX4 = fourDigits(16);
const ZERO = 0x30;

/** @param digits at least 8; `value` is below 2^31 and 10^digits */
function writeDecimal(page: DataView, at: number, digits: number, value: number): void {
  const high = (value / 10_000) | 0;
  const higher = (high / 10_000) | 0;
  const end = at + digits;
  page.setUint32(end - 4, DECIMAL4[value - high * 10_000] as number, true);
  page.setUint32(end - 8, DECIMAL4[high - higher * 10_000] as number, true);
  for (let place = end - 9, rest = higher; place >= at; place--) {
    const next = (rest / 10) | 0;
    page.setUint8(place, ZERO + rest - next * 10);
    rest = next;
  }
}

/** Flat: 32 hex digits, spread evenly with noise, as hashes are. */
function hex(count: number): Keyspace {
  const cell = Math.floor(2 ** 48 / count);
  const noise = Uint32Array.from({ length: 4096 * 5 }, (_, word) => {
    const row = createHash('md5')
      .update(String(Math.floor(word / 5)))
      .digest('hex');
    return Buffer.from(row).readUInt32LE(4 * (word % 5));
  });
  return [
    {
      count,
      skeleton: '0'.repeat(32),
      write(page, at, index) {
        const scrambled = Math.imul(index, 0x9e3779b1) >>> 0;
        const value = index * cell + (scrambled % cell);
        const high = Math.floor(value / 2 ** 32);
        const low = value - high * 2 ** 32;
        page.setUint32(at, HEX4[high] as number, true);
        page.setUint32(at + 4, HEX4[low >>> 16] as number, true);
        page.setUint32(at + 8, HEX4[low & 0xffff] as number, true);
        for (let word = 0, from = (scrambled >>> 20) * 5; word < 5; word++) {
          page.setUint32(at + 12 + 4 * word, noise[from + word] as number, true);
        }
      },
    },
  ];
}

/** Dated: `logs/YYYY/MM/DD/HH/nnnnnn`, two years of hours. */
function tree(count: number): Keyspace {
  const perHour = Math.max(1, Math.ceil(count / (2 * 365 * 24)));
  const hourAt = 'logs/'.length;
  // The first two digits of the number are stored with each hour, so that four words contain it.
  const hours = Uint32Array.from({ length: Math.ceil(count / perHour) * 4 }, (_, word) => {
    const time = new Date(Date.UTC(2024, 0, 1) + Math.floor(word / 4) * 3_600_000).toISOString();
    const path = `${time.slice(0, 13).replace(/[-T]/g, '/')}/00`;
    return Buffer.from(path).readUInt32LE(4 * (word % 4));
  });
  return [
    {
      count,
      skeleton: 'logs/0000/00/00/00/000000',
      write(page, at, index) {
        const hour = (index / perHour) | 0;
        const number = index - hour * perHour;
        const myriads = (number / 10_000) | 0;
        for (let word = 0; word < 4; word++) {
          page.setUint32(at + hourAt + 4 * word, hours[4 * hour + word] as number, true);
        }
        page.setUint8(at + 19, ZERO + ((myriads / 10) | 0));
        page.setUint8(at + 20, ZERO + (myriads % 10));
        page.setUint32(at + 21, DECIMAL4[number - myriads * 10_000] as number, true);
      },
    },
  ];
}

/** Keys that differ in one number of fixed width, at least 8 digits. */
function numbered(count: number, before: string, digits: number, behind: string): Section {
  return {
    count,
    skeleton: before + '0'.repeat(digits) + behind,
    write(page, at, index) {
      writeDecimal(page, at + before.length, digits, index);
    },
  };
}

/** 95 % under one long prefix, 2.5 % before it and 2.5 % behind. */
function onePrefix(count: number): Keyspace {
  const edge = Math.floor(count / 40);
  return [
    numbered(edge, 'archive/', 9, '.log'),
    numbered(count - 2 * edge, 'data/warehouse/events/export-2024-full/part-', 10, '.parquet'),
    numbered(edge, 'users/', 9, '/avatar.png'),
  ].filter((section) => section.count > 0);
}

export const keyspaces = { hex, tree, prefix95: onePrefix } as const;
export type Shape = keyof typeof keyspaces;

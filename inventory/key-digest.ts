import type { KeyBytes } from './key-bytes';

/** Four 32-bit lanes. */
type Lanes = [number, number, number, number];

const [C1, C2, C3, C4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93];

/**
 * A digest over a set of (key, size) that does not depend on the order in which they were listed, so that runs which
 * cut the keyspace differently, or another tool, can be compared.
 *
 * Each object is hashed by MurmurHash3 x86_128 with seed 0 over the bytes of its key, a zero byte and its size in
 * decimal; the digest is the sum of the hashes, each 32-bit lane modulo 2^32. It tells accidental differences, not
 * forged ones.
 */
export class KeyDigest {
  readonly #sum: Lanes = [0, 0, 0, 0];

  add(key: KeyBytes, size: number): void {
    this.#accumulate(murmur128(`${key}\0${size}`));
  }

  merge(hex: string): void {
    this.#accumulate([0, 8, 16, 24].map((at) => Number.parseInt(hex.slice(at, at + 8), 16)) as Lanes);
  }

  /** 32 hexadecimal digits. */
  toString(): string {
    return this.#sum.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #accumulate(lanes: Lanes): void {
    for (let at = 0; at < 4; at++) {
      this.#sum[at] = ((this.#sum[at] ?? 0) + (lanes[at] ?? 0)) | 0;
    }
  }
}

/** MurmurHash3_x86_128 (Austin Appleby, public domain) over one character a byte. */
function murmur128(text: string): Lanes {
  const length = text.length;
  const body = length & ~15;
  let [h1, h2, h3, h4] = [0, 0, 0, 0];
  for (let at = 0; at < body; at += 16) {
    h1 = (Math.imul(rotl(h1 ^ mixed(word(text, at), C1, 15, C2), 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 = (Math.imul(rotl(h2 ^ mixed(word(text, at + 4), C2, 16, C3), 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 = (Math.imul(rotl(h3 ^ mixed(word(text, at + 8), C3, 17, C4), 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 = (Math.imul(rotl(h4 ^ mixed(word(text, at + 12), C4, 18, C1), 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  if (length - body > 12) h4 ^= mixed(word(text, body + 12), C4, 18, C1);
  if (length - body > 8) h3 ^= mixed(word(text, body + 8), C3, 17, C4);
  if (length - body > 4) h2 ^= mixed(word(text, body + 4), C2, 16, C3);
  if (length - body > 0) h1 ^= mixed(word(text, body), C1, 15, C2);
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  [h1, h2, h3, h4] = [avalanche(h1), avalanche(h2), avalanche(h3), avalanche(h4)];
  h1 = (h1 + h2 + h3 + h4) | 0;
  return [h1, (h2 + h1) | 0, (h3 + h1) | 0, (h4 + h1) | 0];
}

/** Four bytes, little-endian; bytes beyond the end are zero. */
function word(text: string, at: number): number {
  const byte = (offset: number): number => (at + offset < text.length ? text.charCodeAt(at + offset) : 0);
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}

function mixed(value: number, before: number, turn: number, after: number): number {
  return Math.imul(rotl(Math.imul(value, before), turn), after);
}

function rotl(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function avalanche(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

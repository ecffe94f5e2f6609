/** Hashed text fits in here: a key is at most 1,024 bytes at KS3; longer ones make it grow. */
const FIRST_SCRATCH = 2048;

const [C1, C2, C3, C4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const;

/**
 * A digest over a set of (key, size) that does not depend on the order in which they were listed, so that runs which
 * cut the keyspace differently, or another tool, can be compared.
 *
 * Each object is hashed by MurmurHash3 x86_128 with seed 0 over the bytes of its key, a zero byte and its size in
 * decimal; the digest is the sum of the hashes, each 32-bit lane modulo 2^32. A key that is missed, counted twice or
 * read wrongly changes it but for one chance in 2^128. It tells accidents, not forgery: a cryptographic hash would cost
 * more than everything else that is done to a key.
 */
export class KeyDigest {
  #lane1 = 0;
  #lane2 = 0;
  #lane3 = 0;
  #lane4 = 0;
  #bytes = new Uint8Array(FIRST_SCRATCH);
  #words = new Int32Array(this.#bytes.buffer);

  /** @param page holds the key's bytes from `start` to `end` */
  add(page: Uint8Array, start: number, end: number, size: number): void {
    let length = end - start;
    if (length + 32 > this.#bytes.length) {
      this.#bytes = new Uint8Array((length + 64) & ~15);
      this.#words = new Int32Array(this.#bytes.buffer);
    }
    const bytes = this.#bytes;
    for (let at = 0; at < length; at++) {
      bytes[at] = page[start + at] as number;
    }
    bytes[length++] = 0;
    length = writeDecimal(bytes, length, size);
    this.#hash(length);
  }

  merge(hex: string): void {
    const lane = (at: number): number => Number.parseInt(hex.slice(at, at + 8), 16);
    this.#lane1 = (this.#lane1 + lane(0)) | 0;
    this.#lane2 = (this.#lane2 + lane(8)) | 0;
    this.#lane3 = (this.#lane3 + lane(16)) | 0;
    this.#lane4 = (this.#lane4 + lane(24)) | 0;
  }

  /** 32 hexadecimal digits. */
  toString(): string {
    const lanes = [this.#lane1, this.#lane2, this.#lane3, this.#lane4];
    return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** MurmurHash3_x86_128 (Austin Appleby, public domain) over the first bytes of the scratch, added to the sum. */
  #hash(length: number): void {
    const words = this.#words;
    const blocks = length >>> 4;
    const tail = length & 15;
    if (tail > 0) {
      this.#bytes.fill(0, length, (blocks + 1) << 4);
    }
    let h1 = 0;
    let h2 = 0;
    let h3 = 0;
    let h4 = 0;
    let at = 0;
    for (; at < blocks << 2; at += 4) {
      h1 ^= Math.imul(rotl(Math.imul(words[at] as number, C1), 15), C2);
      h1 = (Math.imul((rotl(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
      h2 ^= Math.imul(rotl(Math.imul(words[at + 1] as number, C2), 16), C3);
      h2 = (Math.imul((rotl(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
      h3 ^= Math.imul(rotl(Math.imul(words[at + 2] as number, C3), 17), C4);
      h3 = (Math.imul((rotl(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
      h4 ^= Math.imul(rotl(Math.imul(words[at + 3] as number, C4), 18), C1);
      h4 = (Math.imul((rotl(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
    }
    if (tail > 0) {
      // Bytes beyond the end are zero, and a zero word changes nothing.
      h4 ^= Math.imul(rotl(Math.imul(words[at + 3] as number, C4), 18), C1);
      h3 ^= Math.imul(rotl(Math.imul(words[at + 2] as number, C3), 17), C4);
      h2 ^= Math.imul(rotl(Math.imul(words[at + 1] as number, C2), 16), C3);
      h1 ^= Math.imul(rotl(Math.imul(words[at] as number, C1), 15), C2);
    }
    h1 ^= length;
    h2 ^= length;
    h3 ^= length;
    h4 ^= length;
    h1 = (h1 + h2 + h3 + h4) | 0;
    h2 = (h2 + h1) | 0;
    h3 = (h3 + h1) | 0;
    h4 = (h4 + h1) | 0;
    h1 = avalanche(h1);
    h2 = avalanche(h2);
    h3 = avalanche(h3);
    h4 = avalanche(h4);
    h1 = (h1 + h2 + h3 + h4) | 0;
    this.#lane1 = (this.#lane1 + h1) | 0;
    this.#lane2 = (this.#lane2 + h2 + h1) | 0;
    this.#lane3 = (this.#lane3 + h3 + h1) | 0;
    this.#lane4 = (this.#lane4 + h4 + h1) | 0;
  }
}

/** Writes a whole number behind a position and returns the position behind it. */
function writeDecimal(bytes: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) {
    digits++;
  }
  let rest = value;
  for (let to = at + digits - 1; to >= at; to--) {
    const tenth = Math.floor(rest / 10);
    bytes[to] = 0x30 + (rest - tenth * 10);
    rest = tenth;
  }
  return at + digits;
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

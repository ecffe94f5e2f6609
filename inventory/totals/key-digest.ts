import type { InnerLoops } from '../inner-loops';

/**
 * A digest over a set of (key, size) that does not depend on the order in which they were listed, so that runs which
 * cut the keyspace differently, or another tool, can be compared.
 *
 * Each object is hashed by MurmurHash3 x86_128 with seed 0 over the bytes of its key, a zero byte and its size in
 * decimal; the digest is the sum of the hashes, each 32-bit lane modulo 2^32. A key that is missed, counted twice or
 * read wrongly changes it but for one chance in 2^128. It tells accidents, not forgery: a cryptographic hash would cost
 * more than everything else that is done to a key. The sum is kept where it is worked out, in `inner-loops/digest.ts`.
 */
export class KeyDigest {
  constructor(private readonly loops: InnerLoops) {}

  /** Adds some entries of the page that is loaded. */
  add(from: number, to: number): void {
    this.loops.calls.digestEntries(from, to);
  }

  /** @param hex 32 hexadecimal digits, of objects that were digested elsewhere */
  merge(hex: string): void {
    const lane = (at: number): number => Number.parseInt(hex.slice(at, at + 8), 16);
    this.loops.calls.addToDigest(lane(0), lane(8), lane(16), lane(24));
  }

  /** 32 hexadecimal digits. */
  toString(): string {
    const lanes = [0, 1, 2, 3].map((lane) => this.loops.calls.digestLane(lane) >>> 0);
    return lanes.map((lane) => lane.toString(16).padStart(8, '0')).join('');
  }
}

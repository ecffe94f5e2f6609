import { hash, hash1, hash2, hash3, hash4 } from './digest';
import * as layout from './layout';

// Digests of the parts between keys that are chosen by their hash, so that two buckets are cut at the same keys however
// they are listed.

let sum1: u32 = 0;
let sum2: u32 = 0;
let sum3: u32 = 0;
let sum4: u32 = 0;
let lastHash: u32 = 0;
let isCut: bool = false;

/**
 * Digests entries up to the first, that one included, whose hash has none of the bits of `mask`. Sums begin at zero.
 *
 * @param skip bytes at the beginning of every key that are left out of the hash
 * @returns the index behind the last entry that was digested; it is `to` if none is such a key
 */
export function digestToCut(from: i32, to: i32, skip: i32, mask: u32): i32 {
  sum1 = 0;
  sum2 = 0;
  sum3 = 0;
  sum4 = 0;
  isCut = false;
  for (let index = from; index < to; index++) {
    const start = <usize>layout.column(layout.keyStarts, index) + <usize>skip;
    const end = <usize>layout.column(layout.keyEnds, index);
    hash(start, end - start, <u64>layout.sizeOf(index));
    sum1 += hash1;
    sum2 += hash2;
    sum3 += hash3;
    sum4 += hash4;
    if ((hash1 & mask) == 0) {
      lastHash = hash1;
      isCut = true;
      return index + 1;
    }
  }
  return to;
}

/** One of the four lanes of the sum. */
export function cutLane(lane: i32): u32 {
  return lane == 0 ? sum1 : lane == 1 ? sum2 : lane == 2 ? sum3 : sum4;
}

/** Whether the last entry that was digested is one to cut at. */
export function foundCut(): bool {
  return isCut;
}

/** The hash of that entry. */
export function cutHash(): u32 {
  return lastHash;
}

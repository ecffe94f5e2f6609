import * as layout from './layout';

// A digest over a set of (key, size): MurmurHash3 x86_128 (Austin Appleby, public domain) with seed 0 over the bytes of
// each key, a zero byte and its size in decimal, summed lane by lane modulo 2^32.

const C1: u32 = 0x239b961b;
const C2: u32 = 0xab0e9789;
const C3: u32 = 0x38b34ae5;
const C4: u32 = 0xa1e38b93;

/** What is left of a key behind its last whole block, then a zero byte and up to 16 digits, then zeros. */
const rest = memory.data(64, 16);

let sum1: u32 = 0;
let sum2: u32 = 0;
let sum3: u32 = 0;
let sum4: u32 = 0;

/** The hash of the last entry. */
export let hash1: u32 = 0;
export let hash2: u32 = 0;
export let hash3: u32 = 0;
export let hash4: u32 = 0;

/** One of the four lanes of the sum. */
export function digestLane(lane: i32): u32 {
  return lane == 0 ? sum1 : lane == 1 ? sum2 : lane == 2 ? sum3 : sum4;
}

/** Adds a digest that was summed elsewhere. */
export function addToDigest(lane1: u32, lane2: u32, lane3: u32, lane4: u32): void {
  sum1 += lane1;
  sum2 += lane2;
  sum3 += lane3;
  sum4 += lane4;
}

export function digestEntries(from: i32, to: i32): void {
  for (let index = from; index < to; index++) {
    const start = <usize>layout.column(layout.keyStarts, index);
    const end = <usize>layout.column(layout.keyEnds, index);
    hash(start, end - start, <u64>layout.sizeOf(index));
    sum1 += hash1;
    sum2 += hash2;
    sum3 += hash3;
    sum4 += hash4;
  }
}

/** Hashes one entry into `hash1` to `hash4`. */
export function hash(key: usize, keyLength: usize, size: u64): void {
  const keyBlocks = keyLength >>> 4;
  const left = keyLength & 15;
  v128.store(rest, v128.load(key + (keyBlocks << 4)));
  store<u8>(rest + left, 0);
  const restLength = left + 1 + writeDecimal(rest + left + 1, size);
  // A tail is hashed as if zeros followed.
  v128.store(rest + restLength, i8x16.splat(0));
  const blocks = keyBlocks + (restLength >>> 4);
  let h1: u32 = 0;
  let h2: u32 = 0;
  let h3: u32 = 0;
  let h4: u32 = 0;
  let at = keyBlocks == 0 ? rest : key;
  for (let block: usize = 1; block <= blocks; block++) {
    h1 ^= rotl(load<u32>(at) * C1, 15) * C2;
    h1 = (rotl(h1, 19) + h2) * 5 + 0x561ccd1b;
    h2 ^= rotl(load<u32>(at + 4) * C2, 16) * C3;
    h2 = (rotl(h2, 17) + h3) * 5 + 0x0bcaa747;
    h3 ^= rotl(load<u32>(at + 8) * C3, 17) * C4;
    h3 = (rotl(h3, 15) + h4) * 5 + 0x96cd1c35;
    h4 ^= rotl(load<u32>(at + 12) * C4, 18) * C1;
    h4 = (rotl(h4, 13) + h1) * 5 + 0x32ac3b17;
    at = block == keyBlocks ? rest : at + 16;
  }
  if ((restLength & 15) != 0) {
    h4 ^= rotl(load<u32>(at + 12) * C4, 18) * C1;
    h3 ^= rotl(load<u32>(at + 8) * C3, 17) * C4;
    h2 ^= rotl(load<u32>(at + 4) * C2, 16) * C3;
    h1 ^= rotl(load<u32>(at) * C1, 15) * C2;
  }
  const length = <u32>((keyBlocks << 4) + restLength);
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 += h2 + h3 + h4;
  h2 += h1;
  h3 += h1;
  h4 += h1;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h3 = avalanche(h3);
  h4 = avalanche(h4);
  h1 += h2 + h3 + h4;
  hash1 = h1;
  hash2 = h2 + h1;
  hash3 = h3 + h1;
  hash4 = h4 + h1;
}

function avalanche(value: u32): u32 {
  let h = value ^ (value >>> 16);
  h *= 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}

/** Writes a whole number and returns how many digits it has. */
function writeDecimal(at: usize, value: u64): usize {
  let digits: usize = 1;
  for (let bound: u64 = 10; value >= bound; bound *= 10) {
    digits++;
  }
  let left = value;
  for (let to = at + digits - 1; to >= at; to--) {
    const tenth = left / 10;
    store<u8>(to, 0x30 + <u8>(left - tenth * 10));
    left = tenth;
  }
  return digits;
}

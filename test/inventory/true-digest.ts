/** The digest of a set of objects, worked out without any of the inventory's code. */
export function trueDigest(objects: readonly TrueObject[]): string {
  const sums = [0n, 0n, 0n, 0n];
  for (const { key, size } of objects) {
    murmur128(Buffer.from(`${key}\0${size}`)).forEach((lane, at) => {
      sums[at] = u32((sums[at] ?? 0n) + lane);
    });
  }
  return sums.map((lane) => lane.toString(16).padStart(8, '0')).join('');
}

const u32 = (value: bigint): bigint => BigInt.asUintN(32, value);
const rotl = (value: bigint, by: bigint): bigint => u32((value << by) | (value >> (32n - by)));

/** Multiplier, turn, and the multiplier of the next lane; then turn and addend of the state (MurmurHash3_x86_128). */
const LANES = [
  { c: 0x239b961bn, k: 15n, h: 19n, add: 0x561ccd1bn },
  { c: 0xab0e9789n, k: 16n, h: 17n, add: 0x0bcaa747n },
  { c: 0x38b34ae5n, k: 17n, h: 15n, add: 0x96cd1c35n },
  { c: 0xa1e38b93n, k: 18n, h: 13n, add: 0x32ac3b17n },
] as const;

/** As its author wrote it, with integers of any size: slow, and plain to check. */
function murmur128(data: Buffer): bigint[] {
  const h = [0n, 0n, 0n, 0n];
  const mix = (block: Buffer, at: number): void => {
    const { c, k } = LANES[at] as (typeof LANES)[number];
    const next = (LANES[(at + 1) % 4] as (typeof LANES)[number]).c;
    h[at] = (h[at] as bigint) ^ u32(rotl(u32(BigInt(block.readUInt32LE(at * 4)) * c), k) * next);
  };
  const whole = data.length - (data.length % 16);
  for (let start = 0; start < whole; start += 16) {
    LANES.forEach((lane, at) => {
      mix(data.subarray(start, start + 16), at);
      h[at] = u32((rotl(h[at] as bigint, lane.h) + (h[(at + 1) % 4] as bigint)) * 5n + lane.add);
    });
  }
  const tail = Buffer.concat([data.subarray(whole), Buffer.alloc(16)]);
  LANES.forEach((_, at) => mix(tail, at));
  const spread = (): void => {
    h[0] = u32(h.reduce((sum, lane) => sum + lane, 0n));
    for (let at = 1; at < 4; at++) {
      h[at] = u32((h[at] as bigint) + h[0]);
    }
  };
  h.forEach((lane, at) => (h[at] = lane ^ BigInt(data.length)));
  spread();
  h.forEach((lane, at) => (h[at] = avalanche(lane)));
  spread();
  return h;
}

function avalanche(lane: bigint): bigint {
  let h = u32((lane ^ (lane >> 16n)) * 0x85ebca6bn);
  h = u32((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return h ^ (h >> 16n);
}

/** An object as a test knows it. */
export interface TrueObject {
  readonly key: string;
  readonly size: number;
  /** Absent for `STANDARD`; null if the listing names no class. */
  readonly storageClass?: string | null;
  /** ISO 8601, absent if the test does not depend on it; null if the listing names none. */
  readonly lastModified?: string | null;
  /** What both clouds say of its content; absent for the same as everywhere. */
  readonly md5?: string;
}

// Bytes, sixteen or eight at a time. A page is followed by PADDING bytes, so that reading a little beyond its end is safe.

/** Address of the next such byte, or `end` where there is none before it. */
export function find(byte: u8, from: usize, end: usize): usize {
  const wanted = i8x16.splat(byte);
  for (let at = from; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (found != 0) {
      return min(at + <usize>ctz(found), end);
    }
  }
  return end;
}

/** Whether two texts of the same length are the same. */
export function same(a: usize, b: usize, length: i32): bool {
  if (length < 8) {
    for (let at: i32 = 0; at < length; at++) {
      if (load<u8>(a + at) != load<u8>(b + at)) {
        return false;
      }
    }
    return true;
  }
  // The last eight bytes overlap those before.
  const last = length - 8;
  for (let at: i32 = 0; at < last; at += 8) {
    if (load<u64>(a + at) != load<u64>(b + at)) {
      return false;
    }
  }
  return load<u64>(a + last) == load<u64>(b + last);
}

/** Whether the text from `a` lies before that from `b` in byte order. */
export function isBefore(a: usize, aEnd: usize, b: usize, bEnd: usize): bool {
  const aLength = aEnd - a;
  const bLength = bEnd - b;
  const common = min(aLength, bLength);
  let at: usize = 0;
  for (; at + 64 <= common; at += 64) {
    const differ = v128.or(
      v128.or(differing(a + at, b + at), differing(a + at + 16, b + at + 16)),
      v128.or(differing(a + at + 32, b + at + 32), differing(a + at + 48, b + at + 48)),
    );
    if (v128.any_true(differ)) {
      break;
    }
  }
  for (; at < common; at += 16) {
    const equal = i8x16.bitmask(i8x16.eq(v128.load(a + at), v128.load(b + at)));
    if (equal != 0xffff) {
      const first = at + <usize>ctz(~equal);
      return first < common ? load<u8>(a + first) < load<u8>(b + first) : aLength < bLength;
    }
  }
  return aLength < bLength;
}

function differing(a: usize, b: usize): v128 {
  return v128.xor(v128.load(a), v128.load(b));
}

import * as layout from './layout';

// Resolves the URL encoding of keys, in place: what is decoded is never longer than what was written.

const PERCENT: u8 = 0x25;
const PLUS: u8 = 0x2b;
const SPACE: u8 = 0x20;
const NO_DIGIT: u32 = 0x100;

let badAt: usize = 0;

/** The marks of all entries together. */
export function marksOf(count: i32): i32 {
  let marks: i32 = 0;
  for (let index = 0; index < count; index++) {
    marks |= <i32>load<u8>(layout.marks + index);
  }
  return marks;
}

/**
 * Decodes the keys with marks.
 *
 * @param isPlusSpace whether `+` is a space; it is a plus sign otherwise
 * @returns the entry whose key holds a `%` without two digits, at the address `badEscape`; -1 if none does
 */
export function decodeEntries(count: i32, isPlusSpace: bool): i32 {
  const plus = isPlusSpace ? SPACE : PLUS;
  for (let index = 0; index < count; index++) {
    if (load<u8>(layout.marks + index) == 0) {
      continue;
    }
    const start = <usize>layout.column(layout.keyStarts, index);
    const end = decode(start, <usize>layout.column(layout.keyEnds, index), plus);
    if (end == 0) {
      return index;
    }
    layout.setColumn(layout.keyEnds, index, <i32>end);
  }
  return -1;
}

/** Address of the `%` at which `decodeEntries` failed. */
export function badEscape(): usize {
  return badAt;
}

/** @returns the end of what was decoded; 0 where it cannot be */
function decode(start: usize, end: usize, plus: u8): usize {
  let to = start;
  let at = start;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == PERCENT) {
      const value = at + 2 < end ? (digit(load<u8>(at + 1)) << 4) + digit(load<u8>(at + 2)) : NO_DIGIT;
      if (value >= NO_DIGIT) {
        badAt = at;
        return 0;
      }
      store<u8>(to++, <u8>value);
      at += 3;
    } else if (byte == PLUS) {
      store<u8>(to++, plus);
      at++;
    } else {
      const next = nextMark(at + 1, end);
      to = move(to, at, next);
      at = next;
    }
  }
  return to;
}

/** Moves a text ahead, not a byte further than its end. @returns the end of where it is then */
function move(to: usize, from: usize, end: usize): usize {
  if (to == from) {
    return end;
  }
  let into = to;
  let at = from;
  for (; at + 16 <= end; at += 16, into += 16) {
    v128.store(into, v128.load(at));
  }
  for (; at < end; at++, into++) {
    store<u8>(into, load<u8>(at));
  }
  return into;
}

/** Address of the next `%` or `+`, or `end`. */
function nextMark(from: usize, end: usize): usize {
  const percent = i8x16.splat(PERCENT);
  const plus = i8x16.splat(PLUS);
  for (let at = from; at < end; at += 16) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, percent), i8x16.eq(bytes, plus)));
    if (found != 0) {
      return min(at + <usize>ctz(found), end);
    }
  }
  return end;
}

/** What a byte is worth as a hexadecimal digit. */
function digit(byte: u8): u32 {
  const decimal = <u32>byte - 0x30;
  if (decimal <= 9) {
    return decimal;
  }
  const letter = ((<u32>byte) | 0x20) - 0x61;
  return letter <= 5 ? letter + 10 : NO_DIGIT;
}

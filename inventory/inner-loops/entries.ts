import { find, same } from './bytes';
import * as layout from './layout';

// Reads the entries of a listing page. A store writes all entries alike, so that the markup of one tells how the next
// is read: the markup is compared as a whole, and only the values between are looked at. What does not fit is left to
// the generic reader outside.

const MAX_FIELDS: i32 = 24;
const LITERAL_BYTES: i32 = 4096;

/** What a value is to an inventory; nothing follows the markup of the last. */
const LAST: u8 = 0;
const KEY: u8 = 1;
const SIZE: u8 = 2;
const CLASS: u8 = 3;
const DATE: u8 = 4;

/** What in a key an encoding may have written. */
const PERCENT_MARK: u8 = 1;
const PLUS_MARK: u8 = 2;
const AMPERSAND_MARK: u8 = 4;

const LESS: u8 = 0x3c;

/** Digits of the largest size that a double holds exactly, less one. */
const MAX_DIGITS: usize = 15;

/** The shape: the markup before each value, what the value is, and the markup behind the last. */
const literals = memory.data(4096);
const literalEnds = memory.data(24 * 4);
const kinds = memory.data(24);
let fields: i32 = 0;

/** Where the reading of a shape's text begins; the caller writes it there. */
export function shapeText(): usize {
  return literals;
}

export function clearShape(): void {
  fields = 0;
}

/**
 * Adds a value to the shape, with the markup before it, which ends at a position of the shape's text. The markup
 * behind the last value is added as one of kind `LAST`.
 *
 * @returns false where the shape is too long to be kept
 */
export function addToShape(literalEnd: i32, kind: i32): bool {
  if (fields == MAX_FIELDS || literalEnd > LITERAL_BYTES) {
    fields = 0;
    return false;
  }
  layout.setColumn(literalEnds, fields, literalEnd);
  store<u8>(kinds + fields, <u8>kind);
  fields++;
  return true;
}

let behindLast: usize = 0;

/** Address behind the last entry that `readEntries` read. */
export function behind(): usize {
  return behindLast;
}

/**
 * Reads entries of the shape until one does not fit.
 *
 * @param count entries that are noted already
 * @returns how many are noted then
 */
export function readEntries(from: usize, end: usize, count: i32, capacity: i32): i32 {
  let at = from;
  let index = count;
  if (fields > 0) {
    while (index < capacity) {
      const next = readEntry(at, end, index);
      if (next == 0) {
        break;
      }
      at = next;
      index++;
    }
  }
  behindLast = at;
  return index;
}

/** @returns the address behind the entry, or 0 where it is of another shape or not valid */
function readEntry(from: usize, end: usize, index: i32): usize {
  let at = from;
  let literal = literals;
  layout.setColumn(layout.classStarts, index, -1);
  layout.setColumn(layout.dateStarts, index, -1);
  for (let field = 0; field < fields; field++) {
    const literalEnd = literals + <usize>layout.column(literalEnds, field);
    const length = literalEnd - literal;
    if (at + length > end || !same(at, literal, <i32>length)) {
      return 0;
    }
    at += length;
    literal = literalEnd;
    const start = at;
    const kind = load<u8>(kinds + field);
    if (kind == LAST) {
      return at;
    }
    at = kind == KEY ? readKey(start, end, index) : find(LESS, start, end);
    if (at == end) {
      return 0;
    }
    if (kind == KEY) {
      if (at == start) {
        return 0;
      }
      layout.setColumn(layout.keyStarts, index, <i32>start);
      layout.setColumn(layout.keyEnds, index, <i32>at);
    } else if (kind == SIZE) {
      const size = decimal(start, at);
      if (size < 0) {
        return 0;
      }
      store<f64>(layout.sizes + ((<usize>index) << 3), <f64>size);
    } else if (kind == CLASS) {
      layout.setColumn(layout.classStarts, index, <i32>start);
      layout.setColumn(layout.classEnds, index, <i32>at);
    } else if (kind == DATE) {
      layout.setColumn(layout.dateStarts, index, <i32>start);
    }
  }
  return 0;
}

/** Notes what is in a key that an encoding may have written. @returns the address of the `<` behind it, or `end` */
function readKey(start: usize, end: usize, index: i32): usize {
  const less = i8x16.splat(LESS);
  const percent = i8x16.splat(0x25);
  const plus = i8x16.splat(0x2b);
  const ampersand = i8x16.splat(0x26);
  let marks: u8 = 0;
  let at = start;
  for (; at < end; at += 16) {
    const bytes = v128.load(at);
    const stop = i8x16.bitmask(i8x16.eq(bytes, less));
    const isPercent = i8x16.eq(bytes, percent);
    const isPlus = i8x16.eq(bytes, plus);
    const isAmpersand = i8x16.eq(bytes, ampersand);
    const any = v128.or(v128.or(isPercent, isPlus), isAmpersand);
    if (v128.any_true(any)) {
      // The lowest bit and those below it, less one: the bytes before the stop.
      const before = stop == 0 ? 0xffff : (stop & -stop) - 1;
      marks |= (i8x16.bitmask(isPercent) & before) != 0 ? PERCENT_MARK : 0;
      marks |= (i8x16.bitmask(isPlus) & before) != 0 ? PLUS_MARK : 0;
      marks |= (i8x16.bitmask(isAmpersand) & before) != 0 ? AMPERSAND_MARK : 0;
    }
    if (stop != 0) {
      at = min(at + <usize>ctz(stop), end);
      break;
    }
  }
  store<u8>(layout.marks + index, marks);
  return min(at, end);
}

/** The number between two addresses; -1 where there is none or it may be too large to be exact. */
function decimal(start: usize, end: usize): i64 {
  if (start == end || end - start > MAX_DIGITS) {
    return -1;
  }
  let value: i64 = 0;
  for (let at = start; at < end; at++) {
    const digit = <i64>load<u8>(at) - 0x30;
    if (digit < 0 || digit > 9) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}

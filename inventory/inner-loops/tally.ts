import { find, same } from './bytes';
import * as layout from './layout';

// Sums a batch of entries by storage class, month, size band and top-level prefix, for the caller to take before the
// next. Where there are slots, the objects of all are followed by the bytes of all. Sums of bytes are doubles, so that a
// batch must not pass 2^53 bytes.

/** Why an entry needs a closer look. */
const LARGE: u8 = 1;
const LEADING_SLASH: u8 = 2;
const LONG_KEY: u8 = 4;
const TOO_LARGE: u8 = 8;
const EMPTY: u8 = 16;

const SLASH: u8 = 0x2f;
const BACKSLASH: u8 = 0x5c;
const MAX_BANDS: i32 = 16;

/** Distinct texts of the class element, the missing one as the empty; one that has no room here counts in the last. */
const MAX_CLASSES: i32 = 64;
const CLASS_BYTES: i32 = 48;
const ODD_CLASS: i32 = 63;
const classTexts = memory.data(64 * 48, 8);
const classLengths = memory.data(64 * 4, 4);
const classSumsAt = memory.data(64 * 16, 8);
let classes: i32 = 0;

/** Months as year × 100 + month in a hash table that is cleared with every batch; the last counts what is none. */
const MONTH_SLOTS: i32 = 512;
const MAX_MONTHS: i32 = 384;
const NO_MONTH: i32 = 512;
const monthNumbers = memory.data(513 * 4, 4);
const monthSumsAt = memory.data(513 * 16, 8);
let months: i32 = 0;

/** Exclusive upper ends of the size bands, written by the caller; the last is infinite. */
const bandEnds = memory.data(16 * 8, 8);
const bandSumsAt = memory.data(16 * 16, 8);

let runs: i32 = 0;
let specials: i32 = 0;

export function classTable(): usize {
  return classTexts;
}
export function classLengthTable(): usize {
  return classLengths;
}
export function classSums(): usize {
  return classSumsAt;
}
export function classCount(): i32 {
  return classes;
}
export function monthTable(): usize {
  return monthNumbers;
}
export function monthSums(): usize {
  return monthSumsAt;
}
export function bandTable(): usize {
  return bandEnds;
}
export function bandSums(): usize {
  return bandSumsAt;
}
export function runCount(): i32 {
  return runs;
}
export function specialCount(): i32 {
  return specials;
}

/** Bytes of some entries. */
export function bytesIn(from: i32, to: i32): u64 {
  let bytes: u64 = 0;
  for (let index = from; index < to; index++) {
    bytes += <u64>layout.sizeOf(index);
  }
  return bytes;
}

/** The largest size among the entries of a page. */
export function largestSize(count: i32): f64 {
  let largest: f64 = 0;
  for (let index = 0; index < count; index++) {
    largest = max(largest, layout.sizeOf(index));
  }
  return largest;
}

/**
 * @param prefixBytes top-level prefixes begin behind so many bytes of each key
 * @param large objects above this size are noted, and those above `tooLarge`, and keys longer than `longKey` bytes
 */
export function tallyEntries(
  from: i32,
  to: i32,
  prefixBytes: i32,
  large: f64,
  tooLarge: f64,
  longKey: i32,
): void {
  clear();
  let classAt: i32 = -2;
  let classLength: i32 = 0;
  let classIndex: i32 = 0;
  let monthAt: i32 = 0;
  let monthNumber: i32 = -2;
  let run: i32 = -1;
  let prefix: usize = 0;
  let prefixLength: i32 = -1;
  let objectsOfRun: i32 = 0;
  let bytesOfRun: f64 = 0;
  for (let index = from; index < to; index++) {
    const start = <usize>layout.column(layout.keyStarts, index);
    const end = <usize>layout.column(layout.keyEnds, index);
    const keyLength = <i32>(end - start);
    const size = layout.sizeOf(index);

    const text = layout.column(layout.classStarts, index);
    const length = text == -1 ? 0 : layout.column(layout.classEnds, index) - text;
    if (classAt == -2 || length != classLength || !same(<usize>text, <usize>classAt, length)) {
      classIndex = classOf(<usize>text, length);
      classAt = text;
      classLength = length;
    }
    addTo(classSumsAt, MAX_CLASSES, classIndex, size);

    const number = monthIn(layout.column(layout.dateStarts, index));
    if (number != monthNumber) {
      monthNumber = number;
      monthAt = monthOf(number);
    }
    addTo(monthSumsAt, MONTH_SLOTS + 1, monthAt, size);

    let band = 0;
    while (band < MAX_BANDS - 1 && size >= load<f64>(bandEnds + (band << 3))) {
      band++;
    }
    addTo(bandSumsAt, MAX_BANDS, band, size);

    // A key without a slash may be followed by one with: each is looked at.
    if (prefixLength <= 0 || keyLength < prefixLength || !same(start, prefix, prefixLength)) {
      const slash = find(SLASH, start + prefixBytes, end);
      const length = slash == end ? 0 : <i32>(slash + 1 - start);
      if (length > 0 || prefixLength != 0) {
        endRun(run, objectsOfRun, bytesOfRun);
        run = runs++;
        layout.setColumn(layout.runStarts, run, <i32>start + prefixBytes);
        layout.setColumn(layout.runEnds, run, <i32>start + max(prefixBytes, length));
        objectsOfRun = 0;
        bytesOfRun = 0;
      }
      prefix = start;
      prefixLength = length;
    }
    objectsOfRun++;
    bytesOfRun += size;

    const first = load<u8>(start);
    const reasons: u8 =
      (size > large ? LARGE : 0) |
      (first == SLASH || first == BACKSLASH ? LEADING_SLASH : 0) |
      (keyLength > longKey ? LONG_KEY : 0) |
      (size > tooLarge ? TOO_LARGE : 0) |
      (size == 0 ? EMPTY : 0);
    if (reasons != 0) {
      layout.setColumn(layout.specials, specials, index);
      store<u8>(layout.specialReasons + specials, reasons);
      specials++;
    }
  }
  endRun(run, objectsOfRun, bytesOfRun);
}

function clear(): void {
  memory.fill(classSumsAt, 0, 64 * 16);
  memory.fill(monthNumbers, 0, 513 * 4);
  memory.fill(monthSumsAt, 0, 513 * 16);
  memory.fill(bandSumsAt, 0, 16 * 16);
  months = 0;
  runs = 0;
  specials = 0;
}

function addTo(sums: usize, slots: i32, slot: i32, size: f64): void {
  const objects = sums + ((<usize>slot) << 3);
  const bytes = sums + ((<usize>(slots + slot)) << 3);
  store<f64>(objects, load<f64>(objects) + 1);
  store<f64>(bytes, load<f64>(bytes) + size);
}

function endRun(run: i32, objects: i32, bytes: f64): void {
  if (run >= 0) {
    layout.setColumn(layout.runObjects, run, objects);
    store<f64>(layout.runBytes + ((<usize>run) << 3), bytes);
  }
}

/** The place of a class's text in the table, noting it where it is new. A missing text is no address. */
function classOf(text: usize, length: i32): i32 {
  for (let known = 0; known < classes; known++) {
    if (
      layout.column(classLengths, known) == length &&
      same(classTexts + known * CLASS_BYTES, text, length)
    ) {
      return known;
    }
  }
  if (length > CLASS_BYTES || classes == ODD_CLASS) {
    return ODD_CLASS;
  }
  if (length > 0) {
    memory.copy(classTexts + classes * CLASS_BYTES, text, length);
  }
  layout.setColumn(classLengths, classes, length);
  return classes++;
}

/** Year × 100 + month at the head of an ISO 8601 date; -1 where there is none. */
function monthIn(date: i32): i32 {
  if (date == -1) {
    return -1;
  }
  let number: i32 = 0;
  for (let offset = 0; offset < 7; offset++) {
    const byte = load<u8>(<usize>(date + offset));
    if (offset == 4) {
      if (byte != 0x2d) {
        return -1;
      }
      continue;
    }
    const digit = <i32>byte - 0x30;
    if (digit < 0 || digit > 9) {
      return -1;
    }
    number = number * 10 + digit;
  }
  const month = number % 100;
  return month >= 1 && month <= 12 ? number : -1;
}

/** The place of a month in the table, noting it where it is new. */
function monthOf(number: i32): i32 {
  if (number == -1) {
    return NO_MONTH;
  }
  let slot = (number * 37) & (MONTH_SLOTS - 1);
  for (let held = layout.column(monthNumbers, slot); held != 0; held = layout.column(monthNumbers, slot)) {
    if (held == number) {
      return slot;
    }
    slot = (slot + 1) & (MONTH_SLOTS - 1);
  }
  if (months == MAX_MONTHS) {
    return NO_MONTH;
  }
  months++;
  layout.setColumn(monthNumbers, slot, number);
  return slot;
}

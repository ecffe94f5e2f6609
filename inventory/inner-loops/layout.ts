// Where a page and its entries lie in memory. The caller (`inventory/inner-loops.ts`) sizes and places both.

/** Of every entry, side by side; positions are addresses. */
export let keyStarts: usize = 0;
export let keyEnds: usize = 0;
export let classStarts: usize = 0;
export let classEnds: usize = 0;
export let dateStarts: usize = 0;
export let sizes: usize = 0;
export let marks: usize = 0;
/** Runs of neighbouring keys under one top-level prefix; at most one for each entry. */
export let runStarts: usize = 0;
export let runEnds: usize = 0;
export let runObjects: usize = 0;
export let runBytes: usize = 0;
/** Entries that need a closer look, with the reasons; at most one for each entry. */
export let specials: usize = 0;
export let specialReasons: usize = 0;

/** The first address that is nobody's. */
export function firstFree(): usize {
  return __heap_base;
}

/** Bytes that the columns of one entry take. */
export function entryBytes(): i32 {
  return 2 * 8 + 9 * 4 + 2;
}

/** Lays the columns of so many entries out from an address that is a multiple of 8. */
export function layOut(at: usize, capacity: i32): void {
  const rows = <usize>capacity;
  sizes = at;
  runBytes = sizes + rows * 8;
  keyStarts = runBytes + rows * 8;
  keyEnds = keyStarts + rows * 4;
  classStarts = keyEnds + rows * 4;
  classEnds = classStarts + rows * 4;
  dateStarts = classEnds + rows * 4;
  runStarts = dateStarts + rows * 4;
  runEnds = runStarts + rows * 4;
  runObjects = runEnds + rows * 4;
  specials = runObjects + rows * 4;
  marks = specials + rows * 4;
  specialReasons = marks + rows;
}

export function column(at: usize, index: i32): i32 {
  return load<i32>(at + ((<usize>index) << 2));
}

export function setColumn(at: usize, index: i32, value: i32): void {
  store<i32>(at + ((<usize>index) << 2), value);
}

export function sizeOf(index: i32): f64 {
  return load<f64>(sizes + ((<usize>index) << 3));
}

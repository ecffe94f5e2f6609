import { LAST_ASCII, LAST_CHARACTER, textOf } from '../pages/code-points';
import { toKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { commonLength } from './key-paths';
import { characterStart, pointsOf } from './name-points';

/** Points of each kind: each is so many times as far as the one before. */
const [POINTS, TIMES] = [7, 4];
/** The longest part of a key that is looked for again before it, and how often it has to come. */
const [MAX_UNIT, MIN_REPEATS] = [64, 3];
/** Bytes at the end of what all keys of a page share in which it ends. */
const BEHIND_UNIT = 32;
/** A key is not longer, in bytes. */
const MAX_KEY_BYTES = 1024;

/**
 * Points far ahead of a page, where nothing that is measured holds: of how its keys lie, only what comes next of all is
 * believed.
 *
 * @param keys of the page, ascending
 * @param hasScripts whether any names are not ASCII
 */
export function farPoints(keys: readonly KeyBytes[], hasScripts: boolean): KeyBytes[] {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return [];
  }
  const head = last.slice(0, characterStart(last, commonLength(first, last)));
  return [
    ...nextCharacters(first, last, head, hasScripts ? LAST_CHARACTER : LAST_ASCII),
    ...repeated(last, head),
  ].toSorted();
}

/** The head with later characters behind it, up to the last one that there is. */
function nextCharacters(first: KeyBytes, last: KeyBytes, head: KeyBytes, most: number): KeyBytes[] {
  const [from = 0, to = 0] = [first, last].map((key) => pointsOf(key.slice(head.length))[0]);
  const points: KeyBytes[] = [];
  for (let each = 0, step = Math.max(1, to - from); each < POINTS && to + step <= most; each++) {
    points.push(head + toKeyBytes(textOf([to + step])));
    step *= TIMES;
  }
  return points;
}

/** Where keys repeat a part of themselves: as often again behind the head, and less often, many times over. */
function repeated(last: KeyBytes, head: KeyBytes): KeyBytes[] {
  const found = repeatIn(head);
  if (found === null) {
    return [];
  }
  const { unit, end } = found;
  const base = head.slice(0, end);
  let grown = 1;
  while (last.startsWith(unit, end + grown * unit.length)) {
    grown++;
  }
  const [next = 0] = pointsOf(unit);
  const points: KeyBytes[] = [];
  for (let each = 0, times = grown; each < POINTS; each++, times *= TIMES) {
    const longer = base + unit.repeat(times);
    if (longer.length < MAX_KEY_BYTES) {
      points.push(longer);
    }
    const length = end - times * unit.length;
    if (length >= 0) {
      points.push(base.slice(0, length) + toKeyBytes(textOf([next + 1])));
    }
  }
  return points;
}

/** The shortest text that comes several times in a row near the end of a head; null where there is none. */
function repeatIn(head: KeyBytes): { readonly unit: KeyBytes; readonly end: number } | null {
  for (let end = head.length; end > Math.max(0, head.length - BEHIND_UNIT); end--) {
    for (let length = 1; length <= MAX_UNIT && length * MIN_REPEATS <= end; length++) {
      const unit = head.slice(end - length, end);
      if (
        head.endsWith(unit.repeat(MIN_REPEATS), end) &&
        characterStart(head, end - length) === end - length
      ) {
        return { unit, end };
      }
    }
  }
  return null;
}

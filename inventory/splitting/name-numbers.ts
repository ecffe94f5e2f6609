import { isAscii, textOf, type CodePoints } from '../pages/code-points';
import { toKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { Alphabet, alphabetAround, alphabetOf, isLetter, isSeparator } from './alphabet';
import { calendarDigitsOf } from './calendar';
import { commonLength } from './key-paths';
import { NOTHING_SEEN, type Seen } from './seen-symbols';
import { characterStart, pointsOf } from './name-points';
import { ENDED, SymbolSet } from './symbol-set';

/** Bytes of names that count before the first one in which they differ, and characters behind it. */
const BEFORE = 24;
const BEHIND = 16;
const MAX_BYTES = 4;
const ZERO = 0x30;
/** A position that restarted so many times has shown which symbols it has. */
const ENOUGH_RESTARTS = 4;
/** Where more come, the alphabet is taken to be used. */
const FEW_SYMBOLS = 4;

/** Names of one folder as numbers, so that they can be subtracted, and counted on from. */
export interface Numbers {
  /** Steps from one name to another; below zero where it lies before. */
  distance(from: KeyBytes, to: KeyBytes): number;
  /** Steps from a name to the end of all names that there can be. */
  toEnd(from: KeyBytes): number;
  /**
   * The name so many steps on, as short as tells it from those `precision` steps away.
   *
   * @returns null where there is none
   */
  add(from: KeyBytes, steps: number, precision: number): KeyBytes | null;
}

/**
 * Names of one folder as numbers: each position is a digit, whose radix is the size of the alphabet that some names
 * show there.
 *
 * A position whose symbols fall back within the names, as the last digit of ascending numbers does, shows its
 * alphabet. One that stays the same or only ascends is taken to have that of the next such position to its right.
 */
export class NameNumbers implements Numbers {
  /** The part that all names share and that is not looked at. */
  readonly #head: KeyBytes;
  /** Bytes that count. */
  readonly #end: number;
  readonly #alphabets: Alphabet[] = [];
  /** What a step of each digit is worth, in steps of the last. */
  readonly #weights: number[] = [];
  /** The last name that there can be, or one behind it; null where any may follow. */
  readonly #last: KeyBytes | null;
  /** The name that was counted from last, which is often counted from again, and its digits. */
  #from: KeyBytes | null = null;
  #fromDigits: readonly number[] = [];

  /**
   * @param names ascending, two different ones at least
   * @param seen of all names of the folder
   * @param folder whose path may hold the beginning of a date
   */
  constructor(
    names: readonly KeyBytes[],
    private readonly seen: Seen = NOTHING_SEEN,
    folder: KeyBytes = '',
  ) {
    const first = names[0] ?? '';
    const differ = commonLength(first, names.at(-1) ?? first);
    const begin = characterStart(first, Math.max(0, differ - BEFORE));
    this.#head = first.slice(0, begin);
    this.#end = differ + MAX_BYTES * BEHIND;
    const points = names.map((name) => this.#pointsOf(name));
    const longest = points.reduce((most, { length }) => Math.max(most, length), 0);
    const common = pointsOf(first.slice(begin, differ)).length;
    this.#learn(points, common, Math.min(longest, common + BEHIND));
    this.#last = this.#asDates(folder, names.at(-1) ?? first, points);
    let weight = 1;
    for (let at = this.#alphabets.length - 1; at >= 0; at--) {
      this.#weights[at] = weight;
      weight *= (this.#alphabets[at] as Alphabet).size;
    }
  }

  distance(from: KeyBytes, to: KeyBytes): number {
    return this.#between(this.#digitsFrom(from), this.#digits(to));
  }

  toEnd(from: KeyBytes): number {
    return this.#last === null
      ? this.#between(this.#digitsFrom(from), [(this.#alphabets[0] as Alphabet).size])
      : this.distance(from, this.#last);
  }

  add(from: KeyBytes, steps: number, precision: number): KeyBytes | null {
    const digits = this.#digitsFrom(from).slice();
    let carry = Math.floor(steps);
    let used = 0;
    for (let at = this.#alphabets.length - 1; at >= 0; at--) {
      const { size } = this.#alphabets[at] as Alphabet;
      const sum = (digits[at] ?? 0) + (carry % size);
      digits[at] = sum % size;
      carry = Math.floor(carry / size) + Math.floor(sum / size);
      used ||= size > 1 && (this.#weights[at] as number) >= precision ? at + 1 : 0;
    }
    if (carry > 0) {
      return null;
    }
    const points: number[] = [];
    for (let at = 0; at < Math.max(1, used); at++) {
      const symbol = (this.#alphabets[at] as Alphabet).symbolAt(digits[at] as number);
      if (symbol === ENDED) {
        break;
      }
      points.push(symbol);
    }
    return this.#head + toKeyBytes(textOf(points));
  }

  #between(from: readonly number[], to: readonly number[]): number {
    let sum = 0;
    for (let at = 0; at < this.#alphabets.length; at++) {
      sum = sum * (this.#alphabets[at] as Alphabet).size + (to[at] ?? 0) - (from[at] ?? 0);
    }
    return sum;
  }

  #digitsFrom(name: KeyBytes): readonly number[] {
    if (this.#from !== name) {
      this.#from = name;
      this.#fromDigits = this.#digits(name);
    }
    return this.#fromDigits;
  }

  /** The digits of a name; a symbol that is none counts as the next one that is. */
  #digits(name: KeyBytes): number[] {
    if (!name.startsWith(this.#head)) {
      return name > this.#head ? [(this.#alphabets[0] as Alphabet).size] : [];
    }
    const points = this.#pointsOf(name);
    const digits: number[] = [];
    for (let at = 0; at < this.#alphabets.length; at++) {
      const alphabet = this.#alphabets[at] as Alphabet;
      const symbol = points[at] ?? ENDED;
      digits.push(alphabet.rankOf(symbol));
      if (symbol !== ENDED && !alphabet.has(symbol)) {
        break;
      }
    }
    return digits;
  }

  #pointsOf(name: KeyBytes): CodePoints {
    return pointsOf(name.slice(this.#head.length, this.#end));
  }

  /** @param common positions at which all names are alike @param end of the positions that count */
  #learn(names: readonly CodePoints[], common: number, end: number): void {
    const { positions: seen, restarts } = this.#head === '' ? this.seen : NOTHING_SEEN;
    /** The nearest position to the right that shows its alphabet, up to a separator. */
    let shown: Alphabet | undefined;
    for (let at = end - 1; at >= 0; at--) {
      const { symbols, falls, last } = symbolsAt(at < common ? names.slice(0, 1) : names, at);
      const before = seen[at];
      const used = isSeparator(last) ? null : usedOf(symbols, before, restarts[at] ?? 0);
      if (falls) {
        shown = alphabetOf(symbols);
      }
      if (used !== null) {
        this.#alphabets[at] = used;
      } else if (symbols.size === 1 && isSeparator(last)) {
        shown = undefined;
        this.#alphabets[at] = alphabetAround(last);
      } else if (shown?.hasAll(symbols) === true) {
        this.#alphabets[at] = shown;
      } else if (before !== undefined && before.size > symbols.size) {
        this.#alphabets[at] = alphabetOf(SymbolSet.of(...symbols.values(), ...before.values()));
        // Of a name alone, this is what shows most.
        shown = names.length === 1 ? this.#alphabets[at] : shown;
      } else if (symbols.size === 1) {
        const isLiteral = last === ENDED || (this.#head === '' && this.seen.alike[at]?.size === 1);
        this.#alphabets[at] = isLiteral ? new Alphabet([[last, last]]) : alphabetAround(last);
      } else {
        this.#alphabets[at] = alphabetOf(symbols);
      }
    }
    if (this.#alphabets.length === 0) {
      this.#alphabets.push(alphabetOf(SymbolSet.of(ZERO)));
    }
  }

  /**
   * Keeps alphabets to the digits of dates where names are some.
   *
   * @returns the last name that there can be, or one behind it; null where any may follow
   */
  #asDates(folder: KeyBytes, name: KeyBytes, names: readonly CodePoints[]): KeyBytes | null {
    const dates = calendarDigitsOf(folder, name);
    if (dates === null) {
      return null;
    }
    for (const { at: bytes, most } of dates.tens) {
      const at = this.#pointsOf(name.slice(0, bytes)).length;
      const alphabet = bytes < this.#head.length ? undefined : this.#alphabets[at];
      if (alphabet === undefined) {
        continue;
      }
      if (names.some((points) => !isIn(points[at] ?? ENDED, ZERO, most))) {
        return null;
      }
      this.#alphabets[at] = alphabet.between(ZERO, most);
    }
    return dates.last;
  }
}

/** The part of an alphabet that a position uses, if it restarted often enough to show that; null for most of it. */
function usedOf(symbols: SymbolSet, before: SymbolSet | undefined, restarts: number): Alphabet | null {
  const most = Math.max(symbols.size, before?.size ?? 0);
  if (restarts < ENOUGH_RESTARTS || most > FEW_SYMBOLS) {
    return null;
  }
  const all = SymbolSet.of(...symbols.values(), ...(before?.values() ?? []));
  const values = all.values();
  const [first, last] = [Math.min(...values), Math.max(...values)];
  if (first === last) {
    return new Alphabet([[first, last]]);
  }
  const alphabet = alphabetOf(all);
  const used = alphabet.rankOf(last) - alphabet.rankOf(first) + 1;
  const margin = Math.ceil(used / restarts);
  const isSmall = alphabet.has(first) && 2 * (used + margin) <= alphabet.size;
  return isSmall ? alphabet.between(first - margin, last + margin) : null;
}

const isIn = (symbol: number, low: number, high: number): boolean => symbol >= low && symbol <= high;

/** The symbols of ascending names at a position, and whether they fall back anywhere. */
function symbolsAt(
  names: readonly CodePoints[],
  at: number,
): { readonly symbols: SymbolSet; readonly falls: boolean; readonly last: number } {
  const symbols = new SymbolSet();
  let [falls, last] = [false, ENDED - 1];
  for (const name of names) {
    const symbol = name[at] ?? ENDED;
    if (symbol !== last) {
      symbols.add(symbol);
      falls ||= symbol < last;
      last = symbol;
    }
  }
  return { symbols, falls, last };
}

/**
 * Steps between names that count on in their last digit or letter, for a name that is the only one that a range knows.
 *
 * @param seen of all names of the folder
 */
export function countingOn(name: KeyBytes, seen: Seen): NameNumbers | null {
  const points = pointsOf(name);
  const last = points.findLastIndex((point) => !isSeparator(point));
  const symbol = points[last];
  if (symbol === undefined) {
    return null;
  }
  if ((seen.positions[last]?.size ?? 0) > 1) {
    return new NameNumbers([toKeyBytes(textOf(points.slice(0, last + 1)))], seen);
  }
  const [low, high] = isLetter(symbol) ? ['a', 'z'] : ['0', '9'];
  const head = toKeyBytes(textOf(points.slice(0, last)));
  return isAscii(symbol) ? new NameNumbers([head + low, head + high]) : null;
}

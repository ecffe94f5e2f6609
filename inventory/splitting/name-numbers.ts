import { textOf, type CodePoints } from '../code-points';
import { toKeyBytes, type KeyBytes } from '../key-bytes';
import { Alphabet, alphabetAround, alphabetOf, isLetter, isSeparator } from './alphabet';
import { commonLength } from './key-paths';
import type { Seen } from './seen-symbols';
import { characterStart, pointsOf } from './name-points';
import { ENDED, SymbolSet } from './symbol-set';

/** Bytes of names that count before the first one in which they differ, and characters behind it. */
const BEFORE = 24;
const BEHIND = 16;
const MOST_BYTES = 4;
/** `0`, and the largest digit that the tens of minutes and seconds have. */
const CLOCK = [0x30, 0x35] as const;

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
  /** The name that was counted from last, which is often counted from again, and its digits. */
  #from: KeyBytes | null = null;
  #fromDigits: readonly number[] = [];

  /**
   * @param names ascending, two different ones at least
   * @param seen of all names of the folder
   */
  constructor(
    names: readonly KeyBytes[],
    private readonly seen: Seen = { positions: [], isThorough: false, alike: [] },
  ) {
    const first = names[0] ?? '';
    const differ = commonLength(first, names.at(-1) ?? first);
    const begin = characterStart(first, Math.max(0, differ - BEFORE));
    this.#head = first.slice(0, begin);
    this.#end = differ + MOST_BYTES * BEHIND;
    const points = names.map((name) => this.#pointsOf(name));
    const longest = points.reduce((most, { length }) => Math.max(most, length), 0);
    const common = pointsOf(first.slice(begin, differ)).length;
    this.#learn(points, common, Math.min(longest, common + BEHIND));
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
    return this.#between(this.#digitsFrom(from), [(this.#alphabets[0] as Alphabet).size]);
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
    const seen = this.#head === '' ? this.seen.positions : [];
    const varies = this.seen.isThorough ? seen.findIndex(({ size }) => size > 1) : -1;
    /** The nearest position to the right that shows its alphabet, up to a separator. */
    let shown: Alphabet | undefined;
    for (let at = end - 1; at >= 0; at--) {
      const { symbols, falls, last } = symbolsAt(at < common ? names.slice(0, 1) : names, at);
      const before = seen[at];
      if (falls) {
        shown = alphabetOf(symbols);
        this.#alphabets[at] = shown;
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
      if (varies !== -1 && at > varies && before !== undefined) {
        this.#narrow(at, SymbolSet.of(...symbols.values(), ...before.values()));
      }
    }
    if (this.#alphabets.length === 0) {
      this.#alphabets.push(alphabetOf(SymbolSet.of(CLOCK[0])));
    }
  }

  /**
   * Keeps the alphabet at a position to the digits of a calendar or a clock where it is one: behind a position that
   * varies, no digit is as large as others are sooner or later.
   *
   * @param seen all symbols that are known of it
   */
  #narrow(at: number, seen: SymbolSet): void {
    if (seen.valuesBeside([CLOCK]).length === 0) {
      this.#alphabets[at] = (this.#alphabets[at] as Alphabet).between(CLOCK[0], Math.max(...seen.values()));
    }
  }
}

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
  return symbol < 0x80 ? new NameNumbers([head + low, head + high]) : null;
}

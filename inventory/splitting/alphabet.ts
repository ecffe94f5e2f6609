import { isAscii } from '../pages/code-points';
import type { SymbolSet } from './symbol-set';

/** So many symbols of a block show which part of it is used. */
const ENOUGH = 6;

type Class = readonly [low: number, high: number];

const DIGITS: Class = [0x30, 0x39];
const UPPER: Class = [0x41, 0x5a];
const UPPER_HEX: Class = [0x41, 0x46];
const LOWER: Class = [0x61, 0x7a];
const LOWER_HEX: Class = [0x61, 0x66];
const UPPER_BEYOND_HEX: Class = [0x47, 0x5a];
const LOWER_BEYOND_HEX: Class = [0x67, 0x7a];
const WIDE: readonly Class[] = [
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
];

const isIn = (symbol: number, [low, high]: Class): boolean => symbol >= low && symbol <= high;
export const isDigit = (symbol: number): boolean => isIn(symbol, DIGITS);
export const isLetter = (symbol: number): boolean => isIn(symbol, UPPER) || isIn(symbol, LOWER);
/** Neither a letter nor a digit, and of ASCII: it parts a name. */
export const isSeparator = (symbol: number): boolean =>
  symbol >= 0 && isAscii(symbol) && !isDigit(symbol) && !isLetter(symbol);

/** The symbols that a position of a name may have, ascending, and their ranks. */
export class Alphabet {
  readonly size: number;

  constructor(private readonly classes: readonly Class[]) {
    this.size = classes.reduce((sum, [low, high]) => sum + high - low + 1, 0);
  }

  /** Those of its symbols that lie between two. */
  between(first: number, last: number): Alphabet {
    const classes = this.classes
      .map(([low, high]): Class => [Math.max(low, first), Math.min(high, last)])
      .filter(([low, high]) => low <= high);
    return new Alphabet(classes);
  }

  has(symbol: number): boolean {
    return this.classes.some((each) => isIn(symbol, each));
  }

  hasAll(symbols: SymbolSet): boolean {
    return symbols.values().every((symbol) => this.has(symbol));
  }

  /** How many of its symbols lie before one. */
  rankOf(symbol: number): number {
    let rank = 0;
    for (const [low, high] of this.classes) {
      if (symbol > high) {
        rank += high - low + 1;
      } else {
        return rank + Math.max(0, symbol - low);
      }
    }
    return rank;
  }

  symbolAt(rank: number): number {
    let left = rank;
    for (const [low, high] of this.classes) {
      if (left <= high - low) {
        return low + left;
      }
      left -= high - low + 1;
    }
    return this.classes.at(-1)?.[1] ?? 0;
  }
}

/** The alphabet of symbols that come again and again: whole classes, as far as they seem to be used. */
export function alphabetOf(symbols: SymbolSet): Alphabet {
  const digits = symbols.hasAny(DIGITS);
  const upper = symbols.hasAny(UPPER);
  const lower = symbols.hasAny(LOWER);
  const classes: Class[] = digits ? [DIGITS] : [];
  if (upper) {
    classes.push(digits && !lower && !symbols.hasAny(UPPER_BEYOND_HEX) ? UPPER_HEX : UPPER);
  }
  if (lower) {
    classes.push(digits && !upper && !symbols.hasAny(LOWER_BEYOND_HEX) ? LOWER_HEX : LOWER);
  }
  const others = symbols.valuesBeside([DIGITS, UPPER, LOWER]);
  if (others.length === 0) {
    return new Alphabet(classes);
  }
  const blocks = new Map<number, number[]>();
  for (const symbol of others) {
    const [low] = blockOf(symbol);
    const block = blocks.get(low);
    if (block === undefined) {
      blocks.set(low, [symbol]);
    } else {
      block.push(symbol);
    }
  }
  for (const block of blocks.values()) {
    classes.push(stretchOf(block));
  }
  return new Alphabet(classes.toSorted((a, b) => a[0] - b[0]));
}

/** The alphabet of a position of which one symbol is known: its class where symbols of it come in rows. */
export function alphabetAround(symbol: number): Alphabet {
  return AROUND[symbol] ?? new Alphabet([blockOf(symbol)]);
}

/** The part of a block that some of its symbols seem to be of: of few, all of it. */
function stretchOf(symbols: readonly number[]): Class {
  const [low, high] = blockOf(symbols[0] as number);
  if (symbols.length < ENOUGH) {
    return [low, high];
  }
  const [first, last] = [Math.min(...symbols), Math.max(...symbols)];
  const gap = Math.ceil((last - first) / symbols.length) + 1;
  return [Math.max(low, first - gap), Math.min(high, last + gap)];
}

/** The symbols that a symbol outside letters and digits stands for: of ASCII itself alone. */
function blockOf(symbol: number): Class {
  if (isAscii(symbol)) {
    return [symbol, symbol];
  }
  return WIDE.find((each) => isIn(symbol, each)) ?? [symbol & ~0x7f, symbol | 0x7f];
}

/** Those around each symbol of ASCII. */
const AROUND = Array.from(
  { length: 0x80 },
  (_, symbol) => new Alphabet([isDigit(symbol) ? DIGITS : blockOf(symbol)]),
);

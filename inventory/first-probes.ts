import { codePointsOf, commonLength, isDigit, isLetter, textOf, type CodePoints } from './code-points';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';

/** First characters of names, ascending: what may lie beyond the first page's. */
const FIRST_CHARACTERS = [...Buffer.from('05AMaeimquy'), 0x80, 0x4e00];

/** How far beyond a character outside ASCII its siblings are looked for: such alphabets are long. */
const WIDE_STEPS = [1, 30, 900];

/**
 * Where to look for the rest of a keyspace of which only the first page is known: at other first characters, and
 * behind the last key at each of its levels.
 *
 * @param first, last the keys between which the first page lies
 * @param prefix every key begins with it
 * @returns ascending, each beyond `last`
 */
export function firstProbes(first: KeyBytes, last: KeyBytes, prefix: KeyBytes, most: number): KeyBytes[] {
  const points = pointsOf(last);
  const begin = pointsOf(prefix).length;
  const agreed = commonLength(pointsOf(first), points);
  const beginnings = FIRST_CHARACTERS.map((symbol) => asKey(points, begin, symbol)).filter(
    (probe) => probe > last,
  );
  const probes = new Set([...beginnings, ...levelProbes(points, begin, Math.min(points.length, agreed + 1))]);
  return evenly(ascending(probes), most);
}

/**
 * Where to look when all keys that were listed in a range agree in many characters that the range does not prescribe:
 * they may go on at any of these levels. Behind `logs/2024/01/02/x` the levels are, among others, `logs/2024/01/020`,
 * `logs/2024/1` and `logs/3`. A store answers with the next key that exists, so that one round of requests shows where.
 *
 * @param origin, cursor first and last key that were listed in the range
 * @returns ascending, each in the range
 */
export function rangeProbes(
  origin: KeyBytes,
  cursor: KeyBytes,
  until: KeyBytes | null,
  most: number,
): KeyBytes[] {
  const points = pointsOf(cursor);
  const prescribed = until === null ? 0 : commonLength(points, pointsOf(until));
  const agreed = commonLength(pointsOf(origin), points);
  const probes = levelProbes(points, prescribed, agreed).filter((probe) => until === null || probe < until);
  return evenly(ascending(probes), most);
}

/** The next sibling at each level between two positions of a key: of each digit, and of each separator. */
function levelProbes(points: CodePoints, from: number, to: number): KeyBytes[] {
  const probes: KeyBytes[] = [];
  for (let at = from; at < to; at++) {
    const symbol = points[at] as number;
    if (symbol >= 0x80) {
      probes.push(...WIDE_STEPS.map((step) => asKey(points, at, symbol + step)));
    } else if (isDigit(symbol) ? symbol < 0x39 : !isLetter(symbol)) {
      probes.push(asKey(points, at, symbol + 1));
    }
  }
  return probes;
}

function asKey(points: CodePoints, length: number, symbol: number): KeyBytes {
  return toKeyBytes(textOf([...points.slice(0, length), symbol]));
}

function ascending(keys: Iterable<KeyBytes>): KeyBytes[] {
  return [...keys].toSorted((a, b) => (a < b ? -1 : 1));
}

/** So many of them, at equal distances. */
function evenly(keys: readonly KeyBytes[], most: number): KeyBytes[] {
  return keys.length <= most
    ? [...keys]
    : Array.from(
        { length: most },
        (_, at) => keys[Math.floor(((at + 0.5) * keys.length) / most)] as KeyBytes,
      );
}

function pointsOf(key: KeyBytes): CodePoints {
  return codePointsOf(fromKeyBytes(key) ?? key);
}

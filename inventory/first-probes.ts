import { codePointsOf, textOf } from './code-points';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';

const MOST = 44;
/** First characters of names, ascending: what lies beyond the first page's. */
const FIRST_CHARACTERS = [...Buffer.from('048CGMRWbdfhjlnprtvxz'), 0x80, 0x4e00, 0x6000, 0x8000, 0xac00];

const isDigit = (symbol: number): boolean => symbol >= 0x30 && symbol <= 0x39;
const isLetter = (symbol: number): boolean => (symbol | 0x20) >= 0x61 && (symbol | 0x20) <= 0x7a;

/**
 * Where to look for the rest of a keyspace of which only the first page is known: behind the last key at each of its
 * levels. Behind `logs/2024/01/02/x` these are, among others, `logs/2024/01/020`, `logs/2024/1`, `logs/3` and `m`.
 * A store answers with the next key that exists, so that one round of requests shows at which levels the keys go on.
 *
 * @param prefix every key begins with it
 * @returns ascending, each beyond `last`
 */
export function firstProbes(last: KeyBytes, prefix: KeyBytes, most: number): KeyBytes[] {
  const text = fromKeyBytes(last);
  if (text === null) {
    return [];
  }
  const points = codePointsOf(text);
  const begin = codePointsOf(fromKeyBytes(prefix) ?? '').length;
  const probes = new Set<KeyBytes>();
  const add = (length: number, symbol: number): void => {
    const probe = toKeyBytes(textOf([...points.slice(0, length), symbol]));
    if (probe > last && probe > prefix) {
      probes.add(probe);
    }
  };
  for (const symbol of FIRST_CHARACTERS) {
    add(begin, symbol);
  }
  for (let at = begin; at < points.length && probes.size < MOST; at++) {
    const symbol = points[at] as number;
    if (isDigit(symbol) ? symbol < 0x39 : !isLetter(symbol)) {
      add(at, symbol + 1);
    }
    if (at > begin && points[at - 1] === 0x2f && isLetter(symbol)) {
      for (const next of FIRST_CHARACTERS.filter((character) => character > symbol && character < 0x80 && character % 3 === 0)) {
        add(at, next);
      }
    }
  }
  const ascending = [...probes].toSorted((a, b) => (a < b ? -1 : 1));
  return ascending.length <= most ? ascending : ascending.filter((_, index) => (index * most) % ascending.length < most);
}

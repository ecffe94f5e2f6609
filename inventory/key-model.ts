import { codePointsOf, commonLength, isDigit, isLetter, textOf, type CodePoints } from './code-points';
import { fromKeyBytes, toKeyBytes, type KeyBytes } from './key-bytes';
import { SymbolWeights } from './symbol-weights';

/** Positions of a key that are learnt; beyond them keys are taken as spread evenly. */
const POSITIONS = 96;
/** Ends of ranges whose characters are kept: they are asked for with every cut, and change with every page. */
const KEPT_POINTS = 1024;
/** A double tells no smaller part of the keyspace. */
const SMALLEST = 2 ** -50;

/**
 * What the keys look like, learnt from samples: at each position, which characters occur. A key is a point between 0
 * and 1 in the keyspace that these characters span, so that ranges can be measured and cut. It is a guess that costs
 * a request where it is wrong; no total depends on it.
 */
export class KeyModel {
  readonly #positions: SymbolWeights[] = [];
  readonly #points = new Map<KeyBytes, CodePoints>();

  /** Learns from some keys of a page. */
  learn(keys: readonly KeyBytes[]): void {
    const wrapped: boolean[] = [];
    let previous: CodePoints = [];
    for (const key of keys) {
      const points = pointsOf(key);
      const length = Math.min(points.length, POSITIONS);
      for (let at = 0; at < length; at++) {
        const symbol = points[at] as number;
        this.#at(at).see(symbol);
        wrapped[at] ||= symbol < (previous[at] ?? 0);
      }
      previous = points;
    }
    for (const [at, anew] of wrapped.entries()) {
      this.#at(at).endPage(anew);
    }
  }

  /**
   * How many times what was listed, from `origin` to `cursor`, still lies between `cursor` and `until`.
   *
   * @returns Infinity where the listed part is too small to tell
   */
  ratioLeft(origin: KeyBytes, cursor: KeyBytes, until: KeyBytes | null): number {
    const [first, at] = [this.#pointsOf(origin), this.#pointsOf(cursor)];
    const last = until === null ? null : this.#pointsOf(until);
    const frame = last === null ? 0 : commonLength(first, last);
    const from = this.#place(first, frame);
    const here = this.#place(at, frame);
    const to = last === null ? 1 : this.#place(last, frame);
    return here - from <= SMALLEST ? Infinity : Math.max(0, to - here) / (here - from);
  }

  /**
   * A point in the range after `cursor` up to `until`, at a share of the keyspace between them.
   *
   * @returns a key strictly between the two, as short as tells it from its neighbours; null where there is none
   */
  pointAt(cursor: KeyBytes, until: KeyBytes | null, share: number): KeyBytes | null {
    const [from, to] = [this.#pointsOf(cursor), until === null ? null : this.#pointsOf(until)];
    const frame = to === null ? 0 : commonLength(from, to);
    const low = this.#place(from, frame);
    const high = to === null ? 1 : this.#place(to, frame);
    const width = high - low;
    const point =
      width > SMALLEST
        ? this.#keyAt(from.slice(0, frame), low + share * width, width / 64)
        : halfway(from, to, frame);
    return point !== null && point > cursor && (until === null || point < until) ? point : null;
  }

  /**
   * At how many levels the keys of a range may go on that nothing is known of: positions where all that were listed
   * agree though the range does not prescribe it, in a letter, or in a digit that no key elsewhere differs in.
   */
  unknownLevels(origin: KeyBytes, cursor: KeyBytes, until: KeyBytes | null): number {
    const points = this.#pointsOf(cursor);
    const prescribed = until === null ? 0 : commonLength(points, this.#pointsOf(until));
    const agreed = Math.min(commonLength(this.#pointsOf(origin), points), POSITIONS);
    let unknown = 0;
    for (let at = prescribed; at < agreed; at++) {
      const point = points[at] as number;
      unknown += isLetter(point) || ((isDigit(point) || point >= 0x80) && this.#at(at).isConstant) ? 1 : 0;
    }
    return unknown;
  }

  /** The share of the keyspace below a key, among the keys that begin with its first `frame` characters. */
  #place(points: CodePoints, frame: number): number {
    let place = 0;
    let scale = 1;
    const end = Math.min(points.length, this.#positions.length);
    for (let at = frame; at < end && scale > SMALLEST; at++) {
      const { below, own } = this.#at(at).shareOf(points[at] as number);
      place += scale * below;
      scale *= own;
    }
    return Math.min(place, 1);
  }

  #keyAt(head: CodePoints, place: number, precision: number): KeyBytes | null {
    const points = [...head];
    let [rest, scale] = [place, 1];
    for (let at = head.length; at < this.#positions.length && scale > Math.max(precision, SMALLEST); at++) {
      const weights = this.#at(at);
      const symbol = weights.symbolAt(Math.min(rest / scale, 1 - Number.EPSILON));
      const { below, own } = weights.shareOf(symbol);
      points.push(symbol);
      rest = Math.max(0, rest - scale * below);
      scale *= own;
    }
    return points.length === head.length ? null : toKeyBytes(textOf(points));
  }

  #pointsOf(key: KeyBytes): CodePoints {
    let points = this.#points.get(key);
    if (points === undefined) {
      if (this.#points.size >= KEPT_POINTS) {
        this.#points.clear();
      }
      points = pointsOf(key);
      this.#points.set(key, points);
    }
    return points;
  }

  #at(position: number): SymbolWeights {
    let weights = this.#positions[position];
    if (weights === undefined) {
      weights = new SymbolWeights();
      this.#positions[position] = weights;
    }
    return weights;
  }
}

/** The middle of what two keys leave between them at their first difference. */
function halfway(from: CodePoints, to: CodePoints | null, frame: number): KeyBytes | null {
  const [low, high] = [from[frame] ?? 0, to === null ? 0x10ffff : (to[frame] ?? 0)];
  return high - low < 2
    ? null
    : toKeyBytes(textOf([...from.slice(0, frame), low + Math.floor((high - low) / 2)]));
}

function pointsOf(key: KeyBytes): CodePoints {
  return codePointsOf(fromKeyBytes(key) ?? key);
}

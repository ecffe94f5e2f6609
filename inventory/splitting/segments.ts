import type { KeyBytes } from '../key-bytes';
import type { NameNumbers } from './name-numbers';
import { expectedPages, plainPages, type Segment } from './segment';

/** Names that are known, each with as many pages. */
export function namesSegment(folder: KeyBytes, names: readonly KeyBytes[], pagesEach: number): Segment {
  const pages = names.length * pagesEach;
  return {
    pages,
    plain: pages,
    pointAt(behind) {
      const at = Math.min(names.length - 1, Math.round(behind / pagesEach));
      const name = names[at];
      return name === undefined ? null : { key: folder + name, plain: at * pagesEach };
    },
  };
}

/** Names that are numbers, as far as a distance. */
export interface Numbered {
  readonly folder: KeyBytes;
  readonly numbers: NameNumbers;
  /** The name behind which the segment begins. */
  readonly from: KeyBytes;
  /** Steps to its end. */
  readonly distance: number;
  /** Steps that a page takes at its beginning and, where that is known, at its end. */
  readonly stepsHere: number;
  readonly stepsThere: number;
  /** Pages up to which the density is believed to stay as it is. */
  readonly trusted: number;
  /** The share of them that is expected evenly, whatever the density here: keys are known to go on behind the end. */
  readonly even: number;
  /** The most pages that are expected, whatever the distance. */
  readonly most: number;
}

export function numberSegment(numbered: Numbered): Segment {
  const { folder, numbers, from, distance, stepsHere, stepsThere, trusted, even, most } = numbered;
  const half = distance / 2;
  const near = half / stepsHere;
  const plain = near + half / stepsThere;
  const raw = expectedPages(plain, trusted);
  const pages = Math.min(raw, most);
  const precision = Math.min(stepsHere, stepsThere) / 16;
  return {
    pages,
    plain,
    pointAt(behind) {
      const before = plainPages((behind * raw) / pages, trusted, plain, even);
      const steps = before <= near ? before * stepsHere : half + (before - near) * stepsThere;
      const name = numbers.add(from, steps, precision);
      return name === null ? null : { key: folder + name, plain: before };
    },
  };
}

/** Places of which nothing is known but that keys may be there. */
export function probesSegment(keys: readonly KeyBytes[], pagesEach: number): Segment {
  return {
    pages: keys.length * pagesEach,
    plain: keys.length * 2,
    pointAt(behind) {
      const at = Math.min(keys.length - 1, Math.floor(behind / pagesEach));
      const key = keys[at];
      return key === undefined ? null : { key, plain: at * 2 };
    },
  };
}

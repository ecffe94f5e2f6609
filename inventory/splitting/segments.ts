import type { KeyBytes } from '../pages/key-bytes';
import { countWhile } from './ascending';
import type { NameList } from './folder-lists';
import type { Numbers } from './name-numbers';
import { expectedPages, plainPages, type Segment } from './segment';

/** Names that a listing told of, from one up to but not including another, by their positions in the list. */
export interface Named {
  readonly folder: KeyBytes;
  readonly list: Pick<NameList, 'names' | 'foldersBefore'>;
  readonly from: number;
  readonly end: number;
  /** Pages of each folder, and of each file: of one key. */
  readonly folderPages: number;
  readonly filePages: number;
}

export function namesSegment({ folder, list, from, end, folderPages, filePages }: Named): Segment {
  const { names, foldersBefore } = list;
  const pagesUpTo = (at: number): number => {
    const folders = (foldersBefore[at] as number) - (foldersBefore[from] as number);
    return folders * folderPages + (at - from - folders) * filePages;
  };
  const pages = from < end ? pagesUpTo(end) : 0;
  return {
    pages,
    plain: pages,
    pointAt(behind) {
      let [low, high] = [from, end - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        // The name that begins nearest.
        if (pagesUpTo(middle) + pagesUpTo(middle + 1) < 2 * behind) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      const name = names[low];
      return name === undefined ? null : { key: folder + name, plain: pagesUpTo(low) };
    },
  };
}

/** A key with the pages up to it, from the one before. */
export interface Landmark {
  readonly key: KeyBytes;
  readonly pages: number;
}

/** Keys at which something is expected to begin or end. @param landmarks ascending, one at least */
export function landmarksSegment(landmarks: readonly Landmark[]): Segment {
  let pages = 0;
  const upTo = landmarks.map((landmark) => (pages += landmark.pages));
  return {
    pages,
    plain: pages,
    pointAt(behind) {
      const at = Math.min(
        landmarks.length - 1,
        countWhile(upTo, (each) => each < behind),
      );
      return { key: (landmarks[at] as Landmark).key, plain: upTo[at] as number };
    },
  };
}

/** Names that are numbers, as far as a distance. */
export interface Stretch {
  readonly folder: KeyBytes;
  readonly numbers: Numbers;
  /** The name behind which the segment begins. */
  readonly from: KeyBytes;
  /** Steps to its end. */
  readonly distance: number;
  /** Steps that a page takes at its beginning. */
  readonly stepsHere: number;
}

/** What is believed of a stretch. */
export interface Belief {
  /** Pages up to which the density stays as it is. */
  readonly trusted: number;
  /** Steps that a page takes at the end; absent where they are as many as at the beginning, for all that is known. */
  readonly stepsThere?: number;
  /**
   * The share of pages that is expected evenly, whatever the density here: keys are known to go on behind the end. Absent
   * for none.
   */
  readonly even?: number;
  /** The most pages that are expected, whatever the distance; absent for any number. */
  readonly most?: number;
  /** Pages beyond which no point lies; absent where points lie up to the end. */
  readonly reach?: number;
  /** Whether nothing is known of what holds as much as it may. */
  readonly isNovel?: boolean;
}

/** What may hold so many times what is expected of it is open. */
const OPEN_TIMES = 4;

export function numberSegment(
  { folder, numbers, from, distance, stepsHere }: Stretch,
  { trusted, stepsThere = stepsHere, even = 0, most = Infinity, reach = Infinity, isNovel = false }: Belief,
): Segment {
  const half = distance / 2;
  const near = half / stepsHere;
  const plain = near + half / stepsThere;
  const raw = expectedPages(plain, trusted);
  const pages = Math.min(raw, most);
  const precision = Math.min(stepsHere, stepsThere) / 16;
  return {
    pages,
    plain,
    isOpen: isNovel && plain > OPEN_TIMES * pages,
    pointAt(behind) {
      const far = Math.min(plain, reach);
      const before = plainPages((behind * expectedPages(far, trusted)) / pages, trusted, far, even);
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

import type { KeyBytes } from '../pages/key-bytes';

/** A place to cut at. */
export interface Point {
  readonly key: KeyBytes;
  /** Pages before it in its segment, if keys go on as densely as they were seen. */
  readonly plain: number;
}

/** A part of what is left of a range, in one folder. */
export interface Segment {
  /** Pages that are expected in it. */
  readonly pages: number;
  /** The same, if keys go on as densely as they were seen. */
  readonly plain: number;
  /** Whether it may hold many times what is expected: its end is far off, and nothing like it is known. */
  readonly isOpen?: boolean;
  /** A point behind so many of its expected pages; null where there is none. */
  pointAt(pages: number): Point | null;
}

/** A folder of which it is worth asking what is in it. */
export interface FolderQuestion {
  /** With its `/`; empty for the top. */
  readonly folder: KeyBytes;
  /** The name behind which it is asked. */
  readonly behind: KeyBytes;
}

/** What is left of a range. */
export interface Estimate {
  readonly pages: number;
  /** Keys that had been listed when it was measured, and keys of a page. */
  readonly keys: number;
  readonly pageKeys: number;
  /** Nearest first. */
  readonly segments: readonly Segment[];
  readonly questions: readonly FolderQuestion[];
  /** Whether nothing is known of the most of it. */
  readonly isUnknown: boolean;
  /** Whether most of it may hold many times as much. */
  readonly isOpen: boolean;
}

/** Beyond `trusted` pages the end may be anywhere, on a logarithmic scale. */
export function expectedPages(plain: number, trusted: number): number {
  return plain <= trusted ? plain : trusted * (1 + Math.log(plain / trusted));
}

/**
 * The inverse, for a stretch of so many plain pages: points at equal shares of what is expected.
 *
 * @param even the share of what is expected that lies evenly over the stretch; the rest does as `expectedPages` says,
 * so that points lie geometrically beyond what is trusted
 */
export function plainPages(expected: number, trusted: number, whole: number, even: number): number {
  const all = expectedPages(whole, trusted);
  let [low, high] = [0, whole];
  for (let step = 0; step < STEPS && high - low > 0.01; step++) {
    // Scales differ by many orders of magnitude: first it is found out which.
    const middle =
      low > 0 || high < 1
        ? high > 4 * low
          ? Math.sqrt(low * high) || high / 2
          : (low + high) / 2
        : Math.sqrt(high);
    const reached = (1 - even) * expectedPages(middle, trusted) + (even * all * middle) / whole;
    if (reached < expected) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}

const STEPS = 64;

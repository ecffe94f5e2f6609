import { MAX_SAMPLES, type SampledTally } from '../../contracts/listing/inventory';
import type { Differences } from '../../contracts/migration/verification';
import { Count } from '../totals/count';
import type { KeyBytes } from '../pages/key-bytes';
import { shortened } from '../totals/key-sample';

/** How a key differs, marked as `rclone check --combined` does: on the source alone, on the destination alone, on both. */
export type DifferenceMark = '+' | '-' | '*';

/** A key that differs. */
export interface Difference {
  readonly mark: DifferenceMark;
  /** As it is, or would be, on the source. */
  readonly key: KeyBytes;
  /** Null if it is not there. */
  readonly sourceBytes: number | null;
  readonly destinationBytes: number | null;
  /** Only their contents differ. */
  readonly content?: true;
  /** It is missing, and OSS refuses such a key. */
  readonly refused?: boolean;
}

type Kind = DifferenceMark | 'content';

/** Differences counted by kind, with a few of their keys. */
export class FoundDifferences {
  changedLater: number;
  #refused: number;
  readonly #kinds: Readonly<Record<Kind, { readonly count: Count; readonly samples: string[] }>>;

  constructor(before: Differences = NO_DIFFERENCES) {
    const counted = ({ samples, ...tally }: SampledTally) => ({
      count: Count.of(tally),
      samples: [...samples],
    });
    this.changedLater = before.changedLater;
    this.#refused = before.refusedByOss;
    this.#kinds = {
      '+': counted(before.missing),
      '-': counted(before.extra),
      '*': counted(before.otherSize),
      content: counted(before.otherContent),
    };
  }

  add({ mark, key, sourceBytes, destinationBytes, content, refused }: Difference): void {
    this.#refused += refused === true ? 1 : 0;
    const { count, samples } = this.#kinds[content === true ? 'content' : mark];
    count.add(1, sourceBytes ?? destinationBytes ?? 0);
    if (samples.length < MAX_SAMPLES) {
      const bytes = Buffer.from(key, 'latin1');
      samples.push(shortened(bytes, 0, bytes.length));
    }
  }

  toJson(): Differences {
    const tally = (kind: Kind): SampledTally => {
      const { count, samples } = this.#kinds[kind];
      return { ...count.toTally(), samples: [...samples] };
    };
    return {
      missing: tally('+'),
      extra: tally('-'),
      otherSize: tally('*'),
      otherContent: tally('content'),
      changedLater: this.changedLater,
      refusedByOss: this.#refused,
    };
  }
}

export const NONE: SampledTally = { objects: '0', bytes: '0', samples: [] };
export const NO_DIFFERENCES: Differences = {
  missing: NONE,
  extra: NONE,
  otherSize: NONE,
  otherContent: NONE,
  changedLater: 0,
  refusedByOss: 0,
};

/** Adds what was found in other ranges. */
export function mergeDifferences(one: Differences, other: Differences): Differences {
  return {
    missing: sumOf(one.missing, other.missing),
    extra: sumOf(one.extra, other.extra),
    otherSize: sumOf(one.otherSize, other.otherSize),
    otherContent: sumOf(one.otherContent, other.otherContent),
    changedLater: one.changedLater + other.changedLater,
    refusedByOss: one.refusedByOss + other.refusedByOss,
  };
}

export function sumOf(one: SampledTally, other: SampledTally): SampledTally {
  const count = Count.of(one);
  count.merge(Count.of(other));
  return { ...count.toTally(), samples: [...one.samples, ...other.samples].slice(0, MAX_SAMPLES) };
}

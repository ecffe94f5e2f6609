import { MAX_SAMPLES, type SampledTally } from '../../contracts/inventory';
import type { Differences } from '../../contracts/verification';
import { Count } from '../count';
import type { KeyBytes } from '../key-bytes';
import { shortened } from '../key-sample';

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
}

/** Differences counted by kind, with a few of their keys. */
export class FoundDifferences {
  changedLater: number;
  readonly #kinds: Readonly<Record<DifferenceMark, { readonly count: Count; readonly samples: string[] }>>;

  constructor(before: Differences = NO_DIFFERENCES) {
    const counted = ({ samples, ...tally }: SampledTally) => ({
      count: Count.of(tally),
      samples: [...samples],
    });
    this.changedLater = before.changedLater;
    this.#kinds = {
      '+': counted(before.missing),
      '-': counted(before.extra),
      '*': counted(before.otherSize),
    };
  }

  add({ mark, key, sourceBytes, destinationBytes }: Difference): void {
    const { count, samples } = this.#kinds[mark];
    count.add(1, sourceBytes ?? destinationBytes ?? 0);
    if (samples.length < MAX_SAMPLES) {
      const bytes = Buffer.from(key, 'latin1');
      samples.push(shortened(bytes, 0, bytes.length));
    }
  }

  toJson(): Differences {
    const tally = (mark: DifferenceMark): SampledTally => {
      const { count, samples } = this.#kinds[mark];
      return { ...count.toTally(), samples: [...samples] };
    };
    return {
      missing: tally('+'),
      extra: tally('-'),
      otherSize: tally('*'),
      changedLater: this.changedLater,
    };
  }
}

const NONE: SampledTally = { objects: '0', bytes: '0', samples: [] };
export const NO_DIFFERENCES: Differences = {
  missing: NONE,
  extra: NONE,
  otherSize: NONE,
  changedLater: 0,
};

/** Adds what was found in other ranges. */
export function mergeDifferences(one: Differences, other: Differences): Differences {
  const sum = (a: SampledTally, b: SampledTally): SampledTally => {
    const count = Count.of(a);
    count.merge(Count.of(b));
    return { ...count.toTally(), samples: [...a.samples, ...b.samples].slice(0, MAX_SAMPLES) };
  };
  return {
    missing: sum(one.missing, other.missing),
    extra: sum(one.extra, other.extra),
    otherSize: sum(one.otherSize, other.otherSize),
    changedLater: one.changedLater + other.changedLater,
  };
}

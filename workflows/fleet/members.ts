import {
  countPhases,
  isOpen,
  MEMBER_PHASES,
  type Member,
  type MemberPhase,
  type MemberToSee,
  type PhaseCounts,
  type SeenMember,
} from '../../contracts/fleet';

/** A bucket of a fleet as it is carried on into the next run, as short as it can be. */
export type CarriedMember = readonly [
  bucket: string,
  /** Index in `MEMBER_PHASES`. */
  phase: number,
  /** Whether this fleet started its preparation. */
  own: 0 | 1,
  events: number,
  problem?: string,
  objects?: string,
  bytes?: string,
  blockers?: number,
];

interface State {
  readonly bucket: string;
  phase: MemberPhase;
  own: boolean;
  events: number;
  problem: string;
  objects: string;
  bytes: string;
  blockers: number;
}

/** The buckets of a fleet, each with how its preparation stands. */
export class Members {
  readonly #all: readonly State[];

  private constructor(all: readonly State[]) {
    this.#all = all;
  }

  /** None of which is started. */
  static of(buckets: readonly string[]): Members {
    const fresh = {
      phase: 'pending',
      own: false,
      events: 0,
      problem: '',
      objects: '',
      bytes: '',
      blockers: 0,
    } as const;
    return new Members(buckets.map((bucket) => ({ ...fresh, bucket })));
  }

  static from(carried: readonly CarriedMember[]): Members {
    return new Members(
      carried.map(
        ([bucket, phase, own, events, problem = '', objects = '', bytes = '', blockers = 0]): State => ({
          bucket,
          phase: MEMBER_PHASES[phase] ?? 'failed',
          own: own === 1,
          events,
          problem,
          objects,
          bytes,
          blockers,
        }),
      ),
    );
  }

  get total(): number {
    return this.#all.length;
  }

  /** In the order of the input, as they are; not a copy. */
  get states(): readonly { readonly bucket: string; readonly phase: MemberPhase }[] {
    return this.#all;
  }

  bucketAt(at: number): string {
    return this.#at(at).bucket;
  }

  get counts(): PhaseCounts {
    return countPhases(this.#all.map(({ phase }) => phase));
  }

  /** In the order of the input. */
  list(): Member[] {
    return this.#all.map(shown);
  }

  /** What needs a person first, then what is open, then what has ended; `max` at most, from place `from`. */
  byUrgency(from: number, max: number, phase?: MemberPhase): Member[] {
    const order: readonly MemberPhase[] = MEMBER_PHASES;
    return this.#all
      .filter((one) => phase === undefined || one.phase === phase)
      .toSorted((one, other) => order.indexOf(one.phase) - order.indexOf(other.phase))
      .slice(from, from + max)
      .map(shown);
  }

  /** Places of the buckets that are still to be started, the first ones. */
  pending(max: number): number[] {
    return this.#places(({ phase }) => phase === 'pending').slice(0, max);
  }

  /** Places of the buckets whose preparations require an action. */
  parked(): number[] {
    return this.#places(({ phase }) => phase === 'action required');
  }

  /** Buckets whose open preparations this fleet started. */
  ownOpen(): string[] {
    return this.#all
      .filter(({ own, phase }) => own && isOpen(phase) && phase !== 'pending')
      .map(({ bucket }) => bucket);
  }

  /** All that is under way. */
  underWay(): MemberToSee[] {
    return this.#places(({ phase }) => isOpen(phase) && phase !== 'pending').map((at) => {
      const { bucket, phase, events } = this.#at(at);
      return [at, bucket, phase, events];
    });
  }

  /** A preparation was started. */
  started(at: number): void {
    Object.assign(this.#at(at), {
      phase: 'running',
      own: true,
      events: 0,
      problem: '',
    } satisfies Partial<State>);
  }

  /** A preparation was asked to go on: it works, and is among those that are looked at first. */
  retried(at: number): void {
    Object.assign(this.#at(at), { phase: 'running', problem: '' } satisfies Partial<State>);
  }

  /**
   * Takes in what was seen of a bucket.
   *
   * @returns whether its phase or its problem is another one than before
   */
  saw({ at, ...seen }: SeenMember): boolean {
    const state = this.#all[at];
    if (state === undefined) {
      return false;
    }
    const { phase, problem } = state;
    Object.assign(state, { problem: '', ...seen });
    return state.phase !== phase || state.problem !== problem;
  }

  /** Those that were not started never will be. */
  giveUpPending(): void {
    for (const at of this.pending(this.total)) {
      this.#at(at).phase = 'cancelled';
    }
  }

  carried(): CarriedMember[] {
    return this.#all.map(({ bucket, phase, own, events, problem, objects, bytes, blockers }) => {
      const known: CarriedMember = [bucket, MEMBER_PHASES.indexOf(phase), own ? 1 : 0, events];
      return problem === '' && objects === '' ? known : [...known, problem, objects, bytes, blockers];
    }) as CarriedMember[];
  }

  #places(wanted: (state: State) => boolean): number[] {
    return this.#all.flatMap((state, at) => (wanted(state) ? [at] : []));
  }

  #at(at: number): State {
    return this.#all[at] as State;
  }
}

function shown({ bucket, phase, problem, objects, bytes, blockers }: State): Member {
  return {
    bucket,
    phase,
    ...(problem === '' ? {} : { problem }),
    ...(objects === '' ? {} : { objects, bytes }),
    ...(blockers === 0 ? {} : { blockers }),
  };
}

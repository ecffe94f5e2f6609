import {
  MEMBER_PHASES,
  OPEN_PHASES,
  type Member,
  type MemberPhase,
  type MemberToSee,
  type PhaseCounts,
  type SeenMember,
} from '../../contracts/runs/fleet';

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

/** In which a preparation is open. */
const UNDER_WAY = OPEN_PHASES.filter((phase) => phase !== 'pending');

/**
 * The buckets of a fleet, each with how its preparation stands. They are kept by phase, since a fleet asks how they stand
 * hundreds of times in a run, all of it within seconds when a worker replays its history.
 */
export class Members {
  readonly #all: readonly State[];
  readonly #in: ReadonlyMap<MemberPhase, Set<number>> = new Map(
    MEMBER_PHASES.map((phase) => [phase, new Set()]),
  );

  private constructor(all: readonly State[]) {
    this.#all = all;
    all.forEach(({ phase }, at) => this.#in.get(phase)?.add(at));
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

  bucketAt(at: number): string {
    return this.#at(at).bucket;
  }

  get counts(): PhaseCounts {
    const counts = MEMBER_PHASES.map((phase) => [phase, this.#in.get(phase)?.size ?? 0] as const);
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  /** Whether any bucket is in one of some phases. */
  has(...phases: readonly MemberPhase[]): boolean {
    return phases.some((phase) => (this.#in.get(phase)?.size ?? 0) > 0);
  }

  /** Places of the buckets in some phases, in the order of the input. */
  places(...phases: readonly MemberPhase[]): number[] {
    return phases.flatMap((phase) => [...(this.#in.get(phase) ?? [])]).toSorted((one, other) => one - other);
  }

  /** In the order of the input. */
  list(): Member[] {
    return this.#all.map(shown);
  }

  /** What needs a person first, then what is open, then what has ended; `max` at most, from place `from`. */
  byUrgency(from: number, max: number, phase?: MemberPhase): Member[] {
    const found: number[] = [];
    let before = 0;
    for (const one of phase === undefined ? MEMBER_PHASES : [phase]) {
      const count = this.#in.get(one)?.size ?? 0;
      if (before + count > from && found.length < max) {
        const first = Math.max(0, from - before);
        found.push(...this.places(one).slice(first, first + max - found.length));
      }
      before += count;
    }
    return found.map((at) => shown(this.#at(at)));
  }

  /** Places of the buckets that are still to be started, the first ones. */
  pending(max: number): number[] {
    return this.places('pending').slice(0, max);
  }

  /** Places of the buckets whose preparations require an action. */
  parked(): number[] {
    return this.places('action required');
  }

  /** Buckets whose open preparations this fleet started. */
  ownOpen(): string[] {
    return this.places(...UNDER_WAY)
      .map((at) => this.#at(at))
      .filter(({ own }) => own)
      .map(({ bucket }) => bucket);
  }

  /** What is asked about the bucket in a place. */
  toSee(at: number): MemberToSee {
    const { bucket, phase, events } = this.#at(at);
    return [at, bucket, phase, events];
  }

  /** A preparation was started. */
  started(at: number): void {
    this.#update(at, { phase: 'running', own: true, events: 0, problem: '' });
  }

  /** A preparation was asked to go on: it works, and is among those that are looked at first. */
  retried(at: number): void {
    this.#update(at, { phase: 'running', problem: '' });
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
    this.#update(at, { problem: '', ...seen });
    return state.phase !== phase || state.problem !== problem;
  }

  /** Those that were not started never will be. */
  giveUpPending(): void {
    for (const at of this.pending(this.total)) {
      this.#update(at, { phase: 'cancelled' });
    }
  }

  carried(): CarriedMember[] {
    return this.#all.map(({ bucket, phase, own, events, problem, objects, bytes, blockers }) => {
      const known: CarriedMember = [bucket, MEMBER_PHASES.indexOf(phase), own ? 1 : 0, events];
      return problem === '' && objects === '' ? known : [...known, problem, objects, bytes, blockers];
    }) as CarriedMember[];
  }

  #update(at: number, changes: Partial<Omit<State, 'bucket'>>): void {
    const state = this.#at(at);
    this.#in.get(state.phase)?.delete(at);
    Object.assign(state, changes);
    this.#in.get(state.phase)?.add(at);
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

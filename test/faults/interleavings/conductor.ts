import type { RamDirectory } from '../../../clouds/ram/port';

/** Something that goes wrong once. Calls are those about the user, numbered from 0 over the whole run. */
export type Disturbance =
  /** The connection is lost before the call has an effect, or after it. */
  | { readonly kind: 'call lost' | 'answer lost'; readonly call: number }
  /** The worker is killed before the call, or after its effect: the attempt does nothing more. */
  | { readonly kind: 'killed before' | 'killed after'; readonly call: number }
  /** The activity succeeds, but Temporal does not hear of it, and has it done again. */
  | { readonly kind: 'done twice'; readonly activity: string }
  | Late;

/**
 * The attempt freezes before the call, and after its timeout another one is started. The first continues when the run
 * is about to make call `until`, either to its end or for one call, after which it is killed.
 */
export interface Late {
  readonly kind: 'late';
  readonly call: number;
  readonly until: number;
  readonly goesOn: 'to its end' | 'for one call';
}

export type Outcome<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'vanished' };

/** Carries out a call whose connection is lost. */
export type Lose = (when: 'before' | 'after', call: () => Promise<unknown>) => Promise<unknown>;

/** What is asked about the account, and not about the user. */
const ABOUT_THE_ACCOUNT = ['passwordPolicy', 'signInDomain'];

const NEVER = (): Promise<never> => new Promise(() => undefined);

/** Lets a run, and what disturbs it, make their calls in one certain order. */
export class Conductor {
  /** Verbs in the order they were called, without those of attempts that went on late. */
  readonly calls: string[] = [];
  readonly #left: Disturbance[];
  readonly #sleepers: { readonly until: number; readonly wake: () => void; readonly ended: Promise<void> }[] =
    [];

  /** @param beforeEachCall advances the clouds' clock */
  constructor(
    disturbances: readonly Disturbance[],
    readonly lose: Lose,
    readonly beforeEachCall: () => void,
  ) {
    this.#left = [...disturbances];
  }

  /** Whether everything that was to go wrong did. */
  get done(): boolean {
    return this.#left.length === 0 && this.#sleepers.length === 0;
  }

  /** Executes one attempt of an activity, as far as it is let. */
  async attempt<T>(
    activity: string,
    execute: (wrap: (ram: RamDirectory) => RamDirectory) => Promise<T>,
  ): Promise<Outcome<T>> {
    const attempt = new Attempt();
    const ended = execute((ram) => this.#conducted(ram, attempt)).then(
      (value): Outcome<T> => ({ kind: 'returned', value }),
      (error: unknown): Outcome<T> => ({ kind: 'threw', error }),
    );
    void ended.then(() => attempt.end());
    const vanished = attempt.vanished.then((): Outcome<T> => ({ kind: 'vanished' }));
    const outcome = await Promise.race([ended, vanished]);
    const succeeded = outcome.kind === 'returned';
    const unheard =
      succeeded && this.#take((one) => one.kind === 'done twice' && one.activity === activity) !== undefined;
    return unheard ? { kind: 'vanished' } : outcome;
  }

  /** Continues attempts that are still frozen at the end of the run. */
  wakeAll(): Promise<void> {
    return this.#wake(Number.POSITIVE_INFINITY);
  }

  #conducted(ram: RamDirectory, attempt: Attempt): RamDirectory {
    return new Proxy(ram, {
      get: (port, verb: string) => {
        const member: unknown = Reflect.get(port, verb, port);
        if (typeof member !== 'function' || ABOUT_THE_ACCOUNT.includes(verb)) {
          return member;
        }
        return (...given: unknown[]) =>
          this.#call(verb, () => member.apply(port, given) as Promise<unknown>, attempt);
      },
    });
  }

  async #call(verb: string, call: () => Promise<unknown>, attempt: Attempt): Promise<unknown> {
    if (attempt.late !== null) {
      return this.#lateCall(call, attempt);
    }
    const number = this.calls.length;
    await this.#wake(number);
    const planned = this.#take((one) => one.kind !== 'done twice' && one.call === number);
    if (planned?.kind === 'late') {
      await this.#freeze(planned, attempt);
      return this.#lateCall(call, attempt);
    }
    this.calls.push(verb);
    this.beforeEachCall();
    switch (planned?.kind) {
      case 'call lost':
        return this.lose('before', call);
      case 'answer lost':
        return this.lose('after', call);
      case 'killed after':
        await call().catch(() => undefined);
        attempt.vanish();
        return NEVER();
      case 'killed before':
        attempt.vanish();
        return NEVER();
      case 'done twice':
      case undefined:
        return call();
    }
  }

  async #freeze({ until, goesOn }: Late, attempt: Attempt): Promise<void> {
    attempt.late = goesOn;
    attempt.vanish();
    await new Promise<void>((wake) => {
      this.#sleepers.push({ until, wake, ended: attempt.ended });
    });
  }

  async #lateCall(call: () => Promise<unknown>, attempt: Attempt): Promise<unknown> {
    this.beforeEachCall();
    if (attempt.late !== 'for one call') {
      return call();
    }
    await call().catch(() => undefined);
    attempt.end();
    return NEVER();
  }

  /** Continues those that are due; the run waits until they have ended. */
  async #wake(number: number): Promise<void> {
    for (const sleeper of this.#sleepers.filter(({ until }) => until <= number)) {
      this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
      sleeper.wake();
      await sleeper.ended;
    }
  }

  #take(which: (one: Disturbance) => boolean): Disturbance | undefined {
    const at = this.#left.findIndex(which);
    return at === -1 ? undefined : this.#left.splice(at, 1)[0];
  }
}

/** One execution of an activity. */
class Attempt {
  /** How it continues after freezing. */
  late: Late['goesOn'] | null = null;
  /** Resolves when it times out for Temporal. */
  readonly vanished: Promise<void>;
  /** Resolves when it makes no more calls. */
  readonly ended: Promise<void>;
  vanish: () => void = () => undefined;
  end: () => void = () => undefined;

  constructor() {
    this.vanished = new Promise((resolve) => {
      this.vanish = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }
}

import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { Dispatch, type Errand } from '../../inventory/ranges/dispatch';
import { toKeyBytes, type KeyBytes } from '../../inventory/pages/key-bytes';
import type { OpenRange } from '../../inventory/ranges/open-range';
import type { ScannedPage } from '../../inventory/pages/page-scanner';
import type { KeyRange } from '../../contracts/listing/inventory';
import { childOf, endOf, isFolder } from '../../inventory/splitting/key-paths';
import type { FolderQuestion } from '../../inventory/splitting/segment';
import { firstFrom, type KeyList } from './key-list';
import { Random } from './random';

/** How a store behaves, and how it is asked. */
export interface Conditions {
  readonly requesters: number;
  readonly latencyMs: number;
  readonly pageKeys: number;
  /** Of the latency's logarithm; 0 for a constant one. */
  readonly jitter: number;
  /** How many times as long a folder takes; Infinity for a store that refuses at once to list one. */
  readonly folderFactor: number;
  /** Names in the answer to that, at most. */
  readonly folderNames: number;
  /** Absent for a listing from the beginning. */
  readonly ranges?: readonly KeyRange[];
}

export const USUAL: Conditions = {
  requesters: 64,
  latencyMs: 40,
  pageKeys: 1000,
  jitter: 0,
  folderFactor: 1,
  folderNames: 1000,
};

/** What a listing came to. */
export interface Simulated {
  readonly keys: number;
  readonly ms: number;
  readonly requests: number;
  readonly folders: number;
  /** Of the planner, in milliseconds of real time. */
  readonly plannerMs: number;
  /** Pages on their way, on average. */
  readonly inFlight: number;
}

/** How far a listing had come when it was interrupted. */
export interface Interrupted {
  readonly keys: number;
  readonly ms: number;
  readonly ranges: readonly KeyRange[];
}

interface Answer {
  readonly at: number;
  readonly order: number;
  readonly deliver: () => void;
}

const SAMPLES = 32;

/**
 * A listing in virtual time: the engine's own board, splitter and pace against computed keys. It takes no time but
 * that of the planner, and the same keys and conditions always give the same numbers.
 */
export class Simulation {
  readonly #answers: Answer[] = [];
  readonly #dispatch: Dispatch;
  readonly #random = new Random(7);
  #now = 0;
  #orders = 0;
  #keysListed = 0;
  #requests = 0;
  #folders = 0;
  #busyMs = 0;
  #plannerMs = 0;
  #isEnding = false;

  constructor(
    private readonly keys: KeyList,
    private readonly conditions: Conditions,
  ) {
    this.#dispatch = new Dispatch({
      ranges: conditions.ranges ?? startCheckpoint().ranges,
      lastKey: toKeyBytes(''),
      prefix: toKeyBytes(''),
      requesters: conditions.requesters,
      pageKeys: conditions.pageKeys,
      requestsPerSecond: Infinity,
      now: () => this.#now,
    });
  }

  /** @throws RangeError if keys were lost or counted twice */
  run(): Simulated {
    this.#runUntil(() => this.#isDone);
    this.#dispatch.board.prove();
    return {
      keys: this.#keysListed,
      ms: this.#now,
      requests: this.#requests,
      folders: this.#folders,
      plannerMs: this.#plannerMs,
      inFlight: this.#busyMs / this.#now,
    };
  }

  /** Lists so many keys and is then interrupted: what was on its way is lost. */
  interruptedAfter(keys: number): Interrupted {
    this.#runUntil(() => this.#keysListed >= keys);
    return this.#left();
  }

  /** Lists so many keys, and what is on its way then, and is divided, as a slice whose time is up. */
  endedAfter(keys: number): Interrupted {
    this.#runUntil(() => this.#keysListed >= keys);
    this.#isEnding = true;
    this.#runUntil(() => false);
    this.#dispatch.divide();
    return this.#left();
  }

  #left(): Interrupted {
    const ranges = [...this.#dispatch.board.open].toSorted((a, b) => (a.after < b.after ? -1 : 1));
    return {
      keys: this.#keysListed,
      ms: this.#now,
      ranges: ranges.map((range) => range.left({ bucket: 'bench' }, this.#dispatch.expectedIn(range))),
    };
  }

  #runUntil(isOver: () => boolean): void {
    this.#pump();
    while (!isOver()) {
      const answer = this.#take();
      if (answer === undefined) {
        return;
      }
      this.#now = answer.at;
      answer.deliver();
      this.#pump();
    }
  }

  get #isDone(): boolean {
    return this.#dispatch.board.open.size === 0;
  }

  /** All that can be sent now. */
  #pump(): void {
    if (this.#isEnding) {
      return;
    }
    for (let errand = this.#next(); errand !== null; errand = this.#next()) {
      if ('inMs' in errand) {
        this.#later(Math.max(1, errand.inMs), () => undefined);
        return;
      }
      this.#send(errand);
    }
  }

  #next(): Errand {
    return this.#timed(() => this.#dispatch.next());
  }

  /** What the planner does, which takes no virtual time. */
  #timed<T>(work: () => T): T {
    const begin = performance.now();
    const result = work();
    this.#plannerMs += performance.now() - begin;
    return result;
  }

  #send(errand: Exclude<Errand, null | { inMs: number }>): void {
    this.#requests++;
    if ('check' in errand) {
      throw new RangeError('The computed store contradicts itself.');
    }
    if ('list' in errand) {
      const ms = this.#latency(1);
      this.#busyMs += ms;
      const sentAt = this.#now;
      this.#later(ms, () => this.#deliver(errand.list, sentAt));
    } else {
      this.#folders++;
      const { folderFactor } = this.conditions;
      const ms = this.#latency(folderFactor === Infinity ? 1 : folderFactor);
      this.#later(ms, () => this.#tell(errand.askFor));
    }
  }

  #deliver(range: OpenRange, sentAt: number): void {
    const page = this.#page(range.after, range.until);
    this.#keysListed += page.counted;
    this.#dispatch.answered();
    this.#timed(() => this.#dispatch.counted(range, page, sentAt));
  }

  #page(after: KeyBytes, until: KeyBytes | null): ScannedPage {
    const { keys } = this;
    const begin = after === '' ? 0 : this.#behind(after);
    const length = Math.min(this.conditions.pageKeys, keys.count - begin);
    let counted = length;
    if (until !== null && length > 0 && keys.at(begin + length - 1) > until) {
      let [low, high] = [0, length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (keys.at(begin + middle) <= until) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      counted = low;
    }
    const wanted = Math.min(SAMPLES, counted);
    const sample = Array.from({ length: wanted }, (_, at) =>
      keys.at(begin + (wanted === 1 ? 0 : Math.round((at * (counted - 1)) / (wanted - 1)))),
    );
    const truncated = begin + length < keys.count;
    return {
      length,
      counted,
      keys: sample,
      truncated,
      nextToken: truncated ? String(begin) : null,
      plus: null,
    };
  }

  #tell(question: FolderQuestion): void {
    const { folder, behind } = question;
    if (this.conditions.folderFactor === Infinity) {
      this.#dispatch.told(question, null);
      return;
    }
    const names: KeyBytes[] = [];
    const { keys } = this;
    let at = this.#behind(isFolder(behind) ? (endOf(folder + behind) as KeyBytes) : folder + behind);
    while (at < keys.count && names.length < this.conditions.folderNames && keys.at(at).startsWith(folder)) {
      const name = childOf(folder, keys.at(at));
      names.push(name);
      const end = folder + name;
      at = isFolder(name) ? firstFrom(keys, at, (key) => !key.startsWith(end)) : at + 1;
    }
    const isWhole = at >= keys.count || !keys.at(at).startsWith(folder);
    const to = isWhole ? null : (names.at(-1) ?? null);
    this.#timed(() => this.#dispatch.told(question, { names, to }));
  }

  #behind(bound: KeyBytes): number {
    let [low, high] = [0, this.keys.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keys.at(middle) <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #latency(factor: number): number {
    const { latencyMs, jitter } = this.conditions;
    return factor * latencyMs * (jitter === 0 ? 1 : this.#random.lognormal(jitter));
  }

  #later(ms: number, deliver: () => void): void {
    const answer = { at: this.#now + ms, order: this.#orders++, deliver };
    let at = this.#answers.length;
    while (at > 0 && isLater(answer, this.#answers[at - 1] as Answer)) {
      at--;
    }
    this.#answers.splice(at, 0, answer);
  }

  /** The soonest is the last. */
  #take(): Answer | undefined {
    return this.#answers.pop();
  }
}

function isLater(one: Answer, other: Answer): boolean {
  return one.at > other.at || (one.at === other.at && one.order > other.order);
}

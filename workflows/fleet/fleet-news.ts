import {
  isOpen,
  MEMBER_PHASES,
  OPEN_PHASES,
  WAIT_FOR_PEOPLE,
  type MemberPhase,
} from '../../contracts/runs/fleet';
import type { NotificationEvent } from '../../contracts/runs/notification';
import type { Members } from './members';

/** News is told at least this often while other buckets are worked on, and at most this often while none is. */
const BUNDLE_MS = 30 * 60_000;

/** What of its news a fleet carries on into its next run. Times are milliseconds since 1970. */
export interface CarriedNews {
  /** When anything was last told. */
  readonly toldAt: number;
  /** When people were last told that something waits for them. */
  readonly askedAt: number;
  /** Places of the buckets whose phases were not told yet. */
  readonly untold: readonly number[];
}

/** One message that is due. */
export interface DueNews {
  readonly event: NewsEvent;
  /** Places of the buckets that it is about. */
  readonly places: readonly number[];
  /** How many buckets are as it says, with those that were told before. */
  readonly count: number;
}

export type NewsEvent = Extract<NotificationEvent, 'waiting' | 'attention' | 'reminder' | 'done'>;
type NewsOfPhase = Exclude<NewsEvent, 'reminder'>;

/** How the buckets stand that news are made of. */
type Standings = Pick<Members, 'counts' | 'has' | 'places'>;

/**
 * Decides when a fleet tells what about its buckets. What waits for people is told as soon as nothing else is under way,
 * all of it in one message; meanwhile, and of what has ended, every half hour if there is news.
 */
export class FleetNews {
  #toldAt: number;
  #askedAt: number;
  readonly #untold: Set<number>;

  constructor({ toldAt, askedAt, untold }: CarriedNews) {
    this.#toldAt = toldAt;
    this.#askedAt = askedAt;
    this.#untold = new Set(untold);
  }

  static since(now: number): FleetNews {
    return new FleetNews({ toldAt: now, askedAt: now, untold: [] });
  }

  /** A bucket entered a phase. */
  entered(place: number, phase: MemberPhase): void {
    this.#untold.delete(place);
    if (eventOf(phase) !== null) {
      this.#untold.add(place);
    }
  }

  /** What is to be told now, which counts as told. */
  take(now: number, members: Standings, remindEveryMs: number): DueNews[] {
    const isDue = now >= this.#toldAt + BUNDLE_MS;
    const isIdle = !members.has('running', 'pending');
    const isOver = !members.has(...OPEN_PHASES);
    const due = [
      ...(isDue || isIdle ? [this.#news('attention', members), this.#news('waiting', members)] : []),
      ...(isDue || isOver ? [this.#news('done', members)] : []),
    ].filter(({ places }) => places.length > 0);
    const asks = due.some(({ event }) => event !== 'done');
    const isForgotten = !asks && members.has(...WAIT_FOR_PEOPLE) && now >= this.#askedAt + remindEveryMs;
    const forgotten = isForgotten ? members.places(...WAIT_FOR_PEOPLE) : [];
    const reminder: DueNews[] = isForgotten
      ? [{ event: 'reminder', places: forgotten, count: forgotten.length }]
      : [];
    if (due.length + reminder.length > 0) {
      this.#toldAt = now;
    }
    if (asks || isForgotten) {
      this.#askedAt = now;
    }
    const told = [...due, ...reminder];
    told.forEach(({ places }) => places.forEach((place) => this.#untold.delete(place)));
    return told;
  }

  /** When something may be due although nothing happens; infinity if nothing can be. */
  nextAt(members: Pick<Standings, 'has'>, remindEveryMs: number): number {
    return Math.min(
      this.#untold.size > 0 ? this.#toldAt + BUNDLE_MS : Infinity,
      members.has(...WAIT_FOR_PEOPLE) ? this.#askedAt + remindEveryMs : Infinity,
    );
  }

  carried(): CarriedNews {
    return { toldAt: this.#toldAt, askedAt: this.#askedAt, untold: [...this.#untold] };
  }

  #news(event: NewsOfPhase, members: Standings): DueNews {
    const phases = MEMBER_PHASES.filter((phase) => eventOf(phase) === event);
    const untold = members.places(...phases).filter((place) => this.#untold.has(place));
    const counted = event === 'done' ? MEMBER_PHASES.filter((phase) => !isOpen(phase)) : phases;
    const count = counted.reduce((sum, phase) => sum + (members.counts[phase] ?? 0), 0);
    return { event, places: untold, count };
  }
}

/** Which message a phase belongs to; null for those that are no news. */
function eventOf(phase: MemberPhase): NewsOfPhase | null {
  switch (phase) {
    case 'action required':
      return 'attention';
    case 'waiting for approval':
      return 'waiting';
    case 'prepared':
    case 'rejected':
    case 'approval timed out':
    case 'cancelled':
    case 'failed':
    case 'terminated':
    case 'timed out':
      return 'done';
    case 'running':
    case 'pending':
    case 'already prepared':
      return null;
  }
}

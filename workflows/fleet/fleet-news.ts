import { isOpen, type MemberPhase } from '../../contracts/fleet';
import type { NotificationEvent } from '../../contracts/notification';

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

/** A bucket as news are made of it. */
export interface Standing {
  readonly bucket: string;
  readonly phase: MemberPhase;
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
  take(now: number, all: readonly Standing[], remindEveryMs: number): DueNews[] {
    const isDue = now >= this.#toldAt + BUNDLE_MS;
    const isIdle = !all.some(({ phase }) => phase === 'running' || phase === 'pending');
    const isOver = !all.some(({ phase }) => isOpen(phase));
    const due = [
      ...(isDue || isIdle ? [this.#news('attention', all), this.#news('waiting', all)] : []),
      ...(isDue || isOver ? [this.#news('done', all)] : []),
    ].filter(({ places }) => places.length > 0);
    const asks = due.some(({ event }) => event !== 'done');
    const forgotten = placesOf(all, asksPeople);
    const reminder: DueNews[] =
      !asks && forgotten.length > 0 && now >= this.#askedAt + remindEveryMs
        ? [{ event: 'reminder', places: forgotten, count: forgotten.length }]
        : [];
    if (due.length + reminder.length > 0) {
      this.#toldAt = now;
    }
    if (asks || reminder.length > 0) {
      this.#askedAt = now;
    }
    const told = [...due, ...reminder];
    told.forEach(({ places }) => places.forEach((place) => this.#untold.delete(place)));
    return told;
  }

  /** When something may be due although nothing happens; infinity if nothing can be. */
  nextAt(all: readonly Standing[], remindEveryMs: number): number {
    const waits = all.some(({ phase }) => asksPeople(phase));
    return Math.min(
      this.#untold.size > 0 ? this.#toldAt + BUNDLE_MS : Infinity,
      waits ? this.#askedAt + remindEveryMs : Infinity,
    );
  }

  carried(): CarriedNews {
    return { toldAt: this.#toldAt, askedAt: this.#askedAt, untold: [...this.#untold] };
  }

  #news(event: NewsEvent, all: readonly Standing[]): DueNews {
    const places = placesOf(all, (phase) => eventOf(phase) === event);
    const isCounted = (phase: MemberPhase) => (event === 'done' ? !isOpen(phase) : eventOf(phase) === event);
    return {
      event,
      places: places.filter((place) => this.#untold.has(place)),
      count: placesOf(all, isCounted).length,
    };
  }
}

function placesOf(all: readonly Standing[], wanted: (phase: MemberPhase) => boolean): number[] {
  return all.flatMap(({ phase }, place) => (wanted(phase) ? [place] : []));
}

function asksPeople(phase: MemberPhase): boolean {
  return phase === 'action required' || phase === 'waiting for approval';
}

/** Which message a phase belongs to; null for those that are no news. */
function eventOf(phase: MemberPhase): Exclude<NewsEvent, 'reminder'> | null {
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

import type { ChannelOutcome } from '../../contracts/runs/notification';
import type { Attempted } from './deliver';
import type { Said } from '../../presentation/words/phrase';

/** How far a notification has come, as its heartbeats carry it from one attempt to the next. */
export interface Progress {
  /** Channels that have it, or refused it. */
  readonly settled: readonly ChannelOutcome[];
  /** Channels that did not take it yet, and why. */
  readonly failing: readonly FailingChannel[];
}

interface FailingChannel {
  readonly channel: string;
  readonly why: Said;
  /** Milliseconds since 1970 until which not to retry; null if the receiver did not say. */
  readonly notBefore: number | null;
}

export const NOTHING_YET: Progress = { settled: [], failing: [] };

/** A receiver that asks for a longer delay is retried after this. */
const MAX_PATIENCE_MS = 15 * 60_000;

/** The progress after one more attempt at one channel. */
export function progressAfter(before: Progress, { channel, delivery }: Attempted, now: number): Progress {
  const { name } = channel;
  const failing = before.failing.filter((one) => one.channel !== name);
  if (delivery.outcome !== 'failed') {
    const delivered = delivery.outcome === 'delivered';
    const outcome = { channel: name, delivered, why: delivered ? '' : delivery.why };
    return { settled: [...before.settled, outcome], failing };
  }
  const { retryAfterMs } = delivery;
  const { why } = delivery;
  const notBefore = retryAfterMs === undefined ? null : now + Math.min(retryAfterMs, MAX_PATIENCE_MS);
  return { settled: before.settled, failing: [...failing, { channel: name, why, notBefore }] };
}

/** Whether a channel is due now. */
export function isDue(channel: string, { settled, failing }: Progress, now: number): boolean {
  const last = failing.find((one) => one.channel === channel);
  return !settled.some((one) => one.channel === channel) && (last?.notBefore ?? now) <= now;
}

/** Milliseconds until any channel may be retried; undefined if the usual backoff applies. */
export function patience({ failing }: Progress, now: number): number | undefined {
  const times = failing.flatMap(({ notBefore }) => (notBefore === null ? [] : [notBefore]));
  return times.length > 0 && times.length === failing.length
    ? Math.max(0, Math.min(...times) - now)
    : undefined;
}

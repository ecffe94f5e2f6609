import type { PreparationHandle } from './rig';

type History = Awaited<ReturnType<PreparationHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

const DAY = 86_400_000;
export const A_SECOND_AS_A_WEEK = 7 * 86_400;

/** The times of an approval's terms, wherever they are in a history. */
const TIMES = /"(timeoutMs|remindEveryMs|afterMs)":(\d+)/g;

/**
 * A history in which everything took so many times as long: its events, and the terms of the approval in what its
 * activities answered. Waiting for a month takes a month otherwise.
 */
export function drawnOut({ events }: History, factor: number): { history: History; days: number } {
  const all = events ?? [];
  const start = timeOf(all[0]);
  const last = start + (timeOf(all.at(-1)) - start) * factor;
  const drawn = all.map((event) => ({
    ...event,
    eventTime: timestamp(start + (timeOf(event) - start) * factor),
    ...answerOf(event, factor),
  }));
  return { history: { events: drawn }, days: (last - start) / DAY };
}

function answerOf(event: Event, factor: number): Partial<Event> {
  const completed = event.activityTaskCompletedEventAttributes;
  const payloads = completed?.result?.payloads;
  if (!completed || !payloads) {
    return {};
  }
  const drawn = payloads.map(({ metadata, data }) => {
    const text = Buffer.from(data ?? []).toString('utf8');
    const longer = text.replace(TIMES, (_, name: string, ms: string) => `"${name}":${Number(ms) * factor}`);
    return { metadata, data: Buffer.from(longer) };
  });
  return {
    activityTaskCompletedEventAttributes: { ...completed, result: { payloads: drawn } },
  };
}

function timeOf(event: Event | undefined): number {
  const { seconds, nanos } = event?.eventTime ?? {};
  return Number(seconds) * 1000 + (nanos ?? 0) / 1e6;
}

function timestamp(ms: number): Event['eventTime'] {
  return {
    seconds: Math.floor(ms / 1000),
    nanos: Math.floor(ms % 1000) * 1e6,
  } as unknown as Event['eventTime'];
}

import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Language } from '../presentation/words/language';
import { toFailure } from './guarded-activity';

const HEARTBEAT_EVERY_MS = 2000;

/** What an activity keeps from one attempt to the next. */
export interface Memory<T> {
  /** What an earlier attempt kept; undefined if none did. Anybody who can write to the namespace may have sent it. */
  readonly kept: T | undefined;
  readonly keep: (value: T) => void;
}

/**
 * Does work that keeps something for its next attempt: its heartbeats carry that. They also come while nothing new is
 * kept, however long a cloud is silent: only a worker that is gone sends none.
 */
export async function withMemory<T, R>(work: (memory: Memory<T>) => Promise<R>): Promise<R> {
  const before = activityInfo().heartbeatDetails as T | undefined;
  let latest = before;
  const timer = setInterval(() => heartbeat(latest), HEARTBEAT_EVERY_MS);
  try {
    return await work({
      kept: before,
      keep(value) {
        latest = value;
        heartbeat(value);
        timer.refresh();
      },
    });
  } finally {
    clearInterval(timer);
  }
}

/**
 * The same for the next activity of the step as well, such as after `retry`: a failure carries what was kept last.
 *
 * @param given what the failure of an earlier activity carried; anybody may have sent that, too
 */
export function withMemoryInFailure<T, R>(
  given: T | undefined,
  language: Language,
  work: (memory: Memory<T | undefined>) => Promise<R>,
): Promise<R> {
  return withMemory<T | undefined, R>(async ({ kept: before, keep }) => {
    const kept = before ?? given;
    let latest = kept;
    try {
      return await work({
        kept,
        keep(value) {
          latest = value;
          keep(value);
        },
      });
    } catch (error) {
      throw toFailure(error, language, latest === undefined ? [] : [latest]);
    }
  });
}

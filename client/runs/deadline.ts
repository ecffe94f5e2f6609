import { setTimeout as sleep } from 'node:timers/promises';

/** When to stop waiting. */
export interface Deadline {
  /** Becomes null when the time is up; never, if there is no limit. */
  readonly passed: Promise<null>;
  isOver(): boolean;
  /** Lets the process end before the time is up. */
  clear(): void;
}

/** @param ms from now; undefined for no limit */
export function deadlineIn(ms: number | undefined): Deadline {
  const waiting = new AbortController();
  const at = ms === undefined ? Number.POSITIVE_INFINITY : Date.now() + ms;
  return {
    passed:
      ms === undefined
        ? new Promise<never>(() => undefined)
        : sleep(ms, null, { signal: waiting.signal }).catch(() => null),
    isOver: () => Date.now() >= at,
    clear: () => waiting.abort(),
  };
}

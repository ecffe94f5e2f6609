import { setTimeout as pause } from 'node:timers/promises';

/** Does something at once, and again so long after it was done, until stopped. It does not keep the process alive meanwhile. */
export async function repeatUntil(
  stop: AbortSignal,
  everyMs: number,
  once: () => Promise<unknown>,
): Promise<void> {
  while (!stop.aborted) {
    await once();
    await pause(everyMs, undefined, { signal: stop, ref: false }).catch(() => undefined);
  }
}

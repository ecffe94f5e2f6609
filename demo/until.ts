import { setTimeout as pause } from 'node:timers/promises';

const ASK_EVERY_MS = 250;

/**
 * Asks again what cannot be answered while something is about to start.
 *
 * @throws what the last question failed with, when the time is up
 */
export async function until(ask: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  let last: unknown = new Error('What was waited for did not come.');
  while (Date.now() < deadline) {
    try {
      if (await ask()) {
        return;
      }
    } catch (error) {
      last = error;
    }
    await pause(ASK_EVERY_MS);
  }
  throw last;
}

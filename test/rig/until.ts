import { setTimeout as pause } from 'node:timers/promises';
import { wordsOf } from '../../presentation/words/words';

/** Milliseconds. */
interface Waiting {
  readonly patienceMs?: number;
  /** At first; what lets wait is asked for more seldom, since each question is work for a busy machine. */
  readonly everyMs?: number;
  /** Says what was waited for in vain. */
  readonly wanted?: () => string;
}

/** Only what never comes is waited for so long. */
const PATIENCE_MS = 240_000;
const ASK_EVERY_MS = 50;
const ASK_AT_LEAST_EVERY_MS = 1000;

/** Asks until there is an answer. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  { patienceMs = PATIENCE_MS, everyMs = ASK_EVERY_MS, wanted = () => String(ask) }: Waiting = {},
): Promise<T> {
  const started = Date.now();
  for (let waited = 0; waited < patienceMs; waited = Date.now() - started) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await pause(Math.max(everyMs, Math.min(waited / 10, ASK_AT_LEAST_EVERY_MS)));
  }
  throw new Error(`Waited ${wordsOf('en').duration(patienceMs)} in vain for ${wanted()}`);
}

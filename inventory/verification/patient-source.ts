import { setTimeout as delay } from 'node:timers/promises';
import { PrepError } from '../../contracts/prep-error';
import { asksToSlowDown, pauseWished } from '../pages/listed-bucket';
import type { RawPage } from '../../contracts/listing/listing';
import type { PageSource } from '../pages/page-source';

/** Failed requests for a page, in a row, after which the store counts as not answering. */
const MAX_FAILURES = 6;
/** The same for refusals with the wish to slow down: about three minutes. */
const MAX_REFUSALS = 60;

/** A source that repeats what time may fix, with growing pauses, as a slice of an inventory does. */
export function patient(source: PageSource): PageSource {
  return {
    async fetchPage(request, signal): Promise<RawPage> {
      const { answer, requests } = await patiently(() => source.fetchPage(request, signal), signal);
      return { ...answer, requests: answer.requests + requests - 1 };
    },
  };
}

/** Repeats a request that time may fix. @returns its answer, and how often it was sent */
export async function patiently<T>(
  ask: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly answer: T; readonly requests: number }> {
  let [failures, refusals] = [0, 0];
  for (;;) {
    try {
      return { answer: await ask(), requests: 1 + failures + refusals };
    } catch (error) {
      if (!(error instanceof PrepError) || error.effect !== 'transient') {
        throw error;
      }
      const slowDown = asksToSlowDown(error);
      if (slowDown ? ++refusals >= MAX_REFUSALS : ++failures >= MAX_FAILURES) {
        throw error;
      }
      const pause = slowDown ? Math.min(3000, 100 * 2 ** refusals) : 100 * 2 ** failures;
      await delay(pauseWished(error) ?? pause * (0.5 + Math.random()), undefined, { signal });
    }
  }
}

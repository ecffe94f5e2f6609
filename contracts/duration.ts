import ms, { type StringValue } from 'ms';
import { exactly } from '../presentation/words/en/duration';
import type { Phrase } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';

/** Milliseconds of a duration in words, such as `3 days` or `8 hours`; null if it is none. */
export function durationMs(text: string): number | null {
  if (text.trim() === '' || text.length > 100) {
    return null;
  }
  const milliseconds: number | undefined = ms(text as StringValue);
  return milliseconds === undefined || Number.isNaN(milliseconds) ? null : milliseconds;
}

/** A duration as an input can hold it, in the largest unit that measures it: `3 days`. */
export const durationText: (milliseconds: number) => string = exactly;

/**
 * Why a text is no duration between one second and a year; null if it is.
 *
 * @param word that may stand there instead
 */
export function durationProblem(text: string, word?: string): Phrase | null {
  const milliseconds = durationMs(text);
  if (milliseconds === null) {
    return word === undefined ? phrase('input.notDuration') : phrase('input.notDurationNor', { word });
  }
  if (milliseconds >= 1000 && milliseconds <= 366 * 24 * 3600 * 1000) {
    return null;
  }
  return word === undefined ? phrase('input.durationBounds') : phrase('input.durationBoundsOr', { word });
}

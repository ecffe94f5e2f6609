import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** A day, which begins at midnight UTC, or a time with its zone (ISO 8601). */
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Reads an option that is a date or time, as an ISO 8601 time in UTC. */
export function dateOption(option: string): (text: string) => string {
  return (text) => {
    const time = DATE.test(text) && isADay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(time)) {
      throw new CommandError('InvalidInput', phrase('verify.notADate', { option }));
    }
    return new Date(time).toISOString();
  };
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isADay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

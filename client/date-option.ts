import { isDayOrTime } from '../contracts/moment';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads an option that is a date or time, as an ISO 8601 time in UTC. */
export function dateOption(option: string): (text: string) => string {
  return (text) => {
    if (!isDayOrTime(text)) {
      throw new CommandError('InvalidInput', phrase('verify.notADate', { option }));
    }
    return new Date(text).toISOString();
  };
}

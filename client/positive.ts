import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads an option that is a whole number from 1 to 9,999. */
export function positive(option: string): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,3}$/.test(text)) {
      throw new CommandError('InvalidInput', phrase('command.notANumber', { option }));
    }
    return Number(text);
  };
}

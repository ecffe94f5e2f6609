import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads an option that is a whole number from 1 to `max`. */
export function wholeNumber(option: string, max: number): (text: string) => number {
  return (text) => {
    const given = /^[1-9]\d*$/.test(text) ? Number(text) : Infinity;
    if (given > max) {
      throw new CommandError('InvalidInput', phrase('command.notANumber', { option, max }));
    }
    return given;
  };
}

import { durationMs, durationProblem } from '../contracts/duration';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads a duration in words from an option, as milliseconds. */
export function durationOption(option: string): (text: string) => number {
  return (text) => {
    const why = durationProblem(text);
    if (why !== null) {
      throw new CommandError('InvalidInput', phrase('command.invalidDuration', { option, why }));
    }
    return durationMs(text) ?? 0;
  };
}

import { durationMs, durationSchema, parseInput } from '../contracts/input-problems';
import { MAX_MESSAGE_BYTES } from '../contracts/input-limits';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads a duration in words from an option, as milliseconds. */
export function durationOption(option: string): (text: string) => number {
  return (text) => {
    const parsed = parseInput(durationSchema, text, {}, MAX_MESSAGE_BYTES);
    if (!parsed.ok) {
      const why = parsed.problems[0]?.problem ?? '';
      throw new CommandError('InvalidInput', phrase('command.invalidDuration', { option, why }));
    }
    return durationMs(parsed.value) ?? 0;
  };
}

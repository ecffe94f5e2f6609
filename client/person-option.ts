import { MAX_MESSAGE_BYTES } from '../contracts/inputs/input-limits';
import { parseInput } from '../contracts/inputs/input-problems';
import { personName } from '../contracts/approval/person';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/**
 * Reads the name of a person from an option, as workflows take it. Apart from the other readers: it needs schemas, which a
 * listing without Temporal does not load.
 */
export function personOption(option: string): (text: string) => string {
  return (text) => {
    const parsed = parseInput(personName(), text, {}, MAX_MESSAGE_BYTES);
    if (!parsed.ok) {
      const why = parsed.problems[0]?.problem ?? '';
      throw new CommandError('InvalidInput', phrase('command.invalidName', { option, why }));
    }
    return parsed.value;
  };
}

import { personName } from '../contracts/person';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads the name of a person from an option, as workflows take it. */
export function personOption(option: string): (text: string) => string {
  return (text) => {
    const { data, error } = personName.safeParse(text);
    if (data === undefined) {
      throw new CommandError(
        'InvalidInput',
        phrase('command.invalidName', { option, why: error?.issues[0]?.message ?? '' }),
      );
    }
    return data;
  };
}

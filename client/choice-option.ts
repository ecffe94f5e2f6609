import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads an option that is one of a few words. */
export function choiceOption<Choice extends string>(
  option: string,
  choices: readonly Choice[],
): (text: string) => Choice {
  return (text) => {
    const chosen = choices.find((one) => one === text);
    if (chosen === undefined) {
      throw new CommandError(
        'InvalidInput',
        phrase('command.notAChoice', { option, choices: choices.join(', ') }),
      );
    }
    return chosen;
  };
}

import { MAX_REMARK_CHARACTERS } from '../contracts/input-limits';
import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads a comment or a reason, which a message holds up to a length. */
export function remarkOption(option: string): (text: string) => string {
  return (text) => {
    if (text.length > MAX_REMARK_CHARACTERS) {
      throw new CommandError(
        'InvalidInput',
        phrase('command.remarkTooLong', { option, characters: text.length, max: MAX_REMARK_CHARACTERS }),
      );
    }
    return text;
  };
}

import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/**
 * Refuses a time to wait of a command that does not wait: a scheduler would take what was only started for done.
 *
 * @throws CommandError `InvalidInput`
 */
export function demandWait({ wait, timeout }: { readonly wait?: true; readonly timeout?: number }): void {
  if (timeout !== undefined && wait !== true) {
    throw new CommandError('InvalidInput', phrase('command.timeoutWithoutWait'));
  }
}

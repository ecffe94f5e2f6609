import { phrase } from '../presentation/words/words';
import { CommandError } from './command-error';

/** Reads `--digest`: the digest of a plan, or of many, as it is shown. */
export function digestOption(text: string): string {
  const digest = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest)) {
    throw new CommandError('InvalidInput', phrase('command.invalidDigest'));
  }
  return digest;
}

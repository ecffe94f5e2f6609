import { readFile } from 'node:fs/promises';
import { phrase } from '../presentation/words/words';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import { otherKindOf } from './other-kind';

/**
 * A text that a user gives, without the byte order mark with which editors on Windows begin one.
 *
 * @param file a path, or `-` for standard input
 * @throws CommandError `InvalidInput` if it cannot be read or is not text in UTF-8
 */
export async function readText(file: string, readStdin: CommandContext['readStdin']): Promise<string> {
  if (file === '-') {
    return readStdin();
  }
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const about = { file, code: error.code ?? String(error) };
    throw new CommandError('InvalidInput', phrase('command.fileUnreadable', about));
  });
  return decodeText(bytes, file);
}

/**
 * @param file null for standard input
 * @throws CommandError `InvalidInput`: what is decoded otherwise would name other objects
 */
export function decodeText(bytes: Uint8Array, file: string | null): string {
  const kind = otherKindOf(bytes);
  if (kind !== null) {
    throw new CommandError('InvalidInput', phrase('command.notText', { file, kind }));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError('InvalidInput', phrase('command.notUtf8', { file }));
  }
}

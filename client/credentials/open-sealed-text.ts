import { phrase, type Words } from '../../presentation/words/words';
import { readFile } from 'node:fs/promises';
import { openSealed } from '../../provisioning/sealing/sealing';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { CommandError } from '../command-error';

/** What one sealed text holds. Plain: never log it. */
export type SealedContent = Readonly<Record<string, string>>;

/**
 * Opens a file that holds one sealed text, as `prep source-key create` gives it.
 *
 * @throws CommandError `FileRefused`; PrepError `SealedTextUnreadable`
 */
export async function openSealedText(file: string, identities: readonly string[]): Promise<SealedContent> {
  let sealed: string;
  try {
    sealed = await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CommandError('FileRefused', phrase('command.sealedUnreadable', { file, code }));
  }
  return JSON.parse(await openSealed(sealed, identities)) as SealedContent;
}

const NAMES: Readonly<Record<string, keyof Words['terminal']['opened']>> = {
  accountId: 'account',
  userName: 'user',
  bucket: 'bucket',
  endpoint: 'endpoint',
  userPrincipalName: 'signInName',
  signInUrl: 'signInLink',
  password: 'password',
  accessKeyId: 'accessKeyId',
  accessKeySecret: 'accessKeySecret',
  confirmationCode: 'confirmationCode',
};

/** Its values in two columns. */
export function sealedContentText(content: SealedContent, { terminal }: Words): string {
  const rows = Object.entries(NAMES).flatMap(([field, name]) => {
    const value = content[field];
    return value === undefined ? [] : [[terminal.opened[name], value] as const];
  });
  return alignedLines(rows, '').join('\n');
}

import { readFile } from 'node:fs/promises';
import { openSealed } from '../provisioning/sealing/sealing';
import { alignedLines } from '../presentation/report/aligned-lines';
import { CommandError } from './command-error';

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
    throw new CommandError('FileRefused', `The sealed text ${file} cannot be read (${code}).`);
  }
  return JSON.parse(await openSealed(sealed, identities)) as SealedContent;
}

const NAMES: Readonly<Record<string, string>> = {
  accountId: 'Account',
  userName: 'User',
  bucket: 'Bucket',
  endpoint: 'Endpoint',
  userPrincipalName: 'Sign-in name',
  signInUrl: 'Sign-in link',
  password: 'Password',
  accessKeyId: 'AccessKey ID',
  accessKeySecret: 'AccessKey secret',
  confirmationCode: 'Confirmation code',
};

/** Its values in two columns. */
export function sealedContentText(content: SealedContent): string {
  const rows = Object.entries(NAMES).flatMap(([field, name]) => {
    const value = content[field];
    return value === undefined ? [] : [[name, value] as const];
  });
  return alignedLines(rows, '').join('\n');
}

import type { Words } from '../../presentation/words/words';
import { openSealed } from '../../provisioning/sealing/sealing';
import { alignedLines } from '../../presentation/report/aligned-lines';
import type { CommandContext } from '../command-context';
import { readText } from '../read-text';

/** What one sealed text holds. Plain: never log it. */
export type SealedContent = Readonly<Record<string, string>>;

/**
 * Opens a file that holds one sealed text, as `prep source-key create` gives it.
 *
 * @throws CommandError `InvalidInput`; PrepError `SealedTextUnreadable`
 */
export async function openSealedText(
  file: string,
  identities: readonly string[],
  readStdin: CommandContext['readStdin'],
): Promise<SealedContent> {
  const sealed = await readText(file, readStdin);
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

import type { CommandContext } from '../command-context';
import { ageInWords, lastUseInWords } from '../../provisioning/identity/key-in-words';
import type { IamAccessKey } from '../../clouds/ksyun-iam/port';
import { tableLines } from '../terminal/table';

/** An AccessKey and the settings that use it. */
export interface ListedKey extends IamAccessKey {
  readonly inUseBy: readonly string[];
}

/** AccessKeys as a table for a terminal. */
export function keyTable(
  keys: readonly ListedKey[],
  now: Date,
  { words, say, terminal }: CommandContext,
): string {
  const { columns, active, disabled } = words.terminal.sourceKeys;
  const rows = keys.map((key) => [
    key.accessKeyId,
    key.status === 'Active' ? active : disabled,
    say(ageInWords(key.createdAt, now)),
    say(lastUseInWords(key, now)),
    key.inUseBy.join(', ') || '-',
  ]);
  return tableLines(Object.values(columns), rows, terminal.width).join('\n');
}

import type { Words } from '../../presentation/words/words';
import { visible } from '../../presentation/text/foreign-text';
import { ageInWords, lastUseInWords } from '../../provisioning/identity/source-key/key-in-words';
import type { IamAccessKey } from '../../clouds/ksyun-iam/port';

/** An AccessKey with where the configuration uses it. */
export interface ListedKey extends IamAccessKey {
  readonly inUseBy: readonly string[];
}

/** AccessKeys as a table for a terminal. */
export function keyTable(
  keys: readonly ListedKey[],
  now: Date,
  { columns, active, disabled }: Words['terminal']['sourceKeys'],
): string {
  const head = Object.values(columns);
  const rows = [
    head,
    ...keys.map((key) =>
      [
        key.accessKeyId,
        key.status === 'Active' ? active : disabled,
        ageInWords(key.createdAt, now),
        lastUseInWords(key, now),
        key.inUseBy.join(', ') || '-',
      ].map(visible),
    ),
  ];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

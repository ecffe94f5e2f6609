import { say } from '../../presentation/words/words';
import { ageInWords, lastUseInWords } from '../../provisioning/identity/key-in-words';
import type { IamAccessKey } from '../../clouds/ksyun-iam/port';
import { alignedLines } from '../../presentation/report/aligned-lines';

/** An AccessKey with where the configuration uses it. */
export interface ListedKey extends IamAccessKey {
  readonly inUseBy: readonly string[];
}

const HEAD = ['AccessKey ID', 'Status', 'Made', 'Last used', 'Configured as'] as const;

/** AccessKeys as a table for a terminal. */
export function keyTable(keys: readonly ListedKey[], now: Date): string {
  const rows = keys.map((key) => [
    key.accessKeyId,
    key.status === 'Active' ? 'active' : 'disabled',
    say('en', ageInWords(key.createdAt, now)),
    say('en', lastUseInWords(key, now)),
    key.inUseBy.join(', ') || '-',
  ]);
  return alignedLines([HEAD, ...rows], '').join('\n');
}

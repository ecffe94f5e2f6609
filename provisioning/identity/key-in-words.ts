import { named } from '../../presentation/text/foreign-text';
import type { IamAccessKey } from '../../clouds/ksyun-iam/port';
import { humanDuration } from '../../presentation/text/human-units';
import type { OwnedKey } from './key-owner';

/** Whose an AccessKey is, how old, and when it was last used: one sentence. */
export function ownedKeyInWords({ userName, accountId, key }: OwnedKey, now: Date): string {
  const account = accountId === null ? '' : ` of account ${named(accountId)}`;
  const status = key.status === 'Active' ? '' : ' It is disabled.';
  return (
    `AccessKey ${named(key.accessKeyId)} belongs to Kingsoft IAM user ${named(userName)}${account}; ` +
    `it was made ${ageInWords(key.createdAt, now)} and last used ${lastUseInWords(key, now)}.${status}`
  );
}

/** `412 days ago`; IAM's own text where it is no time that can be read. */
export function ageInWords(time: string | null, now: Date): string {
  if (time === null) {
    return 'at a time that IAM does not tell';
  }
  const milliseconds = now.getTime() - Date.parse(time);
  return Number.isNaN(milliseconds) ? `at ${named(time)}` : `${humanDuration(Math.max(0, milliseconds))} ago`;
}

export function lastUseInWords({ lastUsedAt }: Pick<IamAccessKey, 'lastUsedAt'>, now: Date): string {
  return lastUsedAt === null ? 'never, or not lately' : ageInWords(lastUsedAt, now);
}

import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import type { IamAccessKey } from '../../clouds/ksyun-iam/port';
import type { OwnedKey } from './key-owner';

/** Whose an AccessKey is, how old, and when it was last used. */
export function ownedKeyInWords({ userName, accountId, key }: OwnedKey, now: Date): Phrase {
  return phrase('provisioning.ownerIs', {
    accessKeyId: named(key.accessKeyId),
    user: named(userName),
    account: accountId === null ? '' : named(accountId),
    created: ageInWords(key.createdAt, now),
    used: lastUseInWords(key, now),
    disabled: key.status !== 'Active',
  });
}

/** `412 days ago`; IAM's own text if it is not a time that can be read. */
export function ageInWords(time: string | null, now: Date): Said {
  if (time === null) {
    return phrase('provisioning.unknownTime');
  }
  const milliseconds = now.getTime() - Date.parse(time);
  return Number.isNaN(milliseconds)
    ? phrase('provisioning.atTime', { time: named(time) })
    : phrase('provisioning.ago', { ageMs: Math.max(0, milliseconds) });
}

export function lastUseInWords({ lastUsedAt }: Pick<IamAccessKey, 'lastUsedAt'>, now: Date): Said {
  return lastUsedAt === null ? phrase('provisioning.neverUsed') : ageInWords(lastUsedAt, now);
}

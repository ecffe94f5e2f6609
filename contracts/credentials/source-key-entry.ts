import type { SealedEntry } from './delivery';
import type { IssuedSourceKey } from './provisioning';

/** A dedicated AccessKey of the source as it is delivered: it belongs to a Kingsoft IAM user, not to the RAM user. */
export function sourceKeyEntry(
  userName: string,
  {
    accessKeyId,
    sealedSecret,
    accountId,
  }: Pick<IssuedSourceKey, 'accessKeyId' | 'sealedSecret' | 'accountId'>,
): SealedEntry {
  return {
    kind: 'source-access-key',
    sealed: sealedSecret,
    accessKeyId,
    owner: { accountId, userName },
  };
}

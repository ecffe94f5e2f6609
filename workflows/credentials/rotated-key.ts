import { accessWords } from '../../contracts/access-words';
import type { Rotation, RotatedKeyKind } from '../../contracts/credential-life';
import type { DeliveryOwner, SealedEntry } from '../../contracts/delivery';
import type { IssuedAccessKey, IssuedSourceKey } from '../../contracts/provisioning';
import type { SealedCredentials } from '../../contracts/result';
import { sourceKeyEntry } from './source-key-entry';

/** A key that a rotation issued. */
export type FreshKey = IssuedAccessKey | IssuedSourceKey;

/** Everything in which the rotation of a source's key differs from that of a RAM user's, as far as a workflow sees it. */
export interface RotatedKey {
  readonly kind: RotatedKeyKind;
  /** The user that it is of, in words. */
  readonly holder: string;
  readonly owner: (fresh: FreshKey) => DeliveryOwner;
  /** The new key as it is delivered. */
  readonly entry: (fresh: FreshKey) => SealedEntry;
  /** The sealed text as a result holds it; null for none. */
  readonly sealed: (text: string | null) => SealedCredentials;
}

export function rotatedKeyOf({ credentials }: Rotation): RotatedKey {
  const { userName } = credentials;
  if (credentials.cloud === undefined) {
    const accountId = credentials.account.id;
    return {
      kind: 'oss',
      holder: accessWords.user(userName),
      owner: () => ({ accountId, userName }),
      entry: ({ sealedSecret, accessKeyId }) => ({ kind: 'access-key', sealed: sealedSecret, accessKeyId }),
      sealed: (accessKey) => ({ password: null, accessKey }),
    };
  }
  const accountOf = (fresh: FreshKey) => ('accountId' in fresh ? fresh.accountId : null);
  return {
    kind: 'source',
    holder: accessWords.iamUser(userName),
    owner: (fresh) => ({ accountId: accountOf(fresh), userName }),
    entry: (fresh) => sourceKeyEntry(userName, { ...fresh, accountId: accountOf(fresh) }),
    sealed: (sourceAccessKey) => ({ password: null, accessKey: null, sourceAccessKey }),
  };
}

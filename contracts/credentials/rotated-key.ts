import type { Said } from '../../presentation/words/phrase';
import { accessWords } from './access-words';
import type { Rotation, RotatedKeyKind, SealedRotation } from './credential-lifecycle';
import type { DeliveryOwner, SealedEntry } from './delivery';
import type { IssuedAccessKey, IssuedSourceKey } from './provisioning';
import type { SealedCredentials } from '../runs/result';
import type { RunIdentity } from '../runs/run-identity';
import { sourceKeyEntry } from './source-key-entry';

/** A key that a rotation issued. */
type FreshKey = IssuedAccessKey | IssuedSourceKey;

/** Everything in which the rotation of a source's key differs from that of a RAM user's, apart from the clouds. */
export interface RotatedKey {
  readonly kind: RotatedKeyKind;
  /** The user that it is of, in words. */
  readonly holder: Said;
  readonly owner: (fresh: FreshKey) => DeliveryOwner;
  /** The new key as it is delivered. */
  readonly entry: (fresh: FreshKey) => SealedEntry;
  /** The sealed text as a result holds it; null for none. */
  readonly sealed: (text: string | null) => SealedCredentials;
}

export function rotatedKeyOf({ credentials }: Pick<Rotation, 'credentials'>): RotatedKey {
  const { userName } = credentials;
  if (credentials.cloud === 'alibaba') {
    const accountId = credentials.account.id;
    return {
      kind: 'oss',
      holder: accessWords.user(userName),
      owner: () => ({ accountId, userName }),
      entry: ({ sealedSecret, accessKeyId }) => ({ kind: 'access-key', sealed: sealedSecret, accessKeyId }),
      sealed: (accessKey) => ({ password: null, accessKey, sourceAccessKey: null }),
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

/** A new key as its recipients get it while it waits to be confirmed, to be signed. */
export function sealedFor(
  rotation: Rotation,
  issued: FreshKey,
  run: RunIdentity,
): Omit<SealedRotation, 'signature'> {
  const { kind, owner, sealed } = rotatedKeyOf(rotation);
  return {
    key: kind,
    account: { ...owner(issued), accessKeyId: issued.accessKeyId },
    sealedCredentials: sealed(issued.sealedSecret),
    run,
  };
}

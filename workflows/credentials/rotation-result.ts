import type {
  RemovalReport,
  Rotation,
  RotationResult,
  SealedRotation,
} from '../../contracts/credential-life';
import type { DeliveryReceipt } from '../../contracts/delivery';
import type { IssuedAccessKey } from '../../contracts/provisioning';

/** A new key as its recipients get it: by a query while it waits to be confirmed, and by the result. */
export function sealedFor({ credentials }: Rotation, issued: IssuedAccessKey): SealedRotation {
  const { account, userName } = credentials;
  return {
    account: { accountId: account.id, userName, accessKeyId: issued.accessKeyId },
    sealedCredentials: { password: null, accessKey: issued.sealedSecret },
  };
}

/** What a rotation did, whichever way it ended. */
export interface Rotated {
  readonly rotation: Rotation;
  readonly oldKey: string;
  readonly issued: IssuedAccessKey;
  readonly delivered: readonly DeliveryReceipt[];
  readonly confirmedBy: string | null;
  readonly removal: RemovalReport;
}

/** The result of a rotation. */
export function rotationResult(rotated: Rotated): RotationResult {
  const { rotation, oldKey, issued, delivered, confirmedBy, removal } = rotated;
  const { account, userName } = rotation.credentials;
  const done = confirmedBy !== null;
  const summary = done
    ? `AccessKey ${issued.accessKeyId} of RAM user ${userName} is in use; ${oldKey} was removed.`
    : `Nobody confirmed AccessKey ${issued.accessKeyId} of RAM user ${userName} in time: it was removed, and ${oldKey} stays.`;
  return {
    outcome: done ? 'rotated' : 'not confirmed',
    summary,
    account: {
      accountId: account.id,
      userName,
      signIn: null,
      accessKeyId: done ? issued.accessKeyId : oldKey,
    },
    sealedCredentials: { password: null, accessKey: done ? issued.sealedSecret : null },
    delivered,
    confirmedBy,
    removed: removal.removed,
    proof: [...issued.checks, ...removal.proof],
  };
}

import type {
  RemovalReport,
  Rotation,
  RotationResult,
  SealedRotation,
} from '../../contracts/credential-life';
import type { DeliveryReceipt } from '../../contracts/delivery';
import { rotatedKeyOf, type FreshKey } from './rotated-key';

/** A new key as its recipients get it: by a query while it waits to be confirmed, and by the result. */
export function sealedFor(rotation: Rotation, issued: FreshKey): SealedRotation {
  const { kind, owner, sealed } = rotatedKeyOf(rotation);
  return {
    key: kind,
    account: { ...owner(issued), accessKeyId: issued.accessKeyId },
    sealedCredentials: sealed(issued.sealedSecret),
  };
}

/** What a rotation did, whichever way it ended. */
export interface Rotated {
  readonly rotation: Rotation;
  readonly oldKey: string;
  readonly issued: FreshKey;
  readonly delivered: readonly DeliveryReceipt[];
  readonly confirmedBy: string | null;
  readonly removal: RemovalReport;
}

/** The result of a rotation. */
export function rotationResult(rotated: Rotated): RotationResult {
  const { rotation, oldKey, issued, delivered, confirmedBy, removal } = rotated;
  const { kind, holder, owner, sealed } = rotatedKeyOf(rotation);
  const done = confirmedBy !== null;
  const summary = done
    ? `AccessKey ${issued.accessKeyId} of ${holder} is in use; ${oldKey} was removed.`
    : `Nobody confirmed AccessKey ${issued.accessKeyId} of ${holder} in time: it was removed, and ${oldKey} stays.`;
  return {
    outcome: done ? 'rotated' : 'not confirmed',
    summary,
    key: kind,
    account: {
      ...owner(issued),
      signIn: null,
      accessKeyId: done ? issued.accessKeyId : oldKey,
    },
    sealedCredentials: sealed(done ? issued.sealedSecret : null),
    delivered,
    confirmedBy,
    removed: removal.removed,
    proof: [...issued.checks, ...removal.proof],
  };
}

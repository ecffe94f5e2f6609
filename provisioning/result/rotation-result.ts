import { phrase } from '../../presentation/words/words';
import type {
  RemovalReport,
  Rotation,
  RotationResult,
} from '../../contracts/credentials/credential-lifecycle';
import type { DeliveryReceipt } from '../../contracts/credentials/delivery';
import { keyTag } from '../../contracts/runs/preparation-id';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { rotatedKeyOf } from '../../contracts/credentials/rotated-key';
import { deliveredUser } from '../lifecycle/delivered-user';
import type { FreshKey } from '../lifecycle/issue-replacement-key';
import type { Identity } from '../identity/identity';

/** What a rotation did, whichever way it ended. */
export interface Rotated {
  readonly rotation: Rotation;
  readonly issued: FreshKey;
  readonly delivered: readonly DeliveryReceipt[];
  /** Who says that they confirmed it. */
  readonly by: string | null;
  readonly removal: RemovalReport;
}

/**
 * The result of a rotation, to be signed. Which key is in use is read back, whatever was sent to the run.
 *
 * @throws PrepError `CredentialsGone`
 */
export async function rotationResult(
  { rotation, issued, delivered, by, removal }: Rotated,
  run: RunIdentity,
  identity: Identity,
  signal: AbortSignal,
): Promise<Omit<RotationResult, 'signature'>> {
  const { kind, owner, sealed } = rotatedKeyOf(rotation);
  const mark = await deliveredUser(identity, signal);
  const keys = await identity.listKeys(signal);
  const inUse = keys.find(({ accessKeyId }) => keyTag(accessKeyId) === mark.key)?.accessKeyId ?? null;
  const done = inUse === issued.accessKeyId;
  const about = {
    accessKeyId: issued.accessKeyId,
    user: identity.what,
    removed: removal.removed.map(({ what }) => what),
  };
  const summary = done
    ? phrase('lifecycle.rotated', about)
    : phrase('lifecycle.notConfirmed', { ...about, inUse });
  return {
    outcome: done ? 'rotated' : 'not confirmed',
    summary,
    key: kind,
    run,
    account: { ...owner(issued), signIn: null, accessKeyId: inUse },
    sealedCredentials: sealed(done ? issued.sealedSecret : null),
    delivered,
    confirmedBy: done ? by : null,
    removed: removal.removed,
    proof: [...issued.checks, ...removal.proof],
  };
}

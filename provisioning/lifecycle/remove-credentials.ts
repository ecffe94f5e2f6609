import type { RemovalReport } from '../../contracts/credentials/credential-lifecycle';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { canonicalJson } from '../../contracts/canonical-json';
import { PrepError } from '../../contracts/prep-error';
import { atWorkInWords, deliveredOrGone, isDelivery, findUser, type FoundDelivery } from './delivered-user';
import type { Identity } from '../identity/identity';
import { removeIdentity } from '../identity/remove-identity';

/** How credentials are removed. */
export interface Removal {
  /**
   * What the user had before anything was removed, in words, so that the report includes what a lost attempt removed.
   */
  readonly known: readonly Said[];
  /** Whether the run that created the user has ended, so that undelivered access may be removed too. */
  readonly leftBehind: boolean;
  readonly deliveredAt?: FoundDelivery;
  /** Workflow ID of the run that still works with the user, if known. */
  readonly atWork?: string | null | undefined;
}

/**
 * Revokes credentials, with the user and whatever was created for it, and reads back that they are gone. Idempotent:
 * what is missing is success. Keeps whatever has no mark of this preparation, and what a run still works with.
 *
 * @throws PrepError `RamRequestRefused` or `IamRequestRefused` if the user has something that this product must not
 *   remove; `RamNotVisibleYet` or `IamNotVisibleYet` while the cloud still shows it
 */
export async function removeCredentials(
  { known, leftBehind, atWork, deliveredAt }: Removal,
  identity: Identity,
  signal: AbortSignal,
): Promise<RemovalReport> {
  const user = await findUser(identity, signal);
  if (user.found === 'kept') {
    return { removed: [], kept: [{ what: identity.what, why: user.why }], proof: [] };
  }
  if (user.found === 'marked' && user.mark.state === 'made' && !leftBehind) {
    return {
      removed: [],
      kept: [
        { what: identity.what, why: atWork ? atWorkInWords(atWork) : phrase('lifecycle.nothingDelivered') },
      ],
      proof: [],
    };
  }
  const { mark } = user.found === 'marked' ? user : { mark: null };
  if (mark?.state === 'delivered' && !isDelivery(mark, deliveredAt)) {
    const why = phrase('lifecycle.deliveredAgain', { at: mark.deliveredAt });
    return { removed: [], kept: [{ what: identity.what, why }], proof: [] };
  }
  const stillOurs = () =>
    mark?.state === 'made'
      ? stillMadeBy(mark.by, identity, signal)
      : stillDelivered(mark?.deliveredAt ?? null, identity, signal);
  const { removed: now, kept } = await (mark === null
    ? identity.removeBesides(stillOurs, signal)
    : removeIdentity(identity, stillOurs, signal));
  const left = new Set(kept.map(({ what }) => canonicalJson(what)));
  const isGone = (what: Said) => !left.has(canonicalJson(what));
  const shown = (await identity.find(signal)) === null ? [] : [identity.what];
  const lagging = [...shown, ...(await identity.besides(signal))].filter(isGone);
  if (lagging.length > 0) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.removalOf', { of: lagging }),
    });
  }
  const at = new Date().toISOString();
  const each = new Map([...known, ...now].map((what) => [canonicalJson(what), what]));
  const removed = [...each.values()].filter(isGone);
  return {
    removed: removed.map((what) => ({ what, at })),
    kept,
    proof: [{ name: identity.words.user, outcome: 'ok', message: identity.nothingRemains }],
  };
}

/** Stops as soon as the user is no longer that of this delivery. */
async function stillDelivered(
  deliveredAt: FoundDelivery,
  identity: Identity,
  signal: AbortSignal,
): Promise<void> {
  const mark = await deliveredOrGone(identity, signal);
  if (mark !== null && !isDelivery(mark, deliveredAt)) {
    throw takenOver(identity);
  }
}

/** Stops as soon as what was left behind has been delivered after all, or another run works with it. */
export async function stillMadeBy(by: string, identity: Identity, signal: AbortSignal): Promise<void> {
  const user = await findUser(identity, signal);
  const same = user.found === 'marked' && user.mark.state === 'made' ? user.mark.by === by : false;
  if (user.found !== 'nothing' && !same) {
    throw takenOver(identity);
  }
}

function takenOver({ what }: Identity): PrepError {
  return new PrepError('CredentialsGone', { resource: what, detail: phrase('lifecycle.takenOver') });
}

import type { DeliveredCredentials, RemovalReport } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import { goneOrDelivered, standingOf } from './delivered-user';
import type { KeyHolder } from './key-holder';

/** What to remove. */
export interface RemoveCredentialsRequest {
  readonly credentials: DeliveredCredentials;
  /** What was found on the user before anything was removed, in words: a report must not miss what a lost attempt did. */
  readonly known: readonly string[];
}

/**
 * Takes back delivered credentials, with the user itself and whatever was made for it; and proves it by reading back.
 * Idempotent: what is gone is success. What these credentials were not delivered with is left alone.
 *
 * @throws PrepError `RamRequestRefused` or `IamRequestRefused` where something is on the user that is not this product's
 *   to remove; `RamNotVisibleYet` or `IamNotVisibleYet` while the cloud still shows it
 */
export async function removeCredentials(
  { known }: Omit<RemoveCredentialsRequest, 'credentials'>,
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<RemovalReport> {
  const standing = await standingOf(holder, signal);
  if (standing.found === 'kept') {
    return { removed: [], kept: [{ what: holder.what, why: standing.why }], proof: [] };
  }
  const { removed: now, kept } = await holder.remove(() => goneOrDelivered(holder, signal), signal);
  const left = new Set(kept.map(({ what }) => what));
  const lagging = (await holder.remains(signal)).filter((what) => !left.has(what));
  if (lagging.length > 0) {
    throw new PrepError(holder.words.notVisibleYet, { resource: `The removal of ${lagging.join(', ')}` });
  }
  const at = new Date().toISOString();
  const removed = [...new Set([...known, ...now])].filter((what) => !left.has(what));
  return {
    removed: removed.map((what) => ({ what, at })),
    kept,
    proof: [{ name: holder.words.user, outcome: 'ok', message: holder.nothingRemains }],
  };
}

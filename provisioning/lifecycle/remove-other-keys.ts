import { accessWords } from '../../contracts/access-words';
import type { DisabledKeys, FoundKey, RemovalReport } from '../../contracts/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/preparation-id';
import { deliveredOrGone, deliveredUser } from './delivered-user';
import { requireGraceOver } from './grace';
import type { Identity } from '../identity/identity';

/** How keys beside the one in use are removed. */
export interface OtherKeys {
  /** `unconfirmed`: those alone that are younger than the one in use. */
  readonly which: 'all' | 'unconfirmed';
  /** Keys that a worker disabled for this run; null for none. */
  readonly disabled: DisabledKeys | null;
  /** Milliseconds for which a key that was in use must have been disabled, as the configuration says. */
  readonly graceMs: number;
  /** Keys that are known to have been there: a report must not miss what a lost attempt removed. */
  readonly known: readonly string[];
}

/**
 * Deletes every key of the user but the one that its mark names, and proves by reading back that they are gone. A key
 * that is older was in use before: it goes only after its grace period, and only while the one that stays works. A
 * younger one was never confirmed. Idempotent: what is gone is success, a user that is gone too.
 *
 * @throws PrepError `CredentialsGone`, `AccessChanged`, `GraceNotOver`, `RamNotVisibleYet` or `IamNotVisibleYet` while one
 *   is still listed
 */
export async function removeOtherKeys(
  { which, disabled, graceMs, known }: OtherKeys,
  identity: Identity,
  signal: AbortSignal,
): Promise<RemovalReport> {
  const { userName } = identity;
  const mark = await deliveredOrGone(identity, signal);
  if (mark === null) {
    return report(known, `${identity.words.directory} has no user ${userName} any more.`);
  }
  const isKept = ({ accessKeyId }: FoundKey) => keyTag(accessKeyId) === mark.key;
  const listed = await identity.listKeys(signal);
  const stays = listed.find(isKept);
  const isOther = (key: FoundKey) => !isKept(key) && (which === 'all' || isYounger(key.createdAt, stays));
  const others = listed.filter(isOther);
  const replaced = others.filter(({ createdAt }) => !isYounger(createdAt, stays));
  if (replaced.length > 0) {
    if (stays?.status !== 'Active') {
      throw new PrepError('AccessChanged', {
        resource: `The AccessKey in use of ${identity.what}`,
        detail: 'It is not there or not active, so the other key is left as it is.',
      });
    }
    requireGraceOver(
      replaced.map(({ accessKeyId }) => accessKeyId),
      disabled,
      graceMs,
      identity.what,
    );
  }
  for (const { accessKeyId } of others) {
    const still = await deliveredUser(identity, signal);
    if (still.key !== mark.key) {
      throw new PrepError('AccessChanged', {
        resource: identity.what,
        detail: 'Another AccessKey was confirmed meanwhile.',
      });
    }
    await identity.deleteKey(accessKeyId, signal);
  }
  const left = await identity.listKeys(signal);
  const lagging = left.filter(isOther);
  if (lagging.length > 0) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: `The removal of AccessKey ${lagging.map(({ accessKeyId }) => accessKeyId).join(', ')}`,
    });
  }
  const gone = [...known, ...others.map(({ accessKeyId }) => accessKeyId)].filter(
    (id) => !left.some(({ accessKeyId }) => accessKeyId === id),
  );
  const keys = left.map(({ accessKeyId, status }) => `${accessKeyId}, ${status.toLowerCase()}`);
  const rest =
    keys.length === 1 ? `one AccessKey, ${keys[0]}` : `${keys.length} AccessKeys (${keys.join('; ')})`;
  return report([...new Set(gone)], `${identity.what} has ${keys.length === 0 ? 'no AccessKey' : rest}.`);
}

/** Clouds tell times to the second: of two keys of the same second the one that is not in use was never confirmed. */
function isYounger(createdAt: string, stays: FoundKey | undefined): boolean {
  return stays !== undefined && Date.parse(createdAt) >= Date.parse(stays.createdAt);
}

function report(keys: readonly string[], message: string): RemovalReport {
  const at = new Date().toISOString();
  return {
    removed: keys.map((key) => ({ what: accessWords.accessKey(key), at })),
    kept: [],
    proof: [{ name: 'AccessKeys', outcome: 'ok', message }],
  };
}

import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/credentials/access-words';
import type { DisabledKeys, FoundKey, RemovalReport } from '../../contracts/credentials/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/runs/preparation-id';
import { deliveredOrGone, deliveredUser } from './delivered-user';
import { requireGraceOver } from './grace';
import type { Identity } from '../identity/identity';

/** How keys other than the one in use are removed. */
export interface OtherKeys {
  /** `unconfirmed`: only those that are younger than the one in use. */
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
    const { directory } = identity.words;
    return report(known, phrase('lifecycle.userGone', { directory, name: userName }));
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
        resource: phrase('resource.accessKeyInUseOf', { of: identity.what }),
        detail: phrase('lifecycle.keyNotUsable'),
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
        detail: phrase('lifecycle.otherKeyConfirmed'),
      });
    }
    await identity.deleteKey(accessKeyId, signal);
  }
  const left = await identity.listKeys(signal);
  const lagging = left.filter(isOther);
  if (lagging.length > 0) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.removalOf', {
        of: lagging.map(({ accessKeyId }) => accessWords.accessKey(accessKeyId)),
      }),
    });
  }
  const gone = [...known, ...others.map(({ accessKeyId }) => accessKeyId)].filter(
    (id) => !left.some(({ accessKeyId }) => accessKeyId === id),
  );
  const keys = left.map(({ accessKeyId, status }) => ({ id: accessKeyId, active: status === 'Active' }));
  return report([...new Set(gone)], phrase('lifecycle.keysLeft', { user: identity.what, keys }));
}

/** Clouds report times to the second: of two keys of the same second, the one not in use was never confirmed. */
function isYounger(createdAt: string, stays: FoundKey | undefined): boolean {
  return stays !== undefined && Date.parse(createdAt) >= Date.parse(stays.createdAt);
}

function report(keys: readonly string[], message: Said): RemovalReport {
  const at = new Date().toISOString();
  return {
    removed: keys.map((key) => ({ what: accessWords.accessKey(key), at })),
    kept: [],
    proof: [{ name: phrase('lifecycle.accessKeys'), outcome: 'ok', message }],
  };
}

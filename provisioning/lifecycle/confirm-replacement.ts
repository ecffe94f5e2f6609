import { timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../contracts/canonical-json';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/runs/preparation-id';
import { deliveredUser } from './delivered-user';
import type { Identity } from '../identity/identity';
import { requireActive } from './require-active';

/**
 * The code that confirms a new AccessKey. It is sealed with its secret, so only who has opened that can say that the key
 * is in use; workers make it again, and keep it nowhere.
 */
export function confirmationCode({ on, ownership }: Identity, accessKeyId: string): string {
  return ownership.keys.authenticator(canonicalJson(['ks3-oss-prep confirmation 1', on, accessKeyId]));
}

/**
 * Makes a new AccessKey the one in use: the mark of the user then names it, and the previous one may be removed.
 * Idempotent.
 *
 * @throws PrepError `ConfirmationRefused` if the code is not that of the key; `AccessChanged` if the key is not
 *   active; `CredentialsGone`; `RamNotVisibleYet` or `IamNotVisibleYet` until the mark shows it
 */
export async function confirmReplacement(
  accessKeyId: string,
  code: string,
  identity: Identity,
  signal: AbortSignal,
): Promise<void> {
  if (!same(code.trim(), confirmationCode(identity, accessKeyId))) {
    throw new PrepError('ConfirmationRefused', {
      resource: identity.what,
      detail: phrase('lifecycle.otherCode', { accessKeyId }),
    });
  }
  const mark = await deliveredUser(identity, signal);
  if (mark.key === keyTag(accessKeyId)) {
    return;
  }
  await requireActive(identity, accessKeyId, signal);
  const { deliveredAt: at, until } = mark;
  await identity.mark(identity.ownership.delivered(identity.on, { at, until, key: accessKeyId }), signal);
  if ((await deliveredUser(identity, signal)).key !== keyTag(accessKeyId)) {
    throw new PrepError(identity.words.notVisibleYet, {
      resource: phrase('resource.markOf', { of: identity.what }),
    });
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

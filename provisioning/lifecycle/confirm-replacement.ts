import { timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../contracts/canonical-json';
import { PrepError } from '../../contracts/prep-error';
import { keyTag } from '../../contracts/preparation-id';
import { deliveredUser } from './delivered-user';
import type { KeyHolder } from './key-holder';
import { requireActive } from './require-active';

/**
 * The code that confirms a new AccessKey. It is sealed with its secret, so only who has opened that can say that the key
 * is in use; workers make it again, and keep it nowhere.
 */
export function confirmationCode({ on, ownership }: KeyHolder, accessKeyId: string): string {
  return ownership.keys.authenticator(canonicalJson(['ks3-oss-prep confirmation 1', on, accessKeyId]));
}

/**
 * Makes a new AccessKey the one in use: from then on the mark of the user names it, and the one before it may go.
 * Idempotent.
 *
 * @throws PrepError `ConfirmationRefused` where the code is not that of the key; `AccessChanged` where the key is not
 *   active; `CredentialsGone`; `RamNotVisibleYet` or `IamNotVisibleYet` until the mark shows it
 */
export async function confirmReplacement(
  accessKeyId: string,
  code: string,
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<void> {
  if (!same(code.trim(), confirmationCode(holder, accessKeyId))) {
    throw new PrepError('ConfirmationRefused', {
      resource: holder.what,
      detail: `The code is not that of AccessKey ${accessKeyId}.`,
    });
  }
  const mark = await deliveredUser(holder, signal);
  if (mark.key === keyTag(accessKeyId)) {
    return;
  }
  await requireActive(holder, accessKeyId, signal);
  const { deliveredAt: at, until } = mark;
  await holder.setMarking(holder.ownership.delivered(holder.on, { at, until, key: accessKeyId }), signal);
  if ((await deliveredUser(holder, signal)).key !== keyTag(accessKeyId)) {
    throw new PrepError(holder.words.notVisibleYet, { resource: `The mark of ${holder.what}` });
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { accessWords } from '../../contracts/access-words';
import type { DeliveredCredentials, RemovalReport } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import { deliveredUser, goneOrDelivered } from './delivered-user';
import type { KeyHolder } from './key-holder';
import { requireActive } from './require-active';

/** Which key stays. */
export interface RemoveOtherKeysRequest {
  readonly credentials: DeliveredCredentials;
  readonly keep: string;
  /** Whether nothing may be removed unless the key that stays is active: else none would be left that works. */
  readonly mustWork: boolean;
  /** Keys that are known to have been there: a report must not miss what a lost attempt removed. */
  readonly known: readonly string[];
}

/**
 * Deletes every key of the user but one, and proves by reading back that they are gone. Idempotent: what is gone is
 * success, a user that is gone too.
 *
 * @throws PrepError `CredentialsGone`, `AccessChanged`, `RamNotVisibleYet` or `IamNotVisibleYet` while one is still listed
 */
export async function removeOtherKeys(
  { keep, mustWork, known }: Omit<RemoveOtherKeysRequest, 'credentials'>,
  holder: KeyHolder,
  signal: AbortSignal,
): Promise<RemovalReport> {
  const { userName } = holder.credentials;
  if ((await goneOrDelivered(holder, signal)) === 'gone') {
    return report(known, `${holder.words.directory} has no user ${userName} any more.`);
  }
  await requireActive(holder, mustWork ? keep : undefined, signal);
  const others = (await holder.listKeys(signal)).filter(({ accessKeyId }) => accessKeyId !== keep);
  for (const { accessKeyId } of others) {
    await deliveredUser(holder, signal);
    await holder.keys.deleteAccessKey(userName, accessKeyId, signal);
  }
  const left = await holder.listKeys(signal);
  const lagging = left.filter(({ accessKeyId }) => accessKeyId !== keep);
  if (lagging.length > 0) {
    throw new PrepError(holder.words.notVisibleYet, {
      resource: `The removal of AccessKey ${lagging.map(({ accessKeyId }) => accessKeyId).join(', ')}`,
    });
  }
  const [one] = left;
  const removed = [...new Set([...known, ...others.map(({ accessKeyId }) => accessKeyId)])];
  const rest =
    one === undefined ? 'no AccessKey' : `one AccessKey, ${one.accessKeyId}, ${one.status.toLowerCase()}`;
  return report(removed, `${holder.what} has ${rest}.`);
}

function report(keys: readonly string[], message: string): RemovalReport {
  const at = new Date().toISOString();
  return {
    removed: keys.map((key) => ({ what: accessWords.accessKey(key), at })),
    kept: [],
    proof: [{ name: 'AccessKeys', outcome: 'ok', message }],
  };
}

import { PrepError } from '../contracts/prep-error';
import type { Check } from '../contracts/provisioning';
import type { RamDirectory } from '../clouds/ram/port';
import { ownedUser } from './owned-user';
import { readBackAccess, type GrantedAccessRecord } from './read-back-access';

/**
 * Looks whether everything that was granted is there, and whether the fresh key worked.
 *
 * @throws PrepError `NewKeyRefused` where the fresh key did not work; `AccessChanged` where a delayed attempt of an
 *   earlier step took something away or put something in its place, so that it must be granted anew
 */
export async function verifyAccess(
  record: GrantedAccessRecord,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Check[]> {
  const { preparation, accessKey } = record;
  const stillOurs = () => ownedUser(preparation, ram, signal);
  await stillOurs();
  const found = await readBackAccess(record, stillOurs, ram, signal);
  const tried = accessKey?.checks ?? [];
  const refused = tried.filter(({ outcome }) => outcome === 'problem');
  if (refused.length > 0) {
    throw new PrepError('NewKeyRefused', {
      resource: `AccessKey ${accessKey?.accessKeyId} of RAM user ${preparation.ramUser.name}`,
      detail: refused.map(({ message }) => message).join(' '),
    });
  }
  return [...tried, ...found];
}

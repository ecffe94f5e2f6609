import type { Preparation } from '../contracts/preparation';
import type { IssuedAccessKey } from '../contracts/provisioning';
import type { Clouds } from './clouds';
import { makeAccessKey, type Patience } from './make-access-key';
import { ownedUser } from './owned-user';
import { sealSecrets } from './sealing';
import { tryAccessKey } from './try-access-key';

/**
 * Ensures that the user has exactly one AccessKey, made in this attempt, with its secret sealed to the recipients.
 *
 * A key found on the user, which this run made and has delivered nothing with, is the orphan of a lost answer: it is
 * deleted before a new one is made. Exactly one key remains however often the activity runs.
 *
 * The secret leaves this function sealed only. It is tried here, while it is at hand, because nothing can open it
 * afterwards but the recipients.
 *
 * @param patience how long a fresh key may take to be listed and to be accepted everywhere
 * @throws PrepError `RecipientRefused`, `RamNotVisibleYet`, and RAM's own
 */
export async function issueAccessKey(
  preparation: Preparation,
  clouds: Clouds,
  signal: AbortSignal,
  patience?: Patience,
): Promise<IssuedAccessKey> {
  const { ramUser, account, credentials } = preparation;
  const ram = clouds.ram();
  // Told before there is a key: one that cannot be sealed would be of use to nobody.
  await sealSecrets('', credentials.recipients);
  await ownedUser(preparation, ram, signal);
  const key = await makeAccessKey(
    { userName: ramUser.name, keep: [], stillOurs: () => ownedUser(preparation, ram, signal) },
    ram,
    signal,
    patience,
  );
  const sealedSecret = await sealSecrets(
    {
      kind: 'access-key',
      accountId: account.id,
      userName: ramUser.name,
      accessKeyId: key.accessKeyId,
      accessKeySecret: key.accessKeySecret,
    },
    credentials.recipients,
  );
  const checks = await tryAccessKey(preparation, key, clouds, signal, patience);
  return { accessKeyId: key.accessKeyId, sealedSecret, checks };
}

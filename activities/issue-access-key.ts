import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { IssuedAccessKey } from '../contracts/provisioning';
import type { Clouds } from './clouds';
import { ownedUser } from './owned-user';
import { sealSecrets } from './sealing';
import { tryAccessKey } from './try-access-key';

/**
 * Ensures that the user has exactly one AccessKey, made in this attempt, with its secret sealed to the recipients.
 *
 * CreateAccessKey has no idempotency token and tells the secret once. A key found on the user, which this run made
 * and has delivered nothing with, is therefore the orphan of a lost answer: it is deleted before a new one is made.
 * Exactly one key remains however often the activity runs.
 *
 * The secret leaves this function sealed only. It is tried here, while it is at hand, because nothing can open it
 * afterwards but the recipients.
 *
 * @throws PrepError `RamNotVisibleYet`, and RAM's own
 */
export async function issueAccessKey(
  preparation: Preparation,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<IssuedAccessKey> {
  const { ramUser, account, credentials } = preparation;
  const ram = clouds.ram();
  await ownedUser(preparation, ram, signal);
  for (const orphan of await ram.listAccessKeys(ramUser.name, signal)) {
    await ram.deleteAccessKey(ramUser.name, orphan.accessKeyId, signal);
  }
  signal.throwIfAborted();
  const { accessKeyId, secret } = await ram.createAccessKey(ramUser.name, signal);
  const sealedSecret = await sealSecrets(
    {
      kind: 'access-key',
      accountId: account.id,
      userName: ramUser.name,
      accessKeyId,
      accessKeySecret: secret,
    },
    credentials.recipients,
  );
  const keys = await ram.listAccessKeys(ramUser.name, signal);
  if (keys.length !== 1 || keys[0]?.accessKeyId !== accessKeyId) {
    throw new PrepError('RamNotVisibleYet', {
      resource: `AccessKey ${accessKeyId} of RAM user ${ramUser.name}`,
      detail: `RAM lists ${keys.length} keys.`,
    });
  }
  const checks = await tryAccessKey(preparation, { accessKeyId, accessKeySecret: secret }, clouds, signal);
  return { accessKeyId, sealedSecret, checks };
}

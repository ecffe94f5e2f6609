import type { AccountRef } from '../../contracts/preparation';
import type { IssuedAccessKey } from '../../contracts/provisioning';
import type { Clouds } from '../clouds';
import { putOrTakeBack, type PlainDelivery } from '../delivery/plain-delivery';
import { makeAccessKey, type NewAccessKey, type Patience } from './make-access-key';
import { sealSecrets } from '../sealing/sealing';
import { tryAccessKey, type KeyTrial } from './try-access-key';

/** An AccessKey to issue. */
export interface KeyToIssue extends NewAccessKey {
  readonly account: AccountRef;
  readonly recipients: readonly string[];
  readonly reach: Pick<KeyTrial, 'policies' | 'destination'>;
}

export interface IssueOptions {
  /** How long a fresh key may take to be listed and to be accepted everywhere. */
  readonly patience?: Patience | undefined;
  /** Where the key goes as it is, beside being sealed; null for nowhere. */
  readonly plain?: PlainDelivery | null | undefined;
}

/**
 * Issues an AccessKey, so that the user has exactly that one beside those to keep: makes it, seals its secret to the
 * recipients, and tries it while the secret is at hand, because nothing can open it afterwards but the recipients.
 *
 * @throws PrepError `RecipientRefused`, `RamNotVisibleYet`, RAM's own, and what the plain delivery throws; no key is
 *   left then that nobody holds
 */
export async function issueKey(
  { account, recipients, reach, ...wanted }: KeyToIssue,
  clouds: Clouds,
  signal: AbortSignal,
  { patience, plain = null }: IssueOptions = {},
): Promise<IssuedAccessKey> {
  const { userName } = wanted;
  const ram = clouds.ram();
  // Told before there is a key: one that cannot be sealed or put where it belongs would be of use to nobody.
  await sealSecrets('', recipients);
  await plain?.ready(signal);
  await wanted.stillOurs();
  const key = await makeAccessKey(wanted, ram, signal, patience);
  const { accessKeyId, accessKeySecret } = key;
  const confirmationCode = wanted.confirmation?.(accessKeyId);
  const sealedSecret = await sealSecrets(
    {
      kind: 'access-key',
      accountId: account.id,
      userName,
      accessKeyId,
      accessKeySecret,
      ...(confirmationCode === undefined ? {} : { confirmationCode }),
    },
    recipients,
  );
  await putOrTakeBack(
    plain,
    { kind: 'access-key', accessKeyId, secret: accessKeySecret.reveal(), confirmationCode },
    () => ram.deleteAccessKey(userName, accessKeyId, signal),
    signal,
  );
  const checks = await tryAccessKey({ userName, account, ...reach }, key, clouds, signal, patience);
  return { accessKeyId, sealedSecret, checks };
}

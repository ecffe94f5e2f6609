import type { CredentialKind, DeliveryOwner } from '../../contracts/delivery';
import { PrepError } from '../../contracts/prep-error';
import type { Check, IssuedAccessKey } from '../../contracts/provisioning';
import type { AccessKeyPair } from '../clouds';
import { putOrTakeBack, type PlainDelivery } from '../delivery/plain-delivery';
import { sealSecrets } from '../sealing/sealing';
import type { Identity } from './identity';
import { makeAccessKey, type NewAccessKey, type Patience } from './make-access-key';

/** What an AccessKey is issued for. */
export interface KeyPurpose {
  readonly kind: Exclude<CredentialKind, 'console-logon'>;
  readonly owner: DeliveryOwner;
  /** What is sealed with the key, besides whose it is. */
  readonly about?: Readonly<Record<string, string>>;
  /** Tries the key. A PrepError means that it is of no use: then it is deleted. */
  tried(key: AccessKeyPair, patience: Patience | undefined): Promise<readonly Check[]>;
}

/** An AccessKey to issue. */
export interface KeyToIssue extends NewAccessKey {
  readonly purpose: KeyPurpose;
  /** age recipients that the secret is sealed to. */
  readonly recipients: readonly string[];
}

export interface IssueOptions {
  /** How long a fresh key may take to be listed and to be accepted everywhere. */
  readonly patience?: Patience | undefined;
  /** Where the key goes as it is, besides being sealed; null for nowhere. */
  readonly plain?: PlainDelivery | null | undefined;
}

/**
 * Issues an AccessKey, so that the user has exactly that one besides those to keep: creates it, seals its secret to the
 * recipients, and tries it while the secret is at hand, because only the recipients can open it afterwards.
 *
 * Exactly one key remains however often this runs. The secret leaves it sealed only, apart from a plain delivery that
 * the configuration asks for.
 *
 * @throws PrepError `RecipientRefused`, `RamNotVisibleYet` or `IamNotVisibleYet`, the cloud's own, and what `stillOurs`,
 *   the plain delivery and the trial throw; no key is left then that nobody holds
 */
export async function issueKey(
  identity: Identity,
  { purpose, recipients, ...wanted }: KeyToIssue,
  signal: AbortSignal,
  { patience, plain = null }: IssueOptions = {},
): Promise<IssuedAccessKey> {
  const { kind, owner, about } = purpose;
  // Checked before there is a key: one that cannot be sealed or delivered would be of use to nobody.
  await sealSecrets('', recipients);
  await plain?.ready(signal);
  await wanted.stillOurs();
  const key = await makeAccessKey(identity, wanted, signal, patience);
  const { accessKeyId } = key;
  const confirmationCode = wanted.confirmation?.(accessKeyId);
  const { accountId, userName } = owner;
  const sealedSecret = await sealSecrets(
    {
      kind,
      ...(accountId === null ? {} : { accountId }),
      userName,
      ...about,
      ...key,
      ...(confirmationCode === undefined ? {} : { confirmationCode }),
    },
    recipients,
  );
  const takeBack = () => identity.deleteKey(accessKeyId, signal);
  await putOrTakeBack(plain, { kind, owner, ...key, confirmationCode }, takeBack, signal);
  try {
    return { accessKeyId, sealedSecret, checks: await purpose.tried(key, patience) };
  } catch (error) {
    if (error instanceof PrepError) {
      await takeBack();
    }
    throw error;
  }
}

import type { CredentialKind, DeliveryOwner } from '../../contracts/credentials/delivery';
import { PrepError } from '../../contracts/prep-error';
import type { Check, IssuedAccessKey } from '../../contracts/credentials/provisioning';
import type { AccessKeyPair } from '../clouds';
import { putOrRevoke, type PlainDelivery } from '../delivery/plain-delivery';
import { sealSecrets } from '../sealing/sealing';
import type { Identity } from './identity';
import { makeAccessKey, type NewAccessKey, type Patience } from './make-access-key';

/** What an AccessKey is issued for. */
export interface KeyPurpose {
  readonly kind: Exclude<CredentialKind, 'console-logon'>;
  readonly owner: DeliveryOwner;
  /** What is sealed with the key, in addition to its owner. */
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
  /** Where the key is delivered unsealed, in addition; null for nowhere. */
  readonly plain?: PlainDelivery | null | undefined;
}

/**
 * Issues an AccessKey, so that the user has exactly that one in addition to those to keep. Creates it, seals its
 * secret to the recipients, and tests it now, because afterwards only the recipients can open it.
 *
 * Exactly one key remains however often this runs. The secret leaves it sealed, apart from a configured plain
 * delivery.
 *
 * @throws PrepError `RecipientRefused`, `RamNotVisibleYet` or `IamNotVisibleYet`, the cloud's own, and what
 *   `stillOurs`, the plain delivery and the test throw; then no key remains that nobody has
 */
export async function issueKey(
  identity: Identity,
  { purpose, recipients, ...wanted }: KeyToIssue,
  signal: AbortSignal,
  { patience, plain = null }: IssueOptions = {},
): Promise<IssuedAccessKey> {
  const { kind, owner, about } = purpose;
  // Checked before there is a key: one that cannot be sealed or delivered is useless.
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
  const revoke = () => identity.deleteKey(accessKeyId, signal);
  await putOrRevoke(plain, { kind, owner, ...key, confirmationCode }, revoke, signal);
  try {
    return { accessKeyId, sealedSecret, checks: await purpose.tried(key, patience) };
  } catch (error) {
    if (error instanceof PrepError) {
      await revoke();
    }
    throw error;
  }
}

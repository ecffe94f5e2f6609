import type { Rotation } from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { IssuedAccessKey, IssuedSourceKey } from '../../contracts/credentials/provisioning';
import type { Clouds } from '../clouds';
import { accessKeyPurpose } from '../identity/issue-access-key';
import { issueKey, type IssueOptions, type KeyPurpose } from '../identity/issue-key';
import { issueReaderKey } from '../identity/issue-source-key';
import { requireAccepted } from '../identity/try-access-key';
import { confirmationCode } from './confirm-replacement';
import { deliveredUser } from './delivered-user';
import { findReplaceableKey } from './find-replaceable-key';
import { policiesAmong, type Identity } from '../identity/identity';

/** A new key in addition to the one in use. */
export type FreshKey = IssuedAccessKey | IssuedSourceKey;

/**
 * Ensures that the user has exactly one AccessKey in addition to the one that its mark names. It is created in this
 * attempt, sealed to the recipients with the code that confirms it, and tested. If it does not work, it is deleted.
 *
 * Idempotent like the first issue: a key younger than the one in use is the orphan of a lost answer, or of a rotation
 * that was cut off, and is deleted first. An older one was not created here, so it stays.
 *
 * @throws PrepError `CredentialsGone`, `SecondAccessKey`, `NewKeyRefused`, `RamNotVisibleYet`, `RecipientRefused`,
 *   and RAM's own; for the source `SourceKeyRefused` and `Iam…`
 */
export async function issueReplacementKey(
  { credentials, recipients, destination, source }: Rotation,
  identity: Identity,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<FreshKey> {
  const { key: inUse, others } = await findReplaceableKey(identity, signal);
  const foreign = others.filter(({ createdAt }) => Date.parse(createdAt) < Date.parse(inUse.createdAt));
  if (foreign.length > 0) {
    throw secondKey(identity, foreign[0]?.accessKeyId ?? '', inUse.accessKeyId);
  }
  const wanted = {
    keep: [inUse.accessKeyId],
    stillOurs: () => deliveredUser(identity, signal),
    confirmation: (accessKeyId: string) => confirmationCode(identity, accessKeyId),
    recipients,
  };
  if (credentials.cloud === 'kingsoft') {
    if (source === null) {
      throw new PrepError('InvalidInput', {
        resource: 'issueReplacementKey',
        detail: phrase('provisioning.noSourceNamed'),
      });
    }
    return issueReaderKey(identity, { ...wanted, source }, clouds, signal, options);
  }
  const { userName, account } = credentials;
  const policies = policiesAmong(await identity.attachments(signal));
  const purpose = accessKeyPurpose({ userName, account, policies, destination }, clouds, signal);
  const tried: KeyPurpose['tried'] = async (key, patience) => {
    const checks = await purpose.tried(key, patience);
    requireAccepted(checks, identity, key.accessKeyId);
    return checks;
  };
  return issueKey(identity, { ...wanted, purpose: { ...purpose, tried } }, signal, options);
}

/** Two keys are as many as either cloud allows, so there is no room for a new one. */
export function secondKey({ what }: Identity, one: string, other: string): PrepError {
  return new PrepError('SecondAccessKey', {
    resource: what,
    detail: phrase('lifecycle.twoKeys', { one, other }),
  });
}

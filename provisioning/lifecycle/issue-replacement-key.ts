import type { Rotation } from '../../contracts/credential-lifecycle';
import { PrepError } from '../../contracts/prep-error';
import type { IssuedAccessKey, IssuedSourceKey } from '../../contracts/provisioning';
import type { Clouds } from '../clouds';
import { issueKey, type IssueOptions } from '../identity/issue-key';
import type { NewAccessKey } from '../identity/make-access-key';
import { issueReaderKey } from '../identity/source-key/issue-reader-key';
import { confirmationCode } from './confirm-replacement';
import { deliveredUser } from './delivered-user';
import { findReplaceableKey } from './find-replaceable-key';
import type { KeyHolder } from './key-holder';

/** A new key beside the one that is in use. */
export type FreshKey = IssuedAccessKey | IssuedSourceKey;

/**
 * Ensures that the user has exactly one AccessKey beside the one that its mark names, made in this attempt, with its
 * secret and the code that confirms it sealed to the recipients, and tried. One that does not work is taken back.
 *
 * Idempotent as the first issue is: a key younger than the one in use is the orphan of a lost answer, or of a rotation
 * that was cut off, and is deleted before another one is made. An older one was made by nobody here, so it stays.
 *
 * @throws PrepError `CredentialsGone`, `SecondAccessKey`, `NewKeyRefused`, `RamNotVisibleYet`, `RecipientRefused`, and
 *   RAM's own; for the source `SourceKeyRefused` and `Iam…`
 */
export async function issueReplacementKey(
  { recipients, destination, source }: Rotation,
  holder: KeyHolder,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<FreshKey> {
  const { credentials } = holder;
  const { key: inUse, others } = await findReplaceableKey(holder, signal);
  const foreign = others.filter(({ createdAt }) => Date.parse(createdAt) < Date.parse(inUse.createdAt));
  if (foreign.length > 0) {
    throw secondKey(holder, foreign[0]?.accessKeyId ?? '', inUse.accessKeyId);
  }
  const wanted: NewAccessKey = {
    userName: credentials.userName,
    keep: [inUse.accessKeyId],
    stillOurs: () => deliveredUser(holder, signal),
    confirmation: (accessKeyId) => confirmationCode(holder, accessKeyId),
  };
  if (credentials.cloud === 'kingsoft') {
    if (source === null) {
      throw new PrepError('InvalidInput', { resource: 'issueReplacementKey', detail: 'No source is named.' });
    }
    return issueReaderKey({ ...wanted, source, recipients }, clouds, signal, options);
  }
  const { userName, account } = credentials;
  const { policies } = await holder.belongings(signal);
  const issued = await issueKey(
    { ...wanted, account, recipients, reach: { policies, destination } },
    clouds,
    signal,
    options,
  );
  const refused = issued.checks.filter(({ outcome }) => outcome === 'problem');
  if (refused.length > 0) {
    await holder.keys.deleteAccessKey(userName, issued.accessKeyId, signal);
    throw new PrepError('NewKeyRefused', {
      resource: `AccessKey ${issued.accessKeyId} of RAM user ${userName}`,
      detail: refused.map(({ message }) => message).join(' '),
    });
  }
  return issued;
}

/** Two keys are as many as either cloud allows, so there is no room for a new one. */
export function secondKey({ what }: KeyHolder, one: string, other: string): PrepError {
  return new PrepError('SecondAccessKey', { resource: what, detail: `They are ${one} and ${other}.` });
}

import type { Rotation } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import type { IssuedAccessKey, IssuedSourceKey } from '../../contracts/provisioning';
import { iamOf, type Clouds } from '../clouds';
import { issueKey, type IssueOptions } from '../issue-key';
import type { NewAccessKey } from '../make-access-key';
import { issueReaderKey } from '../source-key/issue-reader-key';
import { deliveredUser } from './delivered-user';
import { iamHolder } from './iam-holder';
import type { KeyHolder } from './key-holder';
import { ramHolder } from './ram-holder';

/** Which key gets a successor. */
export interface ReplacementRequest {
  readonly rotation: Rotation;
  /** The key that was on the user before this rotation: it stays. Every other one is an orphan of the rotation. */
  readonly oldKey: string;
  /** Policies of the user, which tell what a key can be tried on. */
  readonly policies: readonly string[];
}

/**
 * Ensures that the user has exactly one AccessKey beside the old one, made in this attempt, with its secret sealed to
 * the recipients, and tried. One that does not work is taken back.
 *
 * Idempotent as the first issue is: a key that no attempt recorded is deleted before another one is made.
 *
 * @throws PrepError `CredentialsGone`, `NewKeyRefused`, `RamNotVisibleYet`, `RecipientRefused`, and RAM's own; for the
 *   source `SourceKeyRefused` and `Iam…`
 */
export async function issueReplacementKey(
  { rotation, oldKey, policies }: ReplacementRequest,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedAccessKey | IssuedSourceKey> {
  const { credentials, recipients, destination, source } = rotation;
  if (credentials.cloud === 'kingsoft') {
    if (source === undefined) {
      throw new PrepError('InvalidInput', { resource: 'issueReplacementKey', detail: 'No source is named.' });
    }
    const holder = iamHolder(credentials, iamOf(clouds, credentials.profile));
    const wanted = replacementBeside(oldKey, holder, signal);
    return issueReaderKey({ ...wanted, source, recipients }, clouds, signal, options);
  }
  const { userName, account } = credentials;
  const ram = clouds.ram();
  const wanted = replacementBeside(oldKey, ramHolder(credentials, ram), signal);
  const issued = await issueKey(
    { ...wanted, account, recipients, reach: { policies, destination } },
    clouds,
    signal,
    options,
  );
  const refused = issued.checks.filter(({ outcome }) => outcome === 'problem');
  if (refused.length > 0) {
    await ram.deleteAccessKey(userName, issued.accessKeyId, signal);
    throw new PrepError('NewKeyRefused', {
      resource: `AccessKey ${issued.accessKeyId} of RAM user ${userName}`,
      detail: refused.map(({ message }) => message).join(' '),
    });
  }
  return issued;
}

function replacementBeside(oldKey: string, holder: KeyHolder, signal: AbortSignal): NewAccessKey {
  return {
    userName: holder.credentials.userName,
    keep: [oldKey],
    stillOurs: () => deliveredUser(holder, signal),
  };
}

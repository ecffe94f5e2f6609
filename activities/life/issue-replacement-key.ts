import type { Rotation } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import type { IssuedAccessKey, IssuedSourceKey } from '../../contracts/provisioning';
import type { Clouds } from '../clouds';
import { issueKey, type IssueOptions } from '../issue-key';
import { deliveredUser } from './delivered-user';
import { issueReplacementReaderKey } from './issue-replacement-reader-key';
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
    return issueReplacementReaderKey({ credentials, source, recipients, oldKey }, clouds, signal, options);
  }
  const { userName, account } = credentials;
  const ram = clouds.ram();
  const stillOurs = () => deliveredUser(ramHolder(credentials, ram), signal);
  const issued = await issueKey(
    { userName, keep: [oldKey], stillOurs, account, recipients, reach: { policies, destination } },
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

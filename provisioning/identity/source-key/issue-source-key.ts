import { PrepError } from '../../../contracts/prep-error';
import type { Preparation, SourceRequest } from '../../../contracts/preparation';
import type { IssuedSourceKey } from '../../../contracts/provisioning';
import { iamOf, type Clouds } from '../../clouds';
import type { Ownership } from '../../trust/mark';
import type { IssueOptions } from '../issue-key';
import { ensureReader } from './ensure-reader';
import { issueReaderKey } from './issue-reader-key';
import { ownedReader } from './owned-reader';
import type { ReaderRequest } from '../../request/reader-request';

/** A dedicated reader of a bucket, and to whom its AccessKey is sealed. */
export interface NewReader {
  readonly source: SourceRequest;
  readonly reader: ReaderRequest;
  /** In whose name everything is made here. */
  readonly ownership: Ownership;
  /** age recipients that the secret is sealed to. */
  readonly recipients: readonly string[];
}

/**
 * Ensures the dedicated IAM user of the plan, and that it has exactly one AccessKey, made in this attempt, with its
 * secret sealed to the recipients.
 *
 * As on the Alibaba side, a key found on the user, which this workflow made and has delivered nothing with, is the
 * orphan of a lost answer: `ensureReader` takes it off before a new one is made.
 *
 * @throws PrepError `IamUserNotOurs`, `AlreadyPrepared`, `IamLimitReached`, and what `issueReaderKey` throws
 */
export async function makeReader(
  { source, reader: { userName, policy }, ownership, recipients }: NewReader,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedSourceKey> {
  const iam = iamOf(clouds, source.profile);
  await ensureReader({ userName, policyName: policy.name }, policy.document, ownership, iam, signal);
  const stillOurs = () => ownedReader(userName, ownership, iam, signal);
  return issueReaderKey({ userName, keep: [], stillOurs, source, recipients }, clouds, signal, options);
}

/** The same for a preparation whose plan asks for a key of its own. */
export async function issueSourceKey(
  { source, sourceKey, credentials }: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedSourceKey> {
  if (sourceKey.mode !== 'create') {
    throw new PrepError('InvalidInput', {
      resource: 'issueSourceKey',
      detail: 'The plan does not ask for a source AccessKey.',
    });
  }
  const reader = { source, reader: sourceKey, ownership, recipients: credentials.recipients };
  return makeReader(reader, clouds, signal, options);
}

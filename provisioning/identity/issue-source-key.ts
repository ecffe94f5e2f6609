import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/credentials/access-words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation, SourceRequest } from '../../contracts/runs/preparation';
import type { IssuedSourceKey } from '../../contracts/credentials/provisioning';
import { iamOf, type Clouds } from '../clouds';
import type { ReaderRequest } from '../request/reader-request';
import type { Ownership } from '../trust/mark';
import { ensureIdentity } from './ensure-identity';
import { iamIdentity, optionsOf, ownedPolicy, readerNamed } from './iam-identity';
import type { Identity } from './identity';
import { issueKey, type IssueOptions, type KeyToIssue } from './issue-key';
import { requireOwn } from './owned-identity';
import { trySourceKey } from './try-source-key';

/** A dedicated reader of a bucket, and the recipients of its AccessKey. */
export interface NewReader {
  readonly source: SourceRequest;
  readonly reader: ReaderRequest;
  /** The owner of everything that is created here. */
  readonly ownership: Ownership;
  /** age recipients that the secret is sealed to. */
  readonly recipients: readonly string[];
  /** What commands about it have to name besides the bucket. */
  readonly options?: readonly string[];
}

/**
 * Ensures the dedicated IAM user of the plan with its one policy, and that it has exactly one AccessKey, created in this
 * attempt, with its secret sealed to the recipients.
 *
 * @throws PrepError as `ensureIdentity` and `issueReaderKey`, `IamLimitReached`
 */
export async function makeReader(
  { source, reader, ownership, recipients, options: named = [] }: NewReader,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedSourceKey> {
  const iam = iamOf(clouds, source.profile);
  const user = iamIdentity(readerNamed(reader, source.bucket, named), ownership, iam);
  await ensureIdentity(user, signal);
  await ensurePolicy(reader, ownership, iam, signal);
  const wanted = { keep: [], stillOurs: () => requireOwn(user, signal), source, recipients };
  return issueReaderKey(user, wanted, clouds, signal, options);
}

/** The same for a preparation whose plan has a dedicated key. */
export async function issueSourceKey(
  preparation: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedSourceKey> {
  const { source, sourceKey, credentials } = preparation;
  if (sourceKey.mode !== 'create') {
    throw new PrepError('InvalidInput', {
      resource: 'issueSourceKey',
      detail: phrase('provisioning.noSourceKeyPlanned'),
    });
  }
  const { recipients } = credentials;
  const reader = { source, reader: sourceKey, ownership, recipients, options: optionsOf(preparation) };
  return makeReader(reader, clouds, signal, options);
}

/**
 * Issues an AccessKey of a dedicated reader for its bucket. One that does not work is deleted again.
 *
 * @throws PrepError `SourceKeyRefused`, and as `issueKey`
 */
export async function issueReaderKey(
  user: Identity,
  { source, ...wanted }: Omit<KeyToIssue, 'purpose'> & { readonly source: SourceRequest },
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedSourceKey> {
  const { userName } = user;
  const { bucket, endpoint, profile } = source;
  const accountId = (await iamOf(clouds, profile).getUser(userName, signal))?.accountId ?? null;
  const purpose: KeyToIssue['purpose'] = {
    kind: 'source-access-key',
    owner: { accountId, userName },
    about: { bucket, endpoint },
    tried: (key, patience) => trySourceKey(source, key, userName, clouds, signal, patience),
  };
  return { ...(await issueKey(user, { ...wanted, purpose }, signal, options)), accountId };
}

/**
 * Ensures that the reader has its one policy. The policy is created again, so that what it permits is what was approved.
 *
 * @throws PrepError `IamUserNotOurs`, `IamNotVisibleYet`, `IamRequestRefused` if it is attached to somebody else too
 */
export async function ensurePolicy(
  { userName, policy: { name, document } }: ReaderRequest,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const resource = accessWords.iamPolicy(name);
  const earlier = await ownedPolicy(name, ownership, iam, signal);
  if (earlier !== null && (await iam.deletePolicy(earlier.krn, signal)) === 'blocked') {
    throw new PrepError('IamRequestRefused', {
      resource,
      detail: phrase('provisioning.policyShared'),
    });
  }
  await iam.createPolicy(name, document, ownership.made({ kind: 'iam-policy', name }), signal);
  const policy = await ownedPolicy(name, ownership, iam, signal);
  if (policy === null) {
    throw new PrepError('IamNotVisibleYet', { resource });
  }
  await iam.attachPolicy(userName, policy.krn, signal);
  const attached = await iam.listAttachedPolicies(userName, signal);
  if (attached.length !== 1 || attached[0]?.krn !== policy.krn) {
    throw new PrepError('IamNotVisibleYet', {
      resource: accessWords.iamAttachment(name, userName),
      detail: phrase('provisioning.iamListsPolicies', { count: attached.length }),
    });
  }
}

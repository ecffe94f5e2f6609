import type { DeliveredSourceKey } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import type { SourceRequest } from '../../contracts/preparation';
import type { IssuedSourceKey } from '../../contracts/provisioning';
import { iamOf, type Clouds } from '../clouds';
import { putOrTakeBack } from '../delivery/plain-delivery';
import type { IssueOptions } from '../issue-key';
import { IAM_WORDS } from '../key-directory';
import { makeAccessKey } from '../make-access-key';
import { sealSecrets } from '../sealing';
import { PROPAGATION_MS } from '../source-key/issue-source-key';
import { sealReaderKey } from '../source-key/seal-reader-key';
import { tryReader } from '../source-key/try-reader';
import { deliveredUser } from './delivered-user';
import { iamHolder } from './iam-holder';

/** Which dedicated AccessKey of a source gets a successor. */
export interface ReaderKeyReplacement {
  readonly credentials: DeliveredSourceKey;
  /** What the new key is tried on. */
  readonly source: SourceRequest | undefined;
  readonly recipients: readonly string[];
  /** It stays. Every other one is an orphan of the rotation. */
  readonly oldKey: string;
}

/**
 * The same for the dedicated AccessKey of a source: exactly one beside the old one, sealed, and tried on the bucket. One
 * that does not work is taken back.
 *
 * @throws PrepError `CredentialsGone`, `SourceKeyRefused`, `RecipientRefused`, `Iam…`, and what the plain delivery throws
 */
export async function issueReplacementReaderKey(
  { credentials, source, recipients, oldKey }: ReaderKeyReplacement,
  clouds: Clouds,
  signal: AbortSignal,
  { patience, plain = null }: IssueOptions = {},
): Promise<IssuedSourceKey> {
  const { userName, profile } = credentials;
  if (source === undefined) {
    throw new PrepError('InvalidInput', { resource: 'issueReplacementKey', detail: 'No source is named.' });
  }
  const iam = iamOf(clouds, profile);
  const holder = iamHolder(credentials, iam);
  await sealSecrets('', recipients);
  await plain?.ready(signal);
  const key = await makeAccessKey(
    { userName, keep: [oldKey], stillOurs: () => deliveredUser(holder, signal) },
    iam,
    signal,
    patience,
    IAM_WORDS,
  );
  const { accessKeyId, accessKeySecret } = key;
  const takeBack = () => iam.deleteAccessKey(userName, accessKeyId, signal);
  const accountId = (await iam.getUser(userName, signal))?.accountId ?? null;
  const owner = { accountId, userName };
  const sealedSecret = await sealReaderKey(source, owner, key, recipients);
  const secret = accessKeySecret.reveal();
  await putOrTakeBack(plain, { kind: 'source-access-key', accessKeyId, secret, owner }, takeBack, signal);
  try {
    const patienceMs = patience?.patienceMs ?? PROPAGATION_MS;
    const checks = await tryReader(source, key, userName, clouds, patienceMs, signal);
    return { accessKeyId, accountId, sealedSecret, checks };
  } catch (error) {
    if (error instanceof PrepError && error.type === 'SourceKeyRefused') {
      await takeBack();
    }
    throw error;
  }
}

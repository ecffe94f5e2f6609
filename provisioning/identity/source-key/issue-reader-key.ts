import { PrepError } from '../../../contracts/prep-error';
import type { SourceRequest } from '../../../contracts/preparation';
import type { IssuedSourceKey } from '../../../contracts/provisioning';
import { iamOf, type Clouds } from '../../clouds';
import { putOrTakeBack } from '../../delivery/plain-delivery';
import type { IssueOptions } from '../issue-key';
import { IAM_WORDS } from '../key-directory';
import { makeAccessKey, type NewAccessKey } from '../make-access-key';
import { sealSecrets } from '../../sealing/sealing';
import { sealReaderKey } from './seal-reader-key';
import { tryReader } from './try-reader';

/** How long a fresh key is tried, in milliseconds. */
const PROPAGATION_MS = 120_000;

/** The AccessKey of a dedicated reader to issue. */
export interface ReaderKeyToIssue extends NewAccessKey {
  /** What the key is for, and tried on. */
  readonly source: SourceRequest;
  /** age recipients that the secret is sealed to. */
  readonly recipients: readonly string[];
}

/**
 * Issues an AccessKey of a dedicated reader, so that the user has exactly that one beside those to keep: makes it, seals
 * its secret to the recipients, and tries it while the secret is at hand. One that does not work is taken back.
 *
 * @throws PrepError `SourceKeyRefused`, `RecipientRefused`, `IamNotVisibleYet`, IAM's own, what `stillOurs` throws, and
 *   what the plain delivery throws; no key is left then that nobody holds
 */
export async function issueReaderKey(
  { source, recipients, ...wanted }: ReaderKeyToIssue,
  clouds: Clouds,
  signal: AbortSignal,
  { patience, plain = null }: IssueOptions = {},
): Promise<IssuedSourceKey> {
  const { userName } = wanted;
  const iam = iamOf(clouds, source.profile);
  // Told before there is a key: one that cannot be sealed or put where it belongs would be of use to nobody.
  await sealSecrets('', recipients);
  await plain?.ready(signal);
  const accountId = (await iam.getUser(userName, signal))?.accountId ?? null;
  const key = await makeAccessKey(wanted, iam, signal, patience, IAM_WORDS);
  const { accessKeyId, accessKeySecret } = key;
  const owner = { accountId, userName };
  const takeBack = () => iam.deleteAccessKey(userName, accessKeyId, signal);
  const confirmationCode = wanted.confirmation?.(accessKeyId);
  const sealedSecret = await sealReaderKey(source, owner, { ...key, confirmationCode }, recipients);
  const secret = accessKeySecret.reveal();
  await putOrTakeBack(
    plain,
    { kind: 'source-access-key', accessKeyId, secret, owner, confirmationCode },
    takeBack,
    signal,
  );
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

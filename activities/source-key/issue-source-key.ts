import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation, SourceRequest } from '../../contracts/preparation';
import type { IssuedSourceKey } from '../../contracts/provisioning';
import { iamOf, type Clouds } from '../clouds';
import { putOrTakeBack, type PlainDelivery } from '../delivery/plain-delivery';
import { sealSecrets } from '../sealing';
import { ensureReader } from './ensure-reader';
import { sealReaderKey } from './seal-reader-key';
import type { ReaderRequest } from './reader-request';
import { tryReader } from './try-reader';

/** What to make, for whom. */
export interface ReaderKeyRequest {
  readonly source: SourceRequest;
  readonly reader: ReaderRequest;
  /** Ownership mark that everything made here carries. */
  readonly mark: string;
  /** age recipients that the secret is sealed to. */
  readonly recipients: readonly string[];
}

/** How long a fresh key is tried, in milliseconds. */
export const PROPAGATION_MS = 120_000;

export interface ReaderKeyOptions {
  readonly patienceMs?: number | undefined;
  /** Where the key goes as it is, beside being sealed; null for nowhere. */
  readonly plain?: PlainDelivery | null | undefined;
}

/**
 * Ensures the dedicated IAM user of the plan, and that it has exactly one AccessKey, made in this attempt, with its
 * secret sealed to the recipients.
 *
 * As on the Alibaba side, a key found on the user, which this workflow made and has delivered nothing with, is the
 * orphan of a lost answer: `ensureReader` takes it off before a new one is made. The secret leaves this function sealed
 * only, and the key is tried here, while its secret is at hand.
 *
 * @throws PrepError `SourceKeyRefused` where the key does not work: the next attempt makes another; `Iam…`, and what the
 *   plain delivery throws, after which no key is left
 */
export async function issueReaderKey(
  request: ReaderKeyRequest,
  clouds: Clouds,
  signal: AbortSignal,
  { patienceMs = PROPAGATION_MS, plain = null }: ReaderKeyOptions = {},
): Promise<IssuedSourceKey> {
  const { source, mark, recipients } = request;
  const { userName, policy } = request.reader;
  const iam = iamOf(clouds, source.profile);
  // Told before there is a key: one that cannot be sealed or put where it belongs would be of use to nobody.
  await sealSecrets('', recipients);
  await plain?.ready(signal);
  const { accountId } = await ensureReader(
    { userName, policyName: policy.name, mark },
    policy.document,
    iam,
    signal,
  );
  signal.throwIfAborted();
  const { accessKeyId, secret } = await iam.createAccessKey(userName, signal);
  const key = { accessKeyId, accessKeySecret: secret };
  const owner = { accountId, userName };
  const sealedSecret = await sealReaderKey(source, owner, key, recipients);
  await onlyKey(userName, accessKeyId, iam, signal);
  await putOrTakeBack(
    plain,
    { kind: 'source-access-key', accessKeyId, secret: secret.reveal(), owner },
    () => iam.deleteAccessKey(userName, accessKeyId, signal),
    signal,
  );
  const checks = await tryReader(source, key, userName, clouds, patienceMs, signal);
  return { accessKeyId, accountId, sealedSecret, checks };
}

/** The same for a preparation whose plan asks for a key of its own. */
export async function issueSourceKey(
  { source, sourceKey, mark, credentials }: Preparation,
  clouds: Clouds,
  signal: AbortSignal,
  options?: ReaderKeyOptions,
): Promise<IssuedSourceKey> {
  if (sourceKey?.mode !== 'create') {
    throw new PrepError('InvalidInput', {
      resource: 'issueSourceKey',
      detail: 'The plan does not ask for a source AccessKey.',
    });
  }
  const request = { source, reader: sourceKey, mark, recipients: credentials.recipients };
  return issueReaderKey(request, clouds, signal, options);
}

async function onlyKey(
  userName: string,
  accessKeyId: string,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<void> {
  const keys = await iam.listAccessKeys(userName, signal);
  if (keys.length !== 1 || keys[0]?.accessKeyId !== accessKeyId) {
    throw new PrepError('IamNotVisibleYet', {
      resource: `AccessKey ${accessKeyId} of Kingsoft IAM user ${userName}`,
      detail: `IAM lists ${keys.length} keys.`,
    });
  }
}

import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { OssBuckets } from '../../clouds/oss/port';
import type { OssTexts } from '../../clouds/oss/objects';
import type { OssDelivery } from '../../contracts/credentials/delivery';

/** The part of OSS that a delivery needs. */
export interface DeliveryBucket {
  readonly target: OssDelivery;
  readonly buckets: Pick<OssBuckets, 'describe'>;
  readonly texts: OssTexts;
}

/**
 * Makes sure that the delivery bucket is there, in its region, and private.
 *
 * @throws PrepError `DeliveryRefused`, and OSS's own
 */
export async function requirePrivateBucket(
  { target, buckets }: DeliveryBucket,
  signal: AbortSignal,
): Promise<void> {
  const found = await buckets.describe(target.bucket, signal);
  const problem =
    found === null
      ? phrase('provisioning.deliveryBucketMissing')
      : found.region !== target.region
        ? phrase('provisioning.deliveryBucketElsewhere', { region: found.region, expected: target.region })
        : found.acl !== 'private'
          ? phrase('provisioning.deliveryBucketNotPrivate', { acl: found.acl })
          : null;
  if (problem !== null) {
    throw new PrepError('DeliveryRefused', {
      resource: phrase('resource.ossBucket', { name: target.bucket }),
      detail: problem,
    });
  }
}

/**
 * Ensures that an object contains a sealed text, and reads it back. Idempotent: an object with that text is kept, one
 * with another text is never overwritten.
 *
 * @returns where it is, in words
 * @throws PrepError `DeliveryRefused`, `DeliveryOccupied`, `DeliveryUnavailable`, and OSS's own
 */
export async function putObject(
  bucket: DeliveryBucket,
  path: string,
  sealed: string,
  signal: AbortSignal,
): Promise<Phrase> {
  const { target, texts } = bucket;
  const key = `${path}.age`;
  const where = phrase('resource.ossObject', { bucket: target.bucket, key });
  await requirePrivateBucket(bucket, signal);
  if ((await texts.read(target.bucket, key, signal)) === null) {
    await texts.writeNew(target.bucket, key, sealed, signal);
  }
  const found = await texts.read(target.bucket, key, signal);
  if (found === null) {
    throw new PrepError('DeliveryUnavailable', {
      resource: where,
      detail: phrase('provisioning.writtenNotReadable'),
    });
  }
  if (found !== sealed) {
    throw new PrepError('DeliveryOccupied', { resource: where });
  }
  return where;
}

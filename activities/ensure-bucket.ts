import { PrepError } from '../contracts/prep-error';
import type { DestinationRequest, Preparation } from '../contracts/preparation';
import type { EnsuredBucket } from '../contracts/provisioning';
import type { BucketDescription, OssBuckets } from '../clouds/oss/port';
import { MARK_TAG, ownershipOf } from './mark';

/** Clocks of a worker and of OSS may differ by this much and signatures still hold. */
const CLOCK_TOLERANCE_MS = 15 * 60 * 1000;

/** What the bucket step needs to know. */
export interface EnsureBucketRequest {
  readonly preparation: Preparation;
  /** ISO time at which the preflight saw the name free; null where the bucket existed. */
  readonly freeSince: string | null;
}

/**
 * Ensures that the destination bucket exists with the settings that were asked for.
 *
 * Idempotent: reads first, because a second PutBucket would rewrite the ACL. A bucket that this run did not make is
 * never altered; with `adopt` it is used as it is. OSS takes no tags in PutBucket (EC 0015-00000207), so a bucket
 * without a mark is ours where the preflight saw its name free and it was created since.
 *
 * @throws PrepError `OssNameTaken`, `OssOtherRegion`, `OssBucketNotOurs`, `OssBucketDiffers`, `OssTooManyBuckets`
 */
export async function ensureBucket(
  { preparation, freeSince }: EnsureBucketRequest,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<EnsuredBucket> {
  const { destination, mark } = preparation;
  const found = await oss.describe(destination.bucket, signal);
  if (found === null) {
    const { storageClass, redundancy } = destination;
    // Private at first: where OSS blocks public access by default, no other ACL is taken until that is settled.
    await oss.create(destination.bucket, { storageClass, redundancy, acl: 'private' }, signal);
    // Marked at once, even where the caller has given up by now: a bucket without a mark is nobody's to remove.
    await oss.setTags(destination.bucket, tagsOf(preparation), new AbortController().signal);
    return settle(preparation, await described(destination.bucket, oss, signal), oss, signal);
  }
  assertRegion(found, destination);
  if (originOf(found, mark, freeSince) === 'foreign') {
    return adopted(found, destination);
  }
  assertFixedSettings(found, destination);
  return settle(preparation, found, oss, signal);
}

/** Whose bucket it is: marked by this workflow, made by an attempt that did not come to mark it, or foreign. */
export function originOf(
  found: BucketDescription,
  mark: string,
  freeSince: string | null,
): 'marked' | 'unmarked' | 'foreign' {
  const tag = found.tags?.[MARK_TAG];
  if (ownershipOf(tag, mark).owner === 'this workflow') {
    return 'marked';
  }
  const madeSince =
    freeSince !== null && Date.parse(found.createdAt) >= Date.parse(freeSince) - CLOCK_TOLERANCE_MS;
  return tag === undefined && madeSince ? 'unmarked' : 'foreign';
}

/** Says whether a foreign bucket may be used as it is. Throws where the input does not ask for that. */
export function adopted(found: BucketDescription, destination: DestinationRequest): EnsuredBucket {
  const resource = `OSS bucket ${destination.bucket}`;
  if (!destination.adopt) {
    throw new PrepError('OssBucketNotOurs', { resource });
  }
  const differences = differencesOf(found, destination);
  return {
    bucket: destination.bucket,
    region: found.region,
    ours: false,
    warnings: differences.map((one) => `${resource} is used as it is: ${one}.`),
  };
}

async function described(bucket: string, oss: OssBuckets, signal: AbortSignal): Promise<BucketDescription> {
  const found = await oss.describe(bucket, signal);
  if (found === null) {
    throw new PrepError('OssUnavailable', {
      resource: `OSS bucket ${bucket}`,
      detail: 'It was created but is not visible yet.',
    });
  }
  return found;
}

function tagsOf({ destination, mark }: Preparation): Record<string, string> {
  return { ...destination.tags, [MARK_TAG]: mark };
}

/** Marks the bucket and brings its changeable settings to what was asked. */
async function settle(
  preparation: Preparation,
  found: BucketDescription,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<EnsuredBucket> {
  const { destination } = preparation;
  const { bucket } = destination;
  const wanted = tagsOf(preparation);
  if (Object.entries(wanted).some(([key, value]) => found.tags?.[key] !== value)) {
    await oss.setTags(bucket, { ...found.tags, ...wanted }, signal);
  }
  if (found.encryption !== destination.encryption) {
    await oss.setEncryption(bucket, destination.encryption, signal);
  }
  if (found.versioning !== destination.versioning) {
    await oss.setVersioning(bucket, destination.versioning, signal);
  }
  if (found.blockPublicAccess !== destination.blockPublicAccess) {
    await oss.setBlockPublicAccess(bucket, destination.blockPublicAccess, signal);
  }
  if (found.acl !== destination.acl) {
    // A second creation by the owner sets the ACL and nothing else.
    const { storageClass, redundancy, acl } = destination;
    await oss.create(bucket, { storageClass, redundancy, acl }, signal);
  }
  return { bucket, region: found.region, ours: true, warnings: [] };
}

/** A bucket cannot move: one of ours in another region is not the one that was asked for. */
export function assertRegion(found: BucketDescription, destination: DestinationRequest): void {
  if (found.region !== destination.region) {
    throw new PrepError('OssOtherRegion', {
      resource: `OSS bucket ${destination.bucket}`,
      detail: `It is in ${found.region}, not in ${destination.region}.`,
    });
  }
}

function assertFixedSettings(found: BucketDescription, destination: DestinationRequest): void {
  const fixed = [
    found.storageClass === destination.storageClass
      ? ''
      : `storage class ${found.storageClass}, not ${destination.storageClass}`,
    found.redundancy === destination.redundancy
      ? ''
      : `redundancy ${found.redundancy}, not ${destination.redundancy}`,
  ].filter((one) => one !== '');
  if (fixed.length > 0) {
    throw new PrepError('OssBucketDiffers', {
      resource: `OSS bucket ${destination.bucket}`,
      detail: `It has ${fixed.join(' and ')}.`,
    });
  }
}

function differencesOf(found: BucketDescription, asked: DestinationRequest): string[] {
  const compared = [
    ['storage class', found.storageClass, asked.storageClass],
    ['redundancy', found.redundancy, asked.redundancy],
    ['ACL', found.acl, asked.acl],
    ['encryption', found.encryption, asked.encryption],
    ['versioning', found.versioning, asked.versioning],
    ['block public access', found.blockPublicAccess, asked.blockPublicAccess],
  ] as const;
  return compared
    .filter(([, has, wants]) => has !== wants)
    .map(([setting, has, wants]) => `its ${setting} is ${String(has)}, not ${String(wants)}`);
}

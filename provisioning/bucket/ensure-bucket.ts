import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { CLOCK_TOLERANCE_MS } from '../../contracts/approval/clock-tolerance';
import type { DestinationRequest, Preparation } from '../../contracts/runs/preparation';
import type { EnsuredBucket } from '../../contracts/credentials/provisioning';
import type { BucketDescription, OssBuckets } from '../../clouds/oss/port';
import { isOurs } from '../approval/present-plan';
import type { Attempt } from '../trust/attempt';
import { MARK_TAG, ownerInWords, type Ownership } from '../trust/mark';

/** If nothing tells that this step asked OSS for a bucket, its time has to, and clocks that differ little, in milliseconds. */
const CLOSE_CLOCKS_MS = 2000;

/** A creation that was sent for a name that was free. Its answer may have been lost. */
export interface SentCreation {
  readonly bucket: string;
  /** By the clock of the worker, which OSS does not let differ from its own by more than the tolerance. */
  readonly sentAtMs: number;
}

/** What attempts of a step know of its creations. */
export interface SentCreations {
  /** One that an earlier attempt sent and that OSS did not refuse; null if there is none. */
  readonly earlier: SentCreation | null;
  /** @param creation that is about to be sent; null once OSS has refused it */
  readonly keep: (creation: SentCreation | null) => void;
}

/**
 * Ensures that the destination bucket exists. A new one is private, blocks public access, and has none of the
 * settings that need an approval. An existing one is left as it is, also if an earlier run created it.
 *
 * A bucket is claimed only if the create call of this step created it, and never if it contains objects. OSS takes no
 * tags in PutBucket (EC 0015-00000207), and answers a second creation by the owner with success. So a bucket without
 * a mark is ours only if this attempt saw that the name was free just before, or if an earlier attempt of this step
 * did and was cut off: then it must have been created about when that attempt sent its creation, or, if nobody knows when
 * that was, since the step was scheduled; it must be private and empty.
 *
 * @throws PrepError `OssNameTaken`, `OssOtherRegion`, `OssBucketNotOurs`, `OssBucketDiffers`, `OssTooManyBuckets`;
 *   `OssPublicEndpointRefused` if nobody can see what a bucket holds, and then no new one stays
 */
export async function ensureBucket(
  { destination }: Pick<Preparation, 'destination'>,
  ownership: Ownership,
  attempt: Attempt,
  creations: SentCreations,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<EnsuredBucket> {
  const { bucket } = destination;
  const found = await oss.describe(bucket, signal);
  if (found === null) {
    try {
      return await claim(await created(destination, creations, oss, signal), destination, ownership, oss);
    } catch (error) {
      // Not yet marked, it would belong to nobody. OSS deletes no bucket that holds an object.
      if (error instanceof PrepError && error.type === 'OssPublicEndpointRefused') {
        await oss.remove(bucket, new AbortController().signal);
      }
      throw error;
    }
  }
  assertRegion(found, destination);
  if (isOurs(found, ownership)) {
    assertFixedSettings(found, destination);
    return { bucket, region: found.region, ours: true };
  }
  if (leftByThisStep(found, attempt, creations.earlier)) {
    return claim(found, destination, ownership, oss);
  }
  return adopted(found, destination, ownership);
}

/** Whether a foreign bucket may be used as it is. Throws if the input does not allow it. */
export function adopted(
  found: BucketDescription,
  destination: DestinationRequest,
  ownership: Ownership,
): EnsuredBucket {
  if (!destination.adopt) {
    const owner = ownership.of({ kind: 'oss-bucket', name: found.name }, found.tags[MARK_TAG]);
    throw new PrepError('OssBucketNotOurs', {
      resource: phrase('resource.ossBucket', { name: destination.bucket }),
      detail: owner.owner === 'this preparation' ? undefined : ownerInWords(owner),
    });
  }
  return { bucket: destination.bucket, region: found.region, ours: false };
}

/** A bucket cannot move, so one of ours in another region does not match the request. */
export function assertRegion(found: BucketDescription, destination: DestinationRequest): void {
  if (found.region !== destination.region) {
    throw new PrepError('OssOtherRegion', {
      resource: phrase('resource.ossBucket', { name: destination.bucket }),
      detail: phrase('provisioning.bucketRegion', { region: found.region, expected: destination.region }),
    });
  }
}

/** Creates the bucket and waits for the answer even if the caller has given up: unmarked, it would belong to nobody. */
async function created(
  { bucket, storageClass, redundancy }: DestinationRequest,
  creations: SentCreations,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<BucketDescription> {
  const unhurried = new AbortController().signal;
  creations.keep({ bucket, sentAtMs: Date.now() });
  try {
    await oss.create(bucket, { storageClass, redundancy, acl: 'private' }, signal);
  } catch (error) {
    // The answer may have been lost on its way: the name was free just before.
    const lost = error instanceof PrepError && error.effect === 'transient';
    if (!lost) {
      creations.keep(null);
    }
    const found = lost ? await oss.describe(bucket, unhurried) : null;
    if (found === null) {
      throw error;
    }
    return found;
  }
  const found = await oss.describe(bucket, unhurried);
  if (found === null) {
    throw new PrepError('OssNotVisibleYet', { resource: phrase('resource.ossBucket', { name: bucket }) });
  }
  return found;
}

/** Marks a bucket that this step created, and closes it: to its end, as above. */
async function claim(
  found: BucketDescription,
  destination: DestinationRequest,
  ownership: Ownership,
  oss: OssBuckets,
): Promise<EnsuredBucket> {
  const { bucket } = destination;
  assertRegion(found, destination);
  const unhurried = new AbortController().signal;
  if (Object.keys(found.tags).length > 0 || !(await oss.isEmpty(bucket, unhurried))) {
    return adopted(found, destination, ownership);
  }
  // Closed first, since one that is marked is left as it is by the next attempt.
  try {
    await oss.setBlockPublicAccess(bucket, true, unhurried);
  } finally {
    await oss.setTags(
      bucket,
      { [MARK_TAG]: ownership.made({ kind: 'oss-bucket', name: bucket }) },
      unhurried,
    );
  }
  return { bucket, region: found.region, ours: true };
}

/** Whether only an earlier attempt of this step can have created it. */
function leftByThisStep(
  { name, tags, acl, createdAt }: BucketDescription,
  { number, scheduledAtMs }: Attempt,
  sent: SentCreation | null,
): boolean {
  const createdAtMs = Date.parse(createdAt);
  const whenSent = sent?.bucket === name && Math.abs(createdAtMs - sent.sentAtMs) <= CLOCK_TOLERANCE_MS;
  const sinceScheduled = number > 1 && createdAtMs >= scheduledAtMs - CLOSE_CLOCKS_MS;
  return tags[MARK_TAG] === undefined && acl === 'private' && (whenSent || sinceScheduled);
}

function assertFixedSettings(found: BucketDescription, destination: DestinationRequest): void {
  const { bucket, storageClass, redundancy } = destination;
  const detail = [
    ...(found.storageClass === storageClass
      ? []
      : [phrase('provisioning.bucketStorageClass', { found: found.storageClass, expected: storageClass })]),
    ...(found.redundancy === redundancy
      ? []
      : [phrase('provisioning.bucketRedundancy', { found: found.redundancy, expected: redundancy })]),
  ];
  if (detail.length > 0) {
    throw new PrepError('OssBucketDiffers', {
      resource: phrase('resource.ossBucket', { name: bucket }),
      detail,
    });
  }
}

import { encryptionOf } from '../../contracts/inputs/bucket-settings';
import { canonicalJson } from '../../contracts/canonical-json';
import { settledBucket, type PlannedBucket } from '../../contracts/runs/plan';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { EnsuredBucket } from '../../contracts/credentials/provisioning';
import type { OssBuckets } from '../../clouds/oss/port';
import type { Approved } from '../approval/approved';
import { plannedBucket } from '../approval/present-plan';
import { MARK_TAG } from '../trust/mark';

type Allowed = Readonly<Record<keyof PlannedBucket, readonly unknown[]>>;

/**
 * Applies the settings of the approved plan to a bucket of ours. An adopted one is left as it is.
 *
 * Idempotent: reads first, because a second PutBucket would rewrite the ACL. The bucket must be as it was when the
 * plan was approved, or as an earlier attempt set it. Anything else was changed by somebody, and a person decides.
 *
 * @throws PrepError `OssBucketChanged`
 */
export async function settleBucket(
  approved: Approved,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<EnsuredBucket> {
  const { preparation, plan, ownership } = approved;
  const { destination } = preparation;
  const { bucket, region, storageClass, redundancy, acl } = destination;
  const found = await plannedBucket(preparation, ownership, oss, signal);
  assertAllowed(bucket, found, betweenPlanAndTarget(plan.plan.bucket, preparation));
  const target = settledBucket(plan.plan.bucket, preparation.destination);
  if (found.origin === 'adopted') {
    return { bucket, region, ours: false };
  }
  if (canonicalJson(found.tags) !== canonicalJson(target.tags)) {
    const mark = (await oss.describe(bucket, signal))?.tags[MARK_TAG] ?? '';
    await oss.setTags(bucket, { ...target.tags, [MARK_TAG]: mark }, signal);
  }
  if (encryptionOf(found) !== encryptionOf(destination)) {
    await oss.setEncryption(bucket, destination, signal);
  }
  if (found.versioning !== destination.versioning) {
    await oss.setVersioning(bucket, destination.versioning, signal);
  }
  if (found.blockPublicAccess !== destination.blockPublicAccess) {
    await oss.setBlockPublicAccess(bucket, destination.blockPublicAccess, signal);
  }
  if (found.acl !== acl) {
    // A second creation by the owner sets the ACL and nothing else.
    await oss.create(bucket, { storageClass, redundancy, acl }, signal);
  }
  return { bucket, region, ours: true };
}

/**
 * Makes sure that the bucket is as the approved plan says, once it has been settled. Read-only.
 *
 * @throws PrepError `OssBucketChanged`, `OssBucketNotOurs`
 */
export async function requireSettledBucket(
  { preparation, plan, ownership }: Approved,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<PlannedBucket> {
  const found = await plannedBucket(preparation, ownership, oss, signal);
  const target = settledBucket(plan.plan.bucket, preparation.destination);
  assertAllowed(
    preparation.destination.bucket,
    found,
    mapped(target, (value) => [value]),
  );
  return found;
}

function betweenPlanAndTarget(planned: PlannedBucket, preparation: Preparation): Allowed {
  const target = settledBucket(planned, preparation.destination);
  return mapped(planned, (value, name) => [value, target[name]]);
}

function mapped(
  bucket: PlannedBucket,
  allowed: (value: unknown, name: keyof PlannedBucket) => readonly unknown[],
): Allowed {
  const entries = Object.entries(bucket).map(([name, value]) => [
    name,
    allowed(value, name as keyof PlannedBucket),
  ]);
  return Object.fromEntries(entries) as Allowed;
}

function assertAllowed(bucket: string, found: PlannedBucket, allowed: Allowed): void {
  const names = Object.keys(allowed) as (keyof PlannedBucket)[];
  const changed = names.flatMap((name) => {
    const [is, may] = [canonicalJson(found[name]), allowed[name].map(canonicalJson)];
    // If OSS does not say whether public access is blocked, nothing contradicts the plan.
    const unsaid = name === 'blockPublicAccess' && found[name] === null;
    return unsaid || may.includes(is)
      ? []
      : [phrase('provisioning.bucketSetting', { setting: name, found: is, expected: [...new Set(may)] })];
  });
  if (changed.length > 0) {
    throw new PrepError('OssBucketChanged', {
      resource: phrase('resource.ossBucket', { name: bucket }),
      detail: changed,
    });
  }
}

import { SortedObjects } from './sorted-objects';
import {
  bucketAcls,
  isOneOf,
  redundancyTypes,
  storageClasses,
  type Bucket,
  type BucketAcl,
  type RedundancyType,
  type StorageClass,
} from './bucket-store';
import type { AccountCall, OssCall, OssResult } from './oss-call';
import { accessDenied, invalidArgument, OssError } from './oss-errors';
import { rootContent, textOf } from './xml-request';

interface Wanted {
  acl?: BucketAcl;
  storageClass?: StorageClass;
  redundancy?: RedundancyType;
}

/**
 * PutBucket. The first call creates; another one by the owner **modifies**: the ACL is rewritten, and asking
 * for another region, class or redundancy is BucketAlreadyExists, as is a name that somebody else has.
 *
 * @throws OssError
 */
export function putBucket(call: AccountCall, name: string, mayCreate: boolean): OssResult {
  checkBucketName(name);
  const wanted = readWanted(call);
  const existing = call.buckets.get(name);
  // Without the permission to create, a taken name is still reported as taken.
  if (existing !== undefined && !mayCreate) {
    throw alreadyExists('otherOwner');
  }
  if (!mayCreate) {
    throw accessDenied('You do not have permission to create a bucket.');
  }
  const result = { headers: { Location: `/${name}` } };
  if (existing !== undefined) {
    const effect = modify(call, existing, wanted);
    return { ...result, effect };
  }
  const { switches } = call.buckets;
  const inRegion = call.buckets.ownedBy(call.caller.account).filter(({ region }) => region === call.region);
  if (inRegion.length >= switches.maxBuckets) {
    throw new OssError(400, 'TooManyBuckets', 'You have attempted to create more buckets than allowed.', {
      elements: { BucketName: name },
    });
  }
  const blockPublicAccess = switches.blockPublicAccessByDefault;
  checkPublicAcl(wanted.acl ?? 'private', blockPublicAccess);
  const bucket = newBucket(call, name, { ...wanted, blockPublicAccess });
  return { ...result, effect: `created bucket ${name} in ${bucket.region}, ${bucket.acl}` };
}

/** Makes and stores a bucket of the caller's account, with OSS's defaults. */
export function newBucket(
  call: Omit<AccountCall, 'request'>,
  name: string,
  wanted: Wanted & { blockPublicAccess?: boolean },
): Bucket {
  const bucket: Bucket = {
    name,
    owner: call.caller.account,
    region: call.region,
    createdAt: call.now,
    acl: wanted.acl ?? 'private',
    storageClass: wanted.storageClass ?? 'Standard',
    redundancy: wanted.redundancy ?? 'LRS',
    tags: new Map(),
    blockPublicAccess: wanted.blockPublicAccess ?? false,
    objects: new SortedObjects(),
  };
  call.buckets.add(bucket);
  return bucket;
}

function modify(call: AccountCall, bucket: Bucket, wanted: Wanted): string {
  if (bucket.owner !== call.caller.account) {
    throw alreadyExists('otherOwner');
  }
  if (bucket.region !== call.region) {
    throw alreadyExists('location');
  }
  if (wanted.storageClass !== undefined && wanted.storageClass !== bucket.storageClass) {
    throw alreadyExists('storageClass');
  }
  if (wanted.redundancy !== undefined && wanted.redundancy !== bucket.redundancy) {
    throw alreadyExists('redundancy');
  }
  const fallback = call.buckets.switches.recreateWithoutAcl === 'keep' ? bucket.acl : 'private';
  const acl = wanted.acl ?? fallback;
  checkPublicAcl(acl, bucket.blockPublicAccess);
  const effect = `re-created bucket ${bucket.name}: ACL ${bucket.acl} became ${acl}`;
  bucket.acl = acl;
  return effect;
}

/** One code for four situations; only the text distinguishes them. */
const alreadyExistsTexts = {
  otherOwner: 'The requested bucket name is not available',
  location: "Bucket already exists can't modify location",
  storageClass: "Cannot modify existing bucket's storage class",
  redundancy: "Bucket already exists can't modify data redundancy type",
} as const;

function alreadyExists(why: keyof typeof alreadyExistsTexts): OssError {
  const ec = why === 'otherOwner' ? '0015-00000102' : undefined;
  return new OssError(409, 'BucketAlreadyExists', alreadyExistsTexts[why], { ec });
}

/** @throws OssError `AccessDenied` if Block Public Access forbids the ACL */
export function checkPublicAcl(acl: BucketAcl, blocked: boolean): void {
  if (blocked && acl !== 'private') {
    throw accessDenied('Put public bucket acl is not allowed', { ec: undefined });
  }
}

/** @throws OssError `InvalidBucketName` */
function checkBucketName(name: string): void {
  if (/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
    return;
  }
  throw new OssError(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
    ec: '0015-00000001',
    elements: { BucketName: name },
  });
}

/** The requested ACL of a header, in OSS's or S3's spelling. @throws OssError `InvalidArgument` */
export function wantedAcl(call: OssCall): BucketAcl | undefined {
  const { headers } = call.request;
  const acl = headers['x-oss-acl'] ?? headers['x-amz-acl'];
  if (acl === undefined || acl === '') {
    return undefined;
  }
  if (typeof acl === 'string' && isOneOf(bucketAcls, acl)) {
    return acl;
  }
  throw invalidArgument('no such bucket access control exists', {
    ArgumentName: 'x-oss-acl',
    ArgumentValue: String(acl),
  });
}

function readWanted(call: OssCall): Wanted {
  const wanted: Wanted = { acl: wantedAcl(call) };
  if (call.request.body.length === 0) {
    return wanted;
  }
  const configuration = rootContent(call.request.body, 'CreateBucketConfiguration');
  const storageClass = textOf(configuration, 'StorageClass');
  const redundancy = textOf(configuration, 'DataRedundancyType');
  if (storageClass !== undefined) {
    if (!isOneOf(storageClasses, storageClass)) {
      throw invalidValue('StorageClass', storageClass);
    }
    wanted.storageClass = storageClass;
  }
  if (redundancy !== undefined) {
    if (!isOneOf(redundancyTypes, redundancy)) {
      throw invalidValue('DataRedundancyType', redundancy);
    }
    wanted.redundancy = redundancy;
  }
  return wanted;
}

const invalidValue = (name: string, value: string): OssError =>
  invalidArgument(`The ${name} is invalid.`, { ArgumentName: name, ArgumentValue: value });

import { isAllowed } from '../ram/policy-evaluation';
import type { Caller } from '../ram/identity-model';
import type { Bucket } from './bucket-store';
import { accessDenied } from './oss-errors';

/** Operations whose permission has another name. */
const actions: Readonly<Record<string, string>> = {
  HeadBucket: 'GetBucketInfo',
  HeadObject: 'GetObject',
  ListObjectsV2: 'ListObjects',
};

/** Whether a RAM user's policies allow it; who is not a RAM user is the account and may do all. */
export function mayCall(caller: Caller, operation: string, resource: string | undefined): boolean {
  const action = `oss:${actions[operation] ?? operation}`;
  return isAllowed(caller, action, `acs:oss:*:${caller.account.id}:${resource ?? '*'}`);
}

/**
 * Admits the owner's account within its policies, and anybody if the ACL is public.
 *
 * @throws OssError `AccessDenied`
 */
export function checkAccess(
  caller: Caller | undefined,
  operation: string,
  bucket: Bucket | undefined,
  resource: string | undefined,
): void {
  if (bucket !== undefined && isPublic(bucket, operation)) {
    return;
  }
  if (caller === undefined) {
    throw accessDenied('Anonymous access is forbidden for this operation.');
  }
  if (bucket !== undefined && bucket.owner !== caller.account) {
    throw isObjectOperation(operation)
      ? accessDenied('You have no right to access this object because of bucket acl.')
      : accessDenied('The bucket you access does not belong to you.', {
          elements: { BucketName: bucket.name },
        });
  }
  if (!mayCall(caller, operation, resource)) {
    throw accessDenied('You have no right to access this object because of bucket acl.', {
      elements: { AuthAction: `oss:${actions[operation] ?? operation}`, AuthPrincipalType: 'SubUser' },
    });
  }
}

const reading = ['GetObject', 'HeadObject', 'ListObjects', 'ListObjectsV2'];
const writing = ['PutObject', 'DeleteObject'];

const isObjectOperation = (operation: string): boolean => [...reading, ...writing].includes(operation);

function isPublic(bucket: Bucket, operation: string): boolean {
  if (bucket.blockPublicAccess) {
    return false;
  }
  if (bucket.acl === 'public-read-write' && writing.includes(operation)) {
    return true;
  }
  return bucket.acl !== 'private' && reading.includes(operation);
}

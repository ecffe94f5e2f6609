import type { ServiceRequest } from '../core/service';
import { addressOf } from './addressing';

/** Names of the API operations that the stand-in knows. */
export type Ks3Operation =
  | 'ListBuckets'
  | 'HeadBucket'
  | 'CreateBucket'
  | 'DeleteBucket'
  | 'GetBucketLocation'
  | 'GetBucketVersioning'
  | 'ListObjects'
  | 'ListObjectsV2'
  | 'ListMultipartUploads'
  | 'GetObject'
  | 'HeadObject'
  | 'PutObject'
  | 'DeleteObject'
  | 'NotImplemented';

/** Query parameters that select a sub-resource; those without an operation here are not implemented. */
const subResources = [
  'acl',
  'cors',
  'crr',
  'delete',
  'encryption',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'mirror',
  'notification',
  'policy',
  'recycle',
  'requestPayment',
  'restore',
  'retention',
  'tagging',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
];

/** The operation of a request, from method, address and query only. */
export function operationOf(request: ServiceRequest): Ks3Operation {
  const { bucket, key } = addressOf(request);
  const subResource = subResources.find((name) => request.query.has(name));
  if (bucket === undefined) {
    return request.method === 'GET' ? 'ListBuckets' : 'NotImplemented';
  }
  if (key !== undefined) {
    if (subResource !== undefined || 'x-amz-copy-source' in request.headers) {
      return 'NotImplemented';
    }
    return objectOperations[request.method] ?? 'NotImplemented';
  }
  if (subResource !== undefined) {
    return (request.method === 'GET' ? bucketReads[subResource] : undefined) ?? 'NotImplemented';
  }
  if (request.method === 'GET') {
    // Any list-type but 2 is served as V1 (docs.ksyun.com 42287).
    return request.query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  }
  return bucketOperations[request.method] ?? 'NotImplemented';
}

const objectOperations: Record<string, Ks3Operation> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};
const bucketOperations: Record<string, Ks3Operation> = {
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
};
const bucketReads: Record<string, Ks3Operation> = {
  location: 'GetBucketLocation',
  uploads: 'ListMultipartUploads',
  versioning: 'GetBucketVersioning',
};

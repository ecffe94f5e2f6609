import type { ServiceRequest } from '../core/service';
import { OssError } from './oss-errors';
import { addressOf, type OssAddress } from './request-address';

/** Bucket subresources, with the middle of their operations' names and the methods they have. */
const subresources: Readonly<Record<string, { noun: string; methods: readonly string[] }>> = {
  acl: { noun: 'BucketAcl', methods: ['GET', 'PUT'] },
  bucketInfo: { noun: 'BucketInfo', methods: ['GET'] },
  encryption: { noun: 'BucketEncryption', methods: ['GET', 'PUT', 'DELETE'] },
  lifecycle: { noun: 'BucketLifecycle', methods: ['GET', 'PUT', 'DELETE'] },
  location: { noun: 'BucketLocation', methods: ['GET'] },
  publicAccessBlock: { noun: 'BucketPublicAccessBlock', methods: ['GET', 'PUT', 'DELETE'] },
  tagging: { noun: 'BucketTagging', methods: ['GET', 'PUT', 'DELETE'] },
  versioning: { noun: 'BucketVersioning', methods: ['GET', 'PUT'] },
};

const unsupportedSubresources = ['cors', 'delete', 'logging', 'policy', 'uploads', 'website', 'versions'];

const bucketOperations: Readonly<Record<string, string>> = {
  DELETE: 'DeleteBucket',
  HEAD: 'HeadBucket',
  PUT: 'PutBucket',
};

const objectOperations: Readonly<Record<string, string>> = {
  DELETE: 'DeleteObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
};

/** `PutBucket`, `GetBucketInfo`, `ListObjectsV2` …; `Unsupported` for what the stand-in does not have. */
function operationOf(request: ServiceRequest, address: OssAddress): string {
  const { method, query } = request;
  if (address.bucket === undefined) {
    return method === 'GET' ? 'ListBuckets' : 'Unsupported';
  }
  if (unsupportedSubresources.some((name) => query.has(name))) {
    return 'Unsupported';
  }
  const subresource = Object.keys(subresources).find((name) => query.has(name));
  if (address.key !== undefined) {
    return subresource === undefined ? (objectOperations[method] ?? 'Unsupported') : 'Unsupported';
  }
  if (subresource !== undefined) {
    const { noun = '', methods = [] } = subresources[subresource] ?? {};
    return methods.includes(method) ? `${capitalised(method)}${noun}` : 'Unsupported';
  }
  if (method === 'GET') {
    return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  }
  return bucketOperations[method] ?? 'Unsupported';
}

/** Operation and resource (`bucket` or `bucket/key`), also of a request that will be refused. */
export function identifyOss(
  request: ServiceRequest,
  domains: Readonly<Record<string, string>>,
): { operation: string; resource?: string } {
  try {
    const address = addressOf(request, domains);
    const { bucket, key } = address;
    const resource = bucket === undefined || key === undefined ? bucket : `${bucket}/${key}`;
    return { operation: operationOf(request, address), resource };
  } catch (error) {
    if (error instanceof OssError) {
      return { operation: 'Unsupported' };
    }
    throw error;
  }
}

const capitalised = (method: string): string => method.charAt(0) + method.slice(1).toLowerCase();

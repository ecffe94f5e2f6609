import type { StandInContext } from '../core/context';
import type { Clock, Service, ServiceReply, ServiceRequest } from '../core/service';
import type { Caller } from '../ram/identity-model';
import type { IdentityStore } from '../ram/identity-store';
import { authenticate } from './authentication';
import { putBucket } from './bucket-creation';
import { bucketOperations, listBuckets } from './bucket-operations';
import { bucketSettings } from './bucket-settings';
import { BucketStore, type Bucket } from './bucket-store';
import { objectListing } from './object-listing';
import { objectOperations } from './object-operations';
import { identifyOss } from './operation-names';
import type { OssCall, OssResult } from './oss-call';
import { arrangeOss } from './oss-arrangement';
import {
  accessDenied,
  noSuchBucket,
  OssError,
  publicEndpointForbidden,
  ossRequestId,
  renderOssError,
} from './oss-errors';
import { checkAccess, mayCall } from './permissions';
import { addressOf, type OssAddress } from './request-address';

export interface OssOptions {
  /** Region of the endpoint if the Host header names none, e.g. `cn-beijing`. */
  defaultRegion: string;
}

export interface OssStandIn extends Service {
  /** What it keeps, for a service that writes to it. */
  readonly buckets: BucketStore;
}

/** OSS over the accounts that RAM keeps. Buckets and objects live in memory. */
export function createOssService(
  context: StandInContext,
  store: IdentityStore,
  { defaultRegion }: OssOptions,
): OssStandIn {
  const buckets = new BucketStore();
  const clock = context.clocks.of('oss');
  return {
    name: 'oss',
    buckets,
    slowDown: {
      status: 503,
      code: 'MetaOperationQpsLimitExceeded',
      message: 'Qps limit for the meta operation is exceeded',
    },
    identify: (request) => identifyOss(request, buckets.switches.domains),
    handle: (request) => answer(request, { store, buckets, clock, defaultRegion }),
    renderError: renderOssError,
    arrange: (command, body) => arrangeOss({ buckets, store, clock, defaultRegion }, command, body),
  };
}

interface Surroundings {
  store: IdentityStore;
  buckets: BucketStore;
  clock: Clock;
  defaultRegion: string;
}

function answer(request: ServiceRequest, surroundings: Surroundings): ServiceReply {
  const { buckets, store } = surroundings;
  const identity = identifyOss(request, buckets.switches.domains);
  let caller: Caller | undefined;
  try {
    const address = addressOf(request, buckets.switches.domains);
    const existing = address.bucket === undefined ? undefined : buckets.get(address.bucket);
    // A loopback address is the endpoint of every bucket.
    const region = address.hostRegion ?? existing?.region ?? surroundings.defaultRegion;
    const now = surroundings.clock.now();
    const acceptV1 = buckets.switches.signatureV1 === 'accepted';
    caller = authenticate(request, { store, now, address, endpointRegion: region, acceptV1 });
    const result = carryOut(identity.operation, address, existing, { request, buckets, now, region }, caller);
    const isXml = typeof result.body === 'string';
    return {
      ...identity,
      status: result.status ?? 200,
      headers: {
        'x-oss-request-id': ossRequestId(request),
        Server: 'AliyunOSS',
        ...(isXml ? { 'Content-Type': 'application/xml' } : {}),
        ...result.headers,
      },
      body: result.body,
      effect: result.effect,
      caller: caller?.accessKeyId,
    };
  } catch (error) {
    if (!(error instanceof OssError)) {
      throw error;
    }
    return { ...renderOssError(error, request), ...identity, caller: caller?.accessKeyId };
  }
}

function carryOut(
  operation: string,
  address: OssAddress,
  existing: Bucket | undefined,
  call: OssCall,
  caller: Caller | undefined,
): OssResult {
  const { bucket: name, key } = address;
  const resource = name === undefined || key === undefined ? name : `${name}/${key}`;
  if (operation === 'Unsupported') {
    throw new OssError(501, 'NotImplemented', 'A header or query you provided is not implemented here.');
  }
  // PutBucketAcl on a name that is free creates the bucket.
  const creates = operation === 'PutBucket' || (operation === 'PutBucketAcl' && existing === undefined);
  if (creates && name !== undefined && caller !== undefined) {
    return putBucket({ ...call, caller }, name, mayCall(caller, 'PutBucket', resource));
  }
  checkAccess(caller, operation, existing, resource);
  if (operation === 'ListBuckets' && caller !== undefined) {
    return listBuckets({ ...call, caller });
  }
  if (existing === undefined) {
    throw noSuchBucket(name ?? '');
  }
  checkEndpoint(operation, address, existing);
  const refusing = call.buckets.switches.publicEndpoint === 'without-objects' && address.byDomain !== true;
  if (refusing && /Objects?(V2)?$/.test(operation)) {
    throw publicEndpointForbidden();
  }
  const bucketOperation =
    bucketOperations[operation] ?? bucketSettings[operation] ?? objectListing[operation];
  if (bucketOperation !== undefined) {
    return bucketOperation({ ...call, bucket: existing });
  }
  const objectOperation = objectOperations[operation];
  if (objectOperation === undefined || key === undefined) {
    throw new OssError(501, 'NotImplemented', `${operation} is not implemented here.`);
  }
  return objectOperation({ ...call, bucket: existing, key });
}

/** GetBucketInfo and GetBucketLocation may be sent to any endpoint; the rest to the bucket's own. */
function checkEndpoint(operation: string, address: OssAddress, bucket: Bucket): void {
  if (operation === 'GetBucketInfo' || operation === 'GetBucketLocation') {
    return;
  }
  if (address.hostRegion === undefined || address.hostRegion === bucket.region) {
    return;
  }
  throw accessDenied(
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    {
      ec: '0003-00001403',
      elements: { Bucket: bucket.name, Endpoint: `oss-${bucket.region}.aliyuncs.com` },
    },
  );
}

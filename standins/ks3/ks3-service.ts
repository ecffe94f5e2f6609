import type { StandInContext } from '../core/context';
import type { Service, ServiceError, ServiceReply, ServiceRequest } from '../core/service';
import { AccessKeys, authenticate } from './access';
import { addressOf } from './addressing';
import { arrangeKs3, type Ks3State } from './arrange';
import { bucketLocation, bucketVersioning, listBuckets } from './bucket-operations';
import { Buckets, type Bucket } from './buckets';
import { Ks3Error, renderKs3Error } from './errors';
import type { KeyDirectory } from './key-directory';
import { listObjects, listObjectsV2 } from './list-objects';
import { listMultipartUploads } from './multipart-listing';
import { deleteObject, putObject, readObject } from './object-operations';
import { operationOf, type Ks3Operation } from './operation';
import { redirectToHome } from './redirect';
import { defaultSwitches, type Ks3Switches } from './switches';

export interface Ks3Options {
  /** Default BEIJING. */
  region?: string;
  /** Absent: random. */
  accessKeyId?: string;
  accessKeySecret?: string;
  switches?: Partial<Ks3Switches>;
}

export interface Ks3StandIn extends Service {
  readonly state: Ks3State;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

type Answer = Pick<ServiceReply, 'status' | 'headers' | 'body' | 'effect'>;

/**
 * KS3 in its S3 dialect, signatures verified.
 * @param directory keys that IAM issues, with what their policies permit
 */
export function createKs3Service(
  context: StandInContext,
  options: Ks3Options = {},
  directory?: KeyDirectory,
): Ks3StandIn {
  const clock = context.clocks.of('ks3');
  const region = options.region ?? 'BEIJING';
  const keys = new AccessKeys(context.secrets, directory);
  const state: Ks3State = {
    buckets: new Buckets(),
    keys,
    switches: { ...defaultSwitches, ...options.switches },
    region,
  };
  const renderError = (error: ServiceError, request: ServiceRequest) =>
    renderKs3Error(error, request.rawPath, request.requestId);

  function handle(request: ServiceRequest): ServiceReply {
    const identity = identify(request);
    let caller: string | undefined;
    try {
      const expected = state.switches.enforceRegion ? region : undefined;
      caller = authenticate(request, keys, { now: clock.now(), region: expected });
      if (addressOf(request).style === 'path' && state.switches.pathStyle === 'refuse') {
        throw new Ks3Error(
          'SecondLevelDomainForbidden',
          'The bucket you are attempting to access must be addressed using KS3 third level domain.',
        );
      }
      keys.demand(caller, identity.operation, identity.resource);
      const answer = carryOut(identity.operation, request, state, clock.now());
      const headers = { ...answer.headers, 'x-amz-request-id': request.requestId };
      return { ...answer, ...identity, caller, headers };
    } catch (error) {
      if (!(error instanceof Ks3Error)) {
        throw error;
      }
      return { ...renderError(error, request), ...identity, caller };
    }
  }

  return {
    name: 'ks3',
    slowDown: { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
    ...keys.create(options),
    region,
    state,
    identify,
    handle,
    renderError,
    arrange: (command, body) => arrangeKs3(state, command, body),
  };
}

function identify(request: ServiceRequest): { operation: Ks3Operation; resource?: string } {
  const { bucket, key } = addressOf(request);
  const resource = key === undefined ? bucket : `${bucket}/${key}`;
  return { operation: operationOf(request), resource };
}

function carryOut(
  operation: Ks3Operation,
  request: ServiceRequest,
  { buckets, switches, region }: Ks3State,
  now: Date,
): Answer {
  if (operation === 'NotImplemented') {
    throw new Ks3Error(
      'NotImplemented',
      'A header or query you provided implies functionality not implemented',
    );
  }
  if (operation === 'ListBuckets') {
    return xml(listBuckets(buckets));
  }
  const { bucket: name = '', key = '' } = addressOf(request);
  if (operation === 'CreateBucket') {
    buckets.demandQuota();
    buckets.create({ name, region, created: now.toISOString() });
    return { status: 200, headers: { Location: `/${name}` }, effect: 'created bucket' };
  }
  const bucket = buckets.get(name);
  if (bucket.homeEndpoint !== undefined) {
    return redirectToHome(bucket, request, switches);
  }
  if (operation === 'DeleteBucket') {
    buckets.delete(name);
    return { status: 204, effect: 'deleted bucket' };
  }
  return inBucket[operation](bucket, { key, request, switches, now });
}

interface Call {
  key: string;
  request: ServiceRequest;
  switches: Ks3Switches;
  now: Date;
}

type BucketOperation = Exclude<
  Ks3Operation,
  'NotImplemented' | 'ListBuckets' | 'CreateBucket' | 'DeleteBucket'
>;

const inBucket: Record<BucketOperation, (bucket: Bucket, call: Call) => Answer> = {
  HeadBucket: () => ({ status: 200, headers: { 'x-amz-bucket-type': 'NORMAL' } }),
  GetBucketLocation: (bucket, { switches }) => xml(bucketLocation(bucket, switches)),
  GetBucketVersioning: (bucket) => xml(bucketVersioning(bucket)),
  ListObjects: (bucket, { request, switches }) => xml(listObjects(bucket, request, switches)),
  ListObjectsV2: (bucket, { request, switches }) => xml(listObjectsV2(bucket, request, switches)),
  ListMultipartUploads: (bucket, { request, switches }) =>
    xml(listMultipartUploads(bucket, request, switches)),
  GetObject: (bucket, { key, request, switches }) => readObject(bucket, key, request, switches),
  HeadObject: (bucket, { key, request, switches }) => readObject(bucket, key, request, switches),
  PutObject: (bucket, { key, request, now }) => putObject(bucket, key, request, now),
  DeleteObject: (bucket, { key }) => deleteObject(bucket, key),
};

function xml(body: string): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body };
}

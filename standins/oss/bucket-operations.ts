import { element, escapeXml, xmlDeclaration, xmlDocument, type XmlFragment } from '../core/xml';
import { checkPublicAcl, wantedAcl } from './bucket-creation';
import type { Bucket } from './bucket-store';
import { ossTime, ownerOf, type AccountCall, type BucketCall, type OssResult } from './oss-call';
import { invalidArgument, OssError } from './oss-errors';

/** Operations on whole buckets, by name. */
export const bucketOperations: Readonly<Record<string, (call: BucketCall) => OssResult>> = {
  HeadBucket: ({ bucket }) => ({ headers: { 'x-oss-bucket-region': bucket.region } }),

  GetBucketInfo: ({ bucket }) => ({ body: xmlDocument('BucketInfo', [element('Bucket', infoOf(bucket))]) }),

  GetBucketLocation({ bucket, buckets }) {
    const attribute = buckets.switches.locationNamespace
      ? ` xmlns="http://doc.oss-${bucket.region}.aliyuncs.com"`
      : '';
    const text = `<LocationConstraint${attribute}>oss-${escapeXml(bucket.region)}</LocationConstraint>`;
    return { body: xmlDeclaration + text };
  },

  GetBucketAcl: ({ bucket }) => ({
    body: xmlDocument('AccessControlPolicy', [owner(bucket), grant(bucket)]),
  }),

  PutBucketAcl(call) {
    const { bucket } = call;
    const acl = wantedAcl(call);
    if (acl === undefined) {
      throw invalidArgument('no bucket access control given', { ArgumentName: 'x-oss-acl' });
    }
    checkPublicAcl(acl, bucket.blockPublicAccess);
    const effect = `set ACL of bucket ${bucket.name} from ${bucket.acl} to ${acl}`;
    bucket.acl = acl;
    return { effect };
  },

  DeleteBucket({ bucket, buckets }) {
    if (bucket.objects.size > 0) {
      throw new OssError(409, 'BucketNotEmpty', 'The bucket has objects. Please delete them first.', {
        ec: '0015-00000301',
        elements: { BucketName: bucket.name },
      });
    }
    buckets.remove(bucket);
    return { status: 204, effect: `deleted bucket ${bucket.name}` };
  },
};

/** ListBuckets: those of the caller's account, in all regions, with `prefix`, `marker` and `max-keys`. */
export function listBuckets({ request, buckets, caller }: AccountCall): OssResult {
  const prefix = request.query.get('prefix') ?? '';
  const marker = request.query.get('marker') ?? '';
  const maxKeys = Number(request.query.get('max-keys') ?? 100);
  if (!(Number.isInteger(maxKeys) && maxKeys > 0 && maxKeys <= 1000)) {
    throw invalidArgument('MaxKeys must be between 1 and 1000.', { ArgumentName: 'max-keys' });
  }
  const wanted = buckets
    .ownedBy(caller.account)
    .filter(({ name }) => name.startsWith(prefix) && (marker === '' || name > marker));
  const shown = wanted.slice(0, maxKeys);
  const truncated = wanted.length > shown.length;
  const { id, displayName } = ownerOf(caller.account);
  return {
    body: xmlDocument('ListAllMyBucketsResult', [
      element('Owner', [element('ID', id), element('DisplayName', displayName)]),
      element('Prefix', prefix),
      element('Marker', marker),
      element('MaxKeys', maxKeys),
      element('IsTruncated', truncated),
      ...(truncated ? [element('NextMarker', shown.at(-1)?.name ?? '')] : []),
      element(
        'Buckets',
        shown.map((bucket) => element('Bucket', summaryOf(bucket))),
      ),
    ]),
  };
}

const summaryOf = (bucket: Bucket): XmlFragment[] => [
  element('Name', bucket.name),
  element('Location', `oss-${bucket.region}`),
  element('Region', bucket.region),
  element('CreationDate', ossTime(bucket.createdAt)),
  element('ExtranetEndpoint', `oss-${bucket.region}.aliyuncs.com`),
  element('IntranetEndpoint', `oss-${bucket.region}-internal.aliyuncs.com`),
  element('StorageClass', bucket.storageClass),
];

function infoOf(bucket: Bucket): XmlFragment[] {
  const { encryption, versioning } = bucket;
  return [
    element('AccessMonitor', 'Disabled'),
    element('BlockPublicAccess', bucket.blockPublicAccess),
    element('Comment', ''),
    element('CrossRegionReplication', 'Disabled'),
    element('DataRedundancyType', bucket.redundancy),
    ...summaryOf(bucket),
    element('ResourceGroupId', 'rg-acfmxazdefault'),
    element('TransferAcceleration', 'Disabled'),
    ...(versioning === undefined ? [] : [element('Versioning', versioning)]),
    owner(bucket),
    grant(bucket),
    element('ServerSideEncryptionRule', [
      element('SSEAlgorithm', encryption?.algorithm ?? 'None'),
      ...(encryption?.kmsKeyId === undefined ? [] : [element('KMSMasterKeyID', encryption.kmsKeyId)]),
    ]),
    element('BucketPolicy', [element('LogBucket', ''), element('LogPrefix', '')]),
  ];
}

function owner(bucket: Bucket): XmlFragment {
  const { id, displayName } = ownerOf(bucket.owner);
  return element('Owner', [element('DisplayName', displayName), element('ID', id)]);
}

const grant = (bucket: Bucket): XmlFragment => element('AccessControlList', element('Grant', bucket.acl));

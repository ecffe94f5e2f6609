import { element, escapeXml, xmlDocument } from '../core/xml';
import type { Bucket, Buckets } from './buckets';
import { ownerId, s3Namespace } from './listing-xml';
import type { Ks3Switches } from './switches';

export function listBuckets(buckets: Buckets): string {
  const owner = element('Owner', [element('ID', ownerId), element('DisplayName', ownerId)]);
  const entries = buckets
    .list()
    .map(({ name, region, created }) =>
      element('Bucket', [
        element('Name', name),
        element('CreationDate', created),
        element('Type', 'NORMAL'),
        element('Region', region),
        element('VisitType', 'NORMAL'),
        element('DataRedundancyType', 'LRS'),
      ]),
    );
  return xmlDocument('ListAllMyBucketsResult', [owner, element('Buckets', entries)], s3Namespace);
}

export function bucketLocation({ region }: Bucket, { locationNamespace }: Ks3Switches): string {
  const text = { xml: escapeXml(region) };
  return xmlDocument('LocationConstraint', [text], locationNamespace ? s3Namespace : undefined);
}

export function bucketVersioning(bucket: Bucket): string {
  const status = bucket.versioning === undefined ? [] : [element('Status', bucket.versioning)];
  return xmlDocument('VersioningConfiguration', status, s3Namespace);
}

import type { ServiceRequest } from '../core/service';
import { element, xmlDocument, type XmlFragment } from '../core/xml';
import type { Bucket, MultipartUpload } from './buckets';
import { ownerId, s3Namespace } from './listing-xml';
import { compareUtf8 } from './sources/utf8-order';
import type { Ks3Switches } from './switches';

/** Unfinished uploads, ordered by key and then upload ID, at most 1,000 a page. */
export function listMultipartUploads(
  bucket: Bucket,
  { query }: ServiceRequest,
  switches: Ks3Switches,
): string {
  const prefix = query.get('prefix') ?? '';
  const maxUploads = Math.min(Number(query.get('max-uploads') ?? 1000) || 1000, 1000);
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const rest = [...bucket.uploads]
    .sort((a, b) => compareUtf8(a.key, b.key) || compareUtf8(a.uploadId, b.uploadId))
    .filter((upload) => upload.key.startsWith(prefix) && isBehind(upload, keyMarker, idMarker));
  const shown = rest.slice(0, maxUploads);
  const last = rest.length > shown.length ? shown.at(-1) : undefined;
  const next =
    last === undefined
      ? []
      : [element('NextKeyMarker', last.key), element('NextUploadIdMarker', last.uploadId)];
  return xmlDocument(
    'ListMultipartUploadsResult',
    [
      element('Bucket', bucket.name),
      element('Prefix', prefix),
      element('KeyMarker', keyMarker),
      element('UploadIdMarker', idMarker),
      ...next,
      element('MaxUploads', maxUploads),
      element('IsTruncated', last !== undefined),
      ...shown.map((upload) => uploadElement(upload, switches)),
    ],
    s3Namespace,
  );
}

/** Without an ID marker all uploads of the marker's key are behind us. */
function isBehind({ key, uploadId }: MultipartUpload, keyMarker: string, idMarker: string): boolean {
  const order = compareUtf8(key, keyMarker);
  return order > 0 || (order === 0 && idMarker !== '' && compareUtf8(uploadId, idMarker) > 0);
}

function uploadElement(upload: MultipartUpload, switches: Ks3Switches): XmlFragment {
  const owner = [element('ID', ownerId), element('DisplayName', ownerId)];
  return element('Upload', [
    element('Key', upload.key),
    element('UploadId', upload.uploadId),
    element('Initiator', owner),
    element('Owner', owner),
    element('StorageClass', upload.storageClass),
    element('Initiated', switches.uploadTimes === 'utc' ? upload.initiated : inChina(upload.initiated)),
  ]);
}

/** The same instant in the zone of China. */
function inChina(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
}

import { createHash } from 'node:crypto';
import { crc64, MAX_CRC64_BYTES } from '../core/crc64';
import type { ServiceReply, ServiceRequest } from '../core/service';
import type { Bucket } from './buckets';
import { Ks3Error } from './errors';
import type { Ks3Switches } from './switches';
import { indexOfKey, type ObjectSource } from './sources/object-source';

type Answer = Pick<ServiceReply, 'status' | 'headers' | 'body' | 'effect'>;

/** Largest content in one answer, in bytes; larger objects must be read by ranges. */
const maxContent = 512 * 1024 * 1024;
/** Longest key in bytes (docs.ksyun.com 2286). */
const maxKeyBytes = 1024;
/** Classes whose objects must be restored before they can be read. */
const frozenClasses = ['ARCHIVE', 'COLD_ARCHIVE', 'DEEP_COLD_ARCHIVE'];

/** GetObject and HeadObject. @throws Ks3Error NoSuchKey, InvalidObjectState, InvalidRange */
export function readObject(
  bucket: Bucket,
  key: string,
  request: ServiceRequest,
  { headCrc64 }: Pick<Ks3Switches, 'headCrc64'>,
): Answer {
  const { source } = bucket;
  const index = indexOfKey(source, key);
  if (index === undefined) {
    throw new Ks3Error('NoSuchKey', 'The specified key does not exist.');
  }
  const facts = source.factsAt(index);
  const head = request.method === 'HEAD';
  if (!head && frozenClasses.includes(facts.storageClass)) {
    throw new Ks3Error('InvalidObjectState', "The operation is not valid for the object's storage class");
  }
  const range = parseRange(request.headers.range, facts.size);
  const { start, end } = range ?? { start: 0, end: facts.size };
  if (!head && end - start > maxContent) {
    throw new Ks3Error('NotImplemented', `Read it by ranges of at most ${maxContent} bytes`);
  }
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'Content-Type': 'application/octet-stream',
      ...source.metadataAt?.(index),
      'Content-Length': String(end - start),
      'Accept-Ranges': 'bytes',
      ETag: `"${facts.etag}"`,
      'Last-Modified': new Date(facts.lastModified).toUTCString(),
      'x-amz-storage-class': facts.storageClass,
      ...(head && headCrc64 && facts.size <= MAX_CRC64_BYTES
        ? { 'x-kss-checksum-crc64ecma': crc64(source.contentAt(index, 0, facts.size)) }
        : {}),
      ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${facts.size}` }),
    },
    body: head ? undefined : source.contentAt(index, start, end),
  };
}

/** PutObject. @throws Ks3Error InvalidKey, InvalidDigest, AccessDenied (read-only bucket), NotImplemented */
export function putObject(bucket: Bucket, key: string, request: ServiceRequest, now: Date): Answer {
  const put = demandWritable(bucket.source, 'put');
  const { headers, body } = request;
  if (Buffer.byteLength(key) > maxKeyBytes) {
    throw new Ks3Error('InvalidKey', 'Your key is too long');
  }
  if (String(headers['x-amz-content-sha256']).startsWith('STREAMING-')) {
    throw new Ks3Error('NotImplemented', 'Chunked signatures are not supported');
  }
  const md5 = createHash('md5').update(body).digest();
  const claimed = headers['content-md5'];
  if (claimed !== undefined && claimed !== md5.toString('base64')) {
    throw new Ks3Error('InvalidDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const kept = Object.entries(headers).filter(
    ([name]) => name.startsWith('x-amz-meta-') || name === 'content-type',
  );
  const etag = md5.toString('hex');
  put({
    key,
    size: body.length,
    lastModified: now.toISOString(),
    storageClass: String(headers['x-amz-storage-class'] ?? 'STANDARD'),
    etag,
    content: body,
    metadata: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
  });
  return { status: 200, headers: { ETag: `"${etag}"` }, effect: `put object of ${body.length} bytes` };
}

/** DeleteObject; deleting what is not there succeeds. @throws Ks3Error AccessDenied (read-only bucket) */
export function deleteObject(bucket: Bucket, key: string): Answer {
  const deleted = demandWritable(bucket.source, 'delete')(key);
  return { status: 204, effect: deleted ? 'deleted object' : undefined };
}

function demandWritable<Verb extends 'put' | 'delete'>(source: ObjectSource, verb: Verb) {
  const method = source[verb];
  if (method === undefined) {
    throw new Ks3Error('AccessDenied', 'Access Denied: this bucket is read-only');
  }
  return method.bind(source) as NonNullable<ObjectSource[Verb]>;
}

/** `bytes=a-b`, `bytes=a-` or `bytes=-n`; anything else is ignored, as RFC 9110 has it. */
function parseRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return undefined;
  }
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size : Math.min(size, Number(match[2]) + 1);
  if (start >= end) {
    throw new Ks3Error('InvalidRange', 'The requested range cannot be satisfied.');
  }
  return { start, end };
}

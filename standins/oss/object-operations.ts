import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc64, MAX_CRC64_BYTES } from '../core/crc64';
import type { ServiceRequest } from '../core/service';
import type { BucketStore, Content, StoredObject } from './bucket-store';
import type { ObjectCall, OssResult } from './oss-call';
import { invalidArgument, noSuchKey, OssError } from './oss-errors';

/** Longest object key, in bytes of UTF-8. */
const maxKeyBytes = 1023;

/** PutObject, GetObject, HeadObject and DeleteObject, whole objects only. */
export const objectOperations: Readonly<Record<string, (call: ObjectCall) => OssResult>> = {
  PutObject({ bucket, buckets, key, request, now }) {
    checkKey(key);
    // OSS ignores the header in a bucket with versioning.
    if (
      request.headers['x-oss-forbid-overwrite'] === 'true' &&
      bucket.objects.has(key) &&
      bucket.versioning === undefined
    ) {
      throw new OssError(
        409,
        'FileAlreadyExists',
        'The object you specified already exists and can not be overwritten.',
        { ec: '0026-00000002' },
      );
    }
    const content = contentOf(buckets, request);
    const object: StoredObject = {
      key,
      ...content,
      contentType: request.headers['content-type'] ?? 'application/octet-stream',
      lastModified: now,
      metadata: readMetadata(request.headers),
    };
    bucket.objects.set(key, object);
    return {
      headers: { ETag: `"${object.etag}"` },
      effect: `put object ${bucket.name}/${key}, ${object.size} bytes`,
    };
  },

  GetObject(call) {
    const object = stored(call);
    return { headers: headersOf(object, call.request.headers), body: object.content() };
  },

  HeadObject(call) {
    const object = stored(call);
    const headers = headersOf(object, call.request.headers);
    return { headers: { ...headers, ...checksumsOf(object), 'Content-Length': String(object.size) } };
  },

  DeleteObject({ bucket, key }) {
    const existed = bucket.objects.delete(key);
    // Deleting what is not there succeeds as well.
    return { status: 204, effect: existed ? `deleted object ${bucket.name}/${key}` : undefined };
  },
};

/** What is put: the body, or what another stand-in has handed over. @throws OssError `InvalidDigest`, `InvalidArgument` */
function contentOf(buckets: BucketStore, { headers, body }: ServiceRequest): Content {
  const token = headers['x-standin-content'];
  if (typeof token === 'string') {
    const content = buckets.handedOver.get(token);
    if (content === undefined) {
      throw invalidArgument('Nothing was handed over.', { ArgumentName: 'x-standin-content' });
    }
    buckets.handedOver.delete(token);
    return content;
  }
  const digest = createHash('md5').update(body).digest();
  const given = headers['content-md5'];
  if (given !== undefined && given !== digest.toString('base64')) {
    throw new OssError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  return { size: body.length, content: () => body, etag: digest.toString('hex').toUpperCase() };
}

/** @throws OssError `InvalidObjectName` */
function checkKey(key: string): void {
  if (Buffer.byteLength(key) <= maxKeyBytes && !/^[/\\]/.test(key)) {
    return;
  }
  throw new OssError(400, 'InvalidObjectName', 'The specified object is not valid.');
}

/** Quoted ETag, upper case as OSS writes it. */
const headersOf = (object: StoredObject, requestHeaders: IncomingHttpHeaders): Record<string, string> => {
  const prefix = isS3(requestHeaders) ? 'x-amz-meta-' : 'x-oss-meta-';
  return {
    'Content-Type': object.contentType,
    ETag: `"${object.etag}"`,
    'Last-Modified': object.lastModified.toUTCString(),
    'x-oss-object-type': object.etag.includes('-') ? 'Multipart' : 'Normal',
    'x-oss-storage-class': 'Standard',
    ...Object.fromEntries([...object.metadata].map(([name, value]) => [prefix + name, value])),
  };
};

/** CRC-64 of what is small, and the MD5 of what was put at once. */
function checksumsOf(object: StoredObject): Record<string, string> {
  const { size, etag } = object;
  return {
    ...(size <= MAX_CRC64_BYTES ? { 'x-oss-hash-crc64ecma': crc64(object.content()) } : {}),
    ...(etag.includes('-') ? {} : { 'Content-MD5': Buffer.from(etag, 'hex').toString('base64') }),
  };
}

function stored({ bucket, key }: ObjectCall): StoredObject {
  const object = bucket.objects.get(key);
  if (object === undefined) {
    throw noSuchKey(key);
  }
  return object;
}

/** An S3 client gets its metadata back under S3's names. */
const isS3 = (headers: IncomingHttpHeaders): boolean => headers['x-amz-date'] !== undefined;

function readMetadata(headers: IncomingHttpHeaders): Map<string, string> {
  const metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const key = /^x-(?:oss|amz)-meta-(.+)$/.exec(name)?.[1];
    if (key !== undefined) {
      metadata.set(key, String(value));
    }
  }
  return metadata;
}

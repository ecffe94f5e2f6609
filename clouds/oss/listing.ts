import { setMaxListeners } from 'node:events';
import { isIP } from 'node:net';
import { PrepError } from '../../contracts/prep-error';
import { serviceEndpoint } from '../alibaba/endpoint';
import type { ListAnswer } from '../listing/answer-reader';
import { decodedBody } from '../listing/decoded-body';
import { ListRequests, type ListOutcome } from '../listing/list-requests';
import { PageMemory } from '../listing/page-memory';
import { checksumsIn } from '../listing/object-checksums';
import type { ListedBucket } from '../listing/port';
import { OssListSigner } from './list-signature';
import { domainOf, type OssOptions } from './oss-options';
import { ossError } from './oss-error';
import { rightPlace } from './right-place';
import { phrase } from '../../presentation/words/words';

const DEFAULT_CONNECTIONS = 64;
/** The most of an error document that is looked at. */
const MAX_ERROR_BYTES = 8192;
const MD5_BYTES = 16;

export interface OssListingOptions extends OssOptions {
  readonly bucket: string;
  /** Connections to keep open; default 64. */
  readonly connections?: number | undefined;
}

/**
 * Lists an OSS bucket by ListObjectsV2, which needs `oss:ListObjects`, and asks for checksums of objects by HeadObject,
 * which needs `oss:GetObject`. Nothing is sent again here: what is transient is
 * for the caller to repeat.
 *
 * @throws PrepError `EndpointRefused` for an endpoint that is not https (http is for loopback) or not a bare host
 */
export function createOssListing(options: OssListingOptions): ListedBucket {
  const { bucket, connections = DEFAULT_CONNECTIONS } = options;
  const memory = new PageMemory(connections);
  const release = (used: ArrayBufferLike): void => memory.release(used);
  const url = bucketUrl(options);
  const requests = new ListRequests({
    url,
    signer: new OssListSigner(options),
    connections,
    memory,
  });
  return {
    async fetchPage({ continuationToken, ...request }, signal) {
      // One signal ends all requests in flight; Node takes more than ten listeners for a leak, and prints a warning.
      setMaxListeners(0, signal);
      const token = continuationToken === undefined ? {} : { continuationToken: decoded(continuationToken) };
      const outcome = await requests.send({ ...request, ...token }, 0, signal);
      if (!('answer' in outcome && outcome.answer.statusCode === 200)) {
        throw withPlace(listingError(outcome, bucket), outcome, url);
      }
      const { body, headers } = outcome.answer;
      const page = decodedBody(body, headers['content-encoding']);
      return { body: page, requests: 1, requestId: headers['x-oss-request-id'], release };
    },
    async checksums(key, signal) {
      setMaxListeners(0, signal);
      const outcome = await requests.head(key, 0, signal);
      if ('answer' in outcome && outcome.answer.statusCode === 200) {
        const { headers } = outcome.answer;
        return checksumsIn(headers, md5In(headers['content-md5']), headers['x-oss-hash-crc64ecma']);
      }
      if ('answer' in outcome && outcome.answer.statusCode === 404) {
        return null;
      }
      throw headError(outcome, bucket);
    },
    close: () => requests.close(),
  };
}

function bucketUrl(options: OssListingOptions): URL {
  const { endpoint, region, internal, bucket } = options;
  const publicHost = `oss-${region}${internal === true ? '-internal' : ''}.aliyuncs.com`;
  const domain = domainOf(options, bucket);
  const { protocol, host } = serviceEndpoint(phrase('resource.oss'), domain ?? endpoint, publicHost);
  const url = new URL(`${protocol}://${host}`);
  if (domain !== undefined) {
    return url;
  }
  // As the SDK does: in front of a host name, but not of an address.
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 && url.hostname !== 'localhost') {
    url.hostname = `${bucket}.${url.hostname}`;
  } else {
    url.pathname = `/${bucket}/`;
  }
  return url;
}

/** Content-MD5 is there for what was put at once; OSS advises against taking its ETag for an MD5. */
function md5In(contentMd5: string | undefined): string | null {
  const bytes = Buffer.from(contentMd5 ?? '', 'base64');
  return bytes.length === MD5_BYTES ? bytes.toString('hex') : null;
}

/** With `encoding-type=url`, OSS escapes the next token as well; no token has a `%` of its own. */
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** What an answer that is no page says, or a connection that was lost. */
function listingError(outcome: ListOutcome, bucket: string): PrepError {
  if ('lost' in outcome) {
    const { code } = outcome.lost as NodeJS.ErrnoException;
    const name = code === 'ETIMEDOUT' ? 'ConnectionTimeoutError' : 'RequestError';
    return ossError({ name, code, message: outcome.lost.message }, bucket);
  }
  const error = ossError(vendorError(outcome.answer), bucket);
  // Nobody creates the bucket of a listing.
  return error.type === 'OssNotVisibleYet' ? new PrepError('OssNoSuchBucket', error.context) : error;
}

/** An answer to HEAD has no body: its status has to say it. */
function headError(outcome: ListOutcome, bucket: string): PrepError {
  const denied = 'answer' in outcome && outcome.answer.statusCode === 403;
  return denied
    ? new PrepError('OssAccessDenied', {
        resource: phrase('resource.ossBucket', { name: bucket }),
        detail: phrase('clouds.ossHeadDenied'),
        status: 403,
        requestId: outcome.answer.headers['x-oss-request-id'],
      })
    : listingError(outcome, bucket);
}

/** Says which region is right, as far as OSS or the endpoint's name does. */
function withPlace(error: PrepError, outcome: ListOutcome, { hostname }: URL): PrepError {
  const named = 'answer' in outcome ? elementOf(outcome.answer.body, 'Endpoint') : undefined;
  const detail = rightPlace(error.type, named, hostname);
  return detail === undefined ? error : new PrepError(error.type, { ...error.context, detail });
}

function elementOf(body: Uint8Array, name: string): string | undefined {
  const text = Buffer.from(body.subarray(0, MAX_ERROR_BYTES)).toString('utf8');
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
}

function vendorError({ statusCode, headers, body }: ListAnswer): object {
  const of = (name: string): string | undefined => elementOf(body, name);
  const code = of('Code');
  return {
    name: `${code ?? 'Unknown'}Error`,
    code,
    status: statusCode,
    requestId: headers['x-oss-request-id'] ?? of('RequestId'),
    message: of('Message') ?? '',
  };
}

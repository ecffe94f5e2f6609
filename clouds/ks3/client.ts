import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import type { Secret } from '../../contracts/secret';
import { retries } from './retries';

/** Where a KS3 bucket is and with which AccessKey to read it. */
export interface Ks3Options {
  readonly endpoint: string;
  /** As KS3 names it, for example `BEIJING` or `JR_BEIJING`. */
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly sessionToken?: Secret | undefined;
  /** `host/bucket` instead of `bucket.host`; public KS3 refuses it. */
  readonly pathStyle?: boolean | undefined;
  /** Connections to keep open; default 64. */
  readonly connections?: number | undefined;
}

const CONNECT_TIMEOUT_MS = 5000;
/** A page takes KS3 well under a second; a connection that is silent for so long is dead. */
const SILENCE_TIMEOUT_MS = 30_000;

/** A client of the unmodified AWS SDK for one KS3 bucket, with explicit credentials only. */
export function createS3Client(options: Ks3Options): S3Client {
  // The SDK would print a notice of its next major versions into every command's output.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const agent = { keepAlive: true, maxSockets: options.connections ?? 64 };
  const endpoint = {
    url: bucketUrl(options),
    headers: {},
    properties: { authSchemes: [scheme(options.region)] },
  };
  return new S3Client({
    // The SDK accepts only host-name-like regions here; the scope of the signature is set by the endpoint below.
    region: 'us-east-1',
    endpointProvider: () => endpoint,
    credentials: {
      accessKeyId: options.accessKeyId,
      secretAccessKey: options.accessKeySecret.reveal(),
      ...(options.sessionToken === undefined ? {} : { sessionToken: options.sessionToken.reveal() }),
    },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    retryStrategy: retries,
    // The chain of middleware is the same for every request.
    cacheMiddleware: true,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_TIMEOUT_MS,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    },
  });
}

/** How requests are signed. The SDK reads these members beside `name`; its type knows only the nested form. */
function scheme(signingRegion: string) {
  const properties = { signingName: 's3', signingRegion, disableDoubleEncoding: true };
  return { name: 'sigv4', ...properties, properties };
}

/** Says why a bucket cannot be put in front of the endpoint's host, or null. */
export function addressProblem({ endpoint, pathStyle }: Ks3Options): string | null {
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '');
  return pathStyle !== true && isIP(host) !== 0
    ? 'is an IP address, and a bucket name cannot stand in front of one; set path_style = true for this source'
    : null;
}

function bucketUrl({ endpoint, bucket, pathStyle }: Ks3Options): URL {
  const url = new URL(endpoint);
  if (pathStyle === true) {
    url.pathname = `/${bucket}`;
  } else {
    url.hostname = `${bucket}.${url.hostname}`;
  }
  return url;
}

import { S3Client } from '@aws-sdk/client-s3';
import { bucketUrl, type Ks3Options } from './bucket-address';
import { CONNECT_TIMEOUT_MS, SILENCE_TIMEOUT_MS } from '../listing/timeouts';
import { DEFAULT_CONNECTIONS, createAgents } from './connections';
import { retries } from './retries';
import { trustOf } from './trust';

/** A client of the unmodified AWS SDK for one KS3 bucket, with explicit credentials only. */
export function createS3Client(
  options: Ks3Options,
  agents = createAgents(DEFAULT_CONNECTIONS, trustOf(options.caCertificates)),
): S3Client {
  // The SDK would print a notice of its next major versions into every command's output.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
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
      httpAgent: agents.http,
      httpsAgent: agents.https,
    },
  });
}

/** How requests are signed. The SDK reads these members in addition to `name`; its type knows only the nested form. */
function scheme(signingRegion: string) {
  const properties = { signingName: 's3', signingRegion, disableDoubleEncoding: true };
  return { name: 'sigv4', ...properties, properties };
}

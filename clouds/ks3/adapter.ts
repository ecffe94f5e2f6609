import { setMaxListeners } from 'node:events';
import { boundedAnswers, type AnswerBounds } from '../bounded-answers';
import { MAX_BODY_BYTES } from '../listing/answer-reader';
import { decodedBody } from '../listing/decoded-body';
import { ListRequests, type ListOutcome } from '../listing/list-requests';
import { checksumsIn, md5Form } from '../listing/object-checksums';
import { PageMemory } from '../listing/page-memory';
import { ANSWER_TIMEOUT_MS } from '../listing/timeouts';
import { bucketUrl, type Ks3Options } from './bucket-address';
import { createAgents, DEFAULT_CONNECTIONS } from './connections';
import { ks3Error } from './errors';
import { ListSigner } from './list-signature';
import type { ObjectChecksums } from '../../contracts/listing/listing';
import type { Ks3Source } from './port';
import { requireAddress } from './require-address';
import type { SdkBucket } from './sdk-bucket';
import type * as SdkBucketModule from './sdk-bucket';
import { trustOf } from './trust';
import { phrase } from '../../presentation/words/words';

const BOUNDS: AnswerBounds = { maxBytes: MAX_BODY_BYTES, withinMs: ANSWER_TIMEOUT_MS };

/**
 * A KS3 bucket over the AWS SDK, which KS3 answers as S3. Pages of a listing are requested directly, and by the SDK
 * whenever the answer is not a page.
 *
 * @throws PrepError `Ks3WrongEndpoint` for an endpoint that is not https (http is for loopback) or not a bare host,
 *   `Ks3PathStyle` for one that no bucket name can be put in front of
 */
export function createKs3Source(options: Ks3Options): Ks3Source {
  const resource = phrase('resource.ks3Bucket', { name: options.bucket });
  requireAddress(options, resource);
  const { connections = DEFAULT_CONNECTIONS } = options;
  const trust = trustOf(options.caCertificates);
  const agents = createAgents(connections, trust);
  const memory = new PageMemory(connections);
  const release = (used: ArrayBufferLike): void => memory.release(used);
  const requests = new ListRequests({
    url: bucketUrl(options),
    signer: new ListSigner(options),
    connections,
    memory,
    trust,
  });
  let loaded: SdkBucket | undefined;

  /** Loaded when it is needed: that takes longer than listing a hundred thousand objects. */
  function sdk(): SdkBucket {
    if (loaded === undefined) {
      const { createSdkBucket } = require('./sdk-bucket') as typeof SdkBucketModule;
      loaded = createSdkBucket(options, agents, memory);
    }
    return loaded;
  }

  function bySdk<T>(call: (bucket: SdkBucket) => Promise<T>): Promise<T> {
    return boundedAnswers(BOUNDS, () => call(sdk()));
  }

  async function asked<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    // One signal ends all requests in flight; Node takes more than ten listeners for a leak, and prints a warning.
    setMaxListeners(0, signal);
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      throw ks3Error(error, resource, options);
    }
  }

  return {
    fetchPage: (request, signal) =>
      asked(signal, async () => {
        const outcome = await requests.send(request, loaded?.clockOffsetMs ?? 0, signal);
        if ('answer' in outcome && outcome.answer.statusCode === 200) {
          const { body, headers } = outcome.answer;
          const page = decodedBody(body, headers['content-encoding']);
          return { body: page, requests: 1, requestId: headers['x-amz-request-id'], release };
        }
        return bySdk((bucket) => bucket.fetchPage(request, outcome, signal));
      }),
    checksums: (key, signal) =>
      asked(signal, async () => checksumsOf(await requests.head(key, loaded?.clockOffsetMs ?? 0, signal))),
    location: (signal) => asked(signal, () => bySdk((bucket) => bucket.location(signal))),
    readSample: (key, signal) => asked(signal, () => bySdk((bucket) => bucket.readSample(key, signal))),
    close() {
      requests.close();
      loaded?.close();
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/**
 * The ETag of an object that was put at once, and is not encrypted, is its MD5. KS3's own SDKs read the CRC-64 from
 * `x-kss-checksum-crc64ecma`; whether requests with S3's signature get it, and under which name, is not documented.
 *
 * @throws what `ks3Error` explains; the answer to HEAD has no body that would say more than its status
 */
function checksumsOf(outcome: ListOutcome): ObjectChecksums | null {
  if ('lost' in outcome) {
    throw outcome.lost;
  }
  const { statusCode, headers } = outcome.answer;
  if (statusCode === 404) {
    return null;
  }
  if (statusCode !== 200) {
    throw Object.assign(new Error('HEAD'), {
      $metadata: { httpStatusCode: statusCode, requestId: headers['x-amz-request-id'] },
      $response: { headers },
    });
  }
  const encrypted = Object.keys(headers).some((name) => /^x-(amz|kss)-server-side-encryption/.test(name));
  const crc64 = headers['x-kss-checksum-crc64ecma'] ?? headers['x-amz-checksum-crc64ecma'];
  return checksumsIn(headers, encrypted ? null : md5Form(headers['etag']), crc64);
}

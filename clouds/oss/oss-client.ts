import OSS from 'ali-oss';
import { PrepError } from '../../contracts/prep-error';
import { boundedAnswers, MAX_ANSWER_BYTES } from '../bounded-answers';
import { ANSWER_TIMEOUT_MS } from '../alibaba/identity';
import { serviceEndpoint } from '../alibaba/endpoint';
import { phrase } from '../../presentation/words/words';
import { domainOf, type OssOptions } from './oss-options';

/** The part of the SDK's client that is used. Its published types leave half of it out. */
export interface OssClient {
  getBucketInfo(bucket: string): Promise<{ bucket: unknown }>;
  getBucketTags(bucket: string): Promise<{ tag: Record<string, string> }>;
  getBucketLifecycle(bucket: string): Promise<{ rules: unknown }>;
  listBuckets(
    query: Record<string, string>,
  ): Promise<{ buckets: readonly { name: string; region: string }[] | null }>;
  putBucket(bucket: string, options: Record<string, string>): Promise<unknown>;
  deleteBucket(bucket: string): Promise<unknown>;
  deleteBucketTags(bucket: string): Promise<unknown>;
  putBucketEncryption(bucket: string, rule: Readonly<Record<string, string>>): Promise<unknown>;
  deleteBucketEncryption(bucket: string): Promise<unknown>;
  listV2(query: Record<string, string>): Promise<{ objects?: readonly unknown[] }>;
  put(
    key: string,
    content: Buffer,
    options?: { headers: Record<string, string> },
  ): Promise<{ res: { headers: Record<string, unknown> } }>;
  get(key: string, options?: { headers: Record<string, string> }): Promise<{ content: Buffer; res: unknown }>;
  delete(key: string, options: { versionId?: string }): Promise<unknown>;
  /** Parameters of a signed request about a bucket, for operations that have no method. */
  _bucketRequestParams(
    method: string,
    bucket: string,
    subresource: string,
    options: object,
  ): Record<string, unknown>;
  request(parameters: Record<string, unknown>): Promise<unknown>;
  /** What sends its requests. */
  urllib: { request(url: string, parameters: object): Promise<unknown> };
}

/**
 * A client of the SDK.
 *
 * @param bucket binds it to a bucket, as operations on objects need; never `useBucket`, which changes a shared client
 * @throws PrepError `EndpointRefused`, or `OssRequestRefused` for a region or key that the SDK does not take
 */
export function ossClient(options: OssOptions, bucket?: string): OssClient {
  const domain = domainOf(options, bucket);
  const configured = domain ?? options.endpoint;
  const { protocol, host } = serviceEndpoint(phrase('resource.oss'), configured, '');
  const address = domain === undefined ? onIpv4(host) : host;
  const endpoint = configured === undefined ? {} : { endpoint: `${protocol}://${address}` };
  const token = options.securityToken === undefined ? {} : { stsToken: options.securityToken.reveal() };
  const timeout = options.timeoutMs ?? ANSWER_TIMEOUT_MS;
  try {
    const client = new OSS({
      accessKeyId: options.accessKeyId,
      accessKeySecret: options.accessKeySecret.reveal(),
      ...token,
      region: `oss-${options.region}`,
      ...endpoint,
      cname: domain !== undefined,
      ...(bucket === undefined ? {} : { bucket }),
      internal: options.internal ?? false,
      secure: protocol === 'https',
      // OSS refuses the default, V1, for new accounts and new buckets.
      authorizationV4: true,
      timeout,
      // Only silences a warning: no token is ever refreshed here.
      refreshSTSTokenInterval: Number.MAX_SAFE_INTEGER,
    }) as unknown as OssClient;
    const { urllib } = client;
    const bounds = { maxBytes: MAX_ANSWER_BYTES, withinMs: timeout };
    client.urllib = {
      request: (url, parameters) => boundedAnswers(bounds, () => urllib.request(url, parameters)),
    };
    return client;
  } catch {
    throw new PrepError('OssRequestRefused', {
      resource:
        bucket === undefined ? phrase('resource.oss') : phrase('resource.ossBucket', { name: bucket }),
      detail: phrase('clouds.ossOptions'),
    });
  }
}

/** The SDK puts the bucket in front of a host name, `photos.localhost`, but not of an address. */
function onIpv4(host: string): string {
  return host.replace(/^localhost(?=:|$)/, '127.0.0.1');
}

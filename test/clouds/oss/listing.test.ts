import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createOssListing, type OssListingOptions } from '../../../clouds/oss/listing';
import type { ListedBucket } from '../../../clouds/listing/port';
import { Secret } from '../../../contracts/credentials/secret';
import { startCheckpoint } from '../../../inventory/ranges/checkpoint';
import { runInventorySlice } from '../../../inventory/run-inventory-slice';
import { trueDigest } from '../../inventory/true-digest';
import { startAlibaba, type AlibabaHarness } from '../../standins/ram/alibaba-harness';
import { recogniseErrorsOfNode } from '../../rig/node-errors';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { everythingPrintable, rejection } from '../alibaba/rejection';

recogniseErrorsOfNode();

const BUCKET = 'photos-oss';
const KEY_SECRET = 'AccessKeySecretOfTheWorker';
const TOKEN = 'security-token-of-the-session';
const { signal } = new AbortController();
const firstPage = { prefix: '', startAfter: '', maxKeys: 1000 } as const;

const opened: ListedBucket[] = [];
let server: CaptureServer | undefined;

function listing(options: Partial<OssListingOptions> & { endpoint: string }): ListedBucket {
  const source = createOssListing({
    region: 'cn-beijing',
    bucket: BUCKET,
    accessKeyId: 'LTAIworker',
    accessKeySecret: new Secret(KEY_SECRET),
    ...options,
  });
  opened.push(source);
  return source;
}

afterEach(async () => {
  opened.splice(0).forEach((source) => source.close());
  await server?.stop();
  server = undefined;
});

describe('the listing of an OSS bucket', () => {
  let alibaba: AlibabaHarness;
  beforeEach(async () => {
    alibaba = await startAlibaba();
    alibaba.arrange('oss', 'create-bucket', { name: BUCKET });
  });
  afterEach(() => alibaba.stop());

  const ofStandIn = (options: Partial<OssListingOptions> = {}) =>
    listing({
      endpoint: alibaba.endpoints.oss,
      accessKeyId: alibaba.keys.accessKeyId,
      accessKeySecret: new Secret(alibaba.keys.accessKeySecret),
      ...options,
    });

  const slice = (source: ListedBucket, prefix = '') =>
    runInventorySlice({
      source,
      store: 'oss',
      bucket: BUCKET,
      prefix,
      checkpoint: startCheckpoint(),
      concurrency: 4,
      pageKeys: 10,
      budgetMs: Infinity,
      signal,
      onProgress: () => undefined,
    });

  function put(keys: readonly string[]): string {
    const objects = keys.map((key, index) => [key, 'x'.repeat(index % 7)] as const);
    alibaba.arrange('oss', 'put-objects', { bucket: BUCKET, objects: Object.fromEntries(objects) });
    return trueDigest(objects.map(([key, text]) => ({ key, size: text.length })) as never);
  }

  it('is read by the engine of the inventory, with every kind of key, and signed', async () => {
    const plain = Array.from({ length: 90 }, (_, index) => `logs/2024/${index % 9}/${index}`);
    const digest = put([...plain, '照片/1 2+3.jpg', 'a&b<c>', 'folder/', '%20', "it's(1)*!", '😀', '\uFF21']);
    const { done, checkpoint } = await slice(ofStandIn());
    expect(done).toBe(true);
    expect(checkpoint.totals).toMatchObject({ objects: '97', digest });
    const calls = alibaba.context.audit.entries({ service: 'oss' });
    expect(new Set(calls.map(({ operation, status }) => `${operation} ${status}`))).toEqual(
      new Set(['ListObjectsV2 200']),
    );
  });

  it('is read at the domain that is mapped to the bucket', async () => {
    const digest = put(['照片/1.jpg', 'b']);
    const domain = alibaba.endpoints.oss.replace('127.0.0.1', 'localhost');
    const arranged = { domains: { localhost: BUCKET }, publicEndpoint: 'without-objects' };
    alibaba.arrange('oss', 'switches', arranged);
    const { checkpoint } = await slice(ofStandIn({ domains: { [BUCKET]: domain } }));
    expect(checkpoint.totals).toMatchObject({ objects: '2', digest });
    expect((await rejection(slice(ofStandIn()))).type).toBe('OssPublicEndpointRefused');
  });

  it('is limited to a prefix', async () => {
    put(['logs/1', 'logs/2', 'photos/1']);
    expect((await slice(ofStandIn(), 'logs/')).checkpoint.totals.objects).toBe('2');
  });

  it('slows down if OSS asks for it, and counts every key once', async () => {
    const digest = put(Array.from({ length: 60 }, (_, index) => `k${index}`));
    alibaba.context.faults.add({ service: 'oss', kind: 'throttle', times: 5 });
    const { checkpoint } = await slice(ofStandIn());
    expect(checkpoint.totals).toMatchObject({ objects: '60', digest });
  });

  it.each(['reset', 'html', 'empty', 'cut', 'not-ascending'] as const)(
    'repeats a request that ends with %s',
    async (kind) => {
      const digest = put(Array.from({ length: 30 }, (_, index) => `k${index}`));
      alibaba.context.faults.add({ service: 'oss', kind, after: 1, times: 1 });
      const { checkpoint } = await slice(ofStandIn());
      expect(checkpoint.totals).toMatchObject({ objects: '30', digest });
    },
  );

  it('names what OSS refuses', async () => {
    const refused = async (options: Partial<OssListingOptions>) =>
      (await rejection(slice(ofStandIn(options)))).type;
    expect(await refused({ accessKeySecret: new Secret('wrong') })).toBe('OssInvalidAccessKey');
    expect(await refused({ bucket: 'nobody-has-this' })).toBe('OssNoSuchBucket');
    expect(await refused({ region: 'cn-shanghai' })).toBe('OssWrongRegion');
  });

  it('names the bucket of a page that stays unusable', async () => {
    put(['a']);
    alibaba.context.faults.add({ service: 'oss', kind: 'html', times: 0 });
    const error = await rejection(slice(ofStandIn()));
    expect(error.type).toBe('OssUntrustworthyPage');
    expect(error.message).toContain(`OSS bucket ${BUCKET}`);
  });
});

describe('answers to an OSS listing request that are no page', () => {
  const answering = async (answer: Reply | 'reset', options: Partial<OssListingOptions> = {}) => {
    server = await captureServer(() => answer);
    return listing({ endpoint: server.endpoint, securityToken: new Secret(TOKEN), ...options });
  };
  const coded = (status: number, code: string, message = `no, not ${KEY_SECRET}`): Reply => ({
    status,
    headers: { 'Content-Type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>5C3D9175B6FC201293AD4890</RequestId></Error>`,
  });

  it('name the endpoint of a bucket in another region', async () => {
    const answer = coded(
      403,
      'AccessDenied',
      'The bucket you are attempting to access must be addressed using the specified endpoint.',
    );
    const named = '<Endpoint>oss-cn-hangzhou.aliyuncs.com</Endpoint></Error>';
    const body = answer.body?.replace('</Error>', named);
    const asked = (await answering({ ...answer, body })).fetchPage(firstPage, signal);
    expect((await rejection(asked)).message).toContain('which is region cn-hangzhou');
  });

  it.each([
    [coded(403, 'AccessDenied'), 'OssAccessDenied'],
    [
      coded(
        403,
        'AccessDenied',
        'The bucket you are attempting to access must be addressed using the specified endpoint.',
      ),
      'OssOtherRegion',
    ],
    [coded(404, 'NoSuchBucket'), 'OssNoSuchBucket'],
    [coded(403, 'RequestTimeTooSkewed'), 'OssClockSkew'],
    [coded(503, 'SlowDown'), 'OssThrottled'],
    [coded(500, 'InternalError'), 'OssUnavailable'],
    [{ status: 502, body: '<html>Bad Gateway</html>' }, 'OssUnavailable'],
    [{ status: 307, headers: { Location: 'http://elsewhere/' } }, 'OssUnavailable'],
    ['reset', 'OssUnavailable'],
  ] as const)('%j', async (answer, type) => {
    const error = await rejection((await answering(answer)).fetchPage(firstPage, signal));
    expect(error.type).toBe(type);
    const printed = everythingPrintable(error);
    expect(printed).not.toMatch(/https?:\/\/127|OSS4-HMAC/);
    expect(printed).not.toContain(KEY_SECRET);
    expect(printed).not.toContain(TOKEN);
  });

  it('an endpoint where nothing listens', async () => {
    const error = await rejection(listing({ endpoint: await closedEndpoint() }).fetchPage(firstPage, signal));
    expect(error).toMatchObject({ type: 'OssUnavailable', context: { code: 'ECONNREFUSED' } });
  });

  it('refuses a plain endpoint that is not a loopback address', () => {
    expect(() => listing({ endpoint: 'http://oss-cn-beijing.aliyuncs.com' })).toThrow(
      expect.objectContaining({ type: 'EndpointRefused' }),
    );
  });

  it('sends a token as it was before OSS escaped it', async () => {
    const source = await answering({ status: 200, body: '<ListBucketResult/>' });
    await source.fetchPage({ ...firstPage, continuationToken: 'Cg%3D%3D' }, signal);
    await source.fetchPage({ ...firstPage, continuationToken: 'a+b/c==' }, signal);
    const tokens = server?.requests.map(({ url }) =>
      new URL(url, 'http://x').searchParams.get('continuation-token'),
    );
    expect(tokens).toEqual(['Cg==', 'a+b/c==']);
  });

  it('ends with the signal', async () => {
    const source = await answering({ status: 200 });
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(source.fetchPage(firstPage, aborted)).rejects.toThrow('enough');
  });
});

import { createKs3Source } from '../../clouds/ks3/adapter';
import { createKsyunIam } from '../../clouds/ksyun-iam/adapter';
import { createMgw } from '../../clouds/mgw/adapter';
import { createDingTalkReceiver } from '../../clouds/notify/dingtalk';
import { createOssBuckets } from '../../clouds/oss/adapter';
import { createOssTexts } from '../../clouds/oss/objects';
import { createRamDirectory } from '../../clouds/ram/adapter';
import { createCallerIdentity } from '../../clouds/sts/adapter';
import { withSecretStore } from '../../clouds/vault/adapter';
import type { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';
import type { Said } from '../../presentation/words/phrase';
import { sayIn } from '../../presentation/words/words';
import { rejection } from './alibaba/rejection';
import {
  answering,
  bomb,
  endless,
  otherProtocol,
  startHostileServer,
  trickling,
  type HostileServer,
} from './hostile-server';

let server: HostileServer;
beforeEach(async () => {
  server = await startHostileServer();
});
afterEach(() => server.stop());

const { signal } = new AbortController();
const secret = new Secret('secret');
const alibaba = (timeoutMs: number) => ({
  accessKeyId: 'LTAI',
  accessKeySecret: secret,
  endpoint: server.endpoint,
  timeoutMs,
});
const iam = (timeoutMs: number) =>
  createKsyunIam({
    endpoint: server.endpoint,
    region: 'cn-beijing-6',
    accessKeyId: 'AKLT',
    accessKeySecret: secret,
    timeoutMs,
  });
const oss = (timeoutMs: number) => ({ ...alibaba(timeoutMs), region: 'cn-beijing' });
const vault = (timeoutMs: number) => ({
  kind: 'vault' as const,
  address: server.endpoint,
  mount: 'secret',
  prefix: '',
  content: 'sealed' as const,
  timeoutMs,
  auth: { kind: 'token' as const, token: secret },
});

const TOO_LONG = 'The response was far too long';
/** Its SDK keeps the status of an answer that was cut off, and nothing else. */
const WITHOUT_ERROR = 'does not contain an error of OSS';

/** One call of each cloud, how its failure is called, and what it says of an answer without an end. */
const CALLS: readonly (readonly [string, string, string, (timeoutMs: number) => Promise<unknown>])[] = [
  ['RAM', 'RamUnavailable', TOO_LONG, (ms) => createRamDirectory(alibaba(ms)).getUser('mgw-photos', signal)],
  ['STS', 'RamUnavailable', TOO_LONG, (ms) => createCallerIdentity(alibaba(ms)).whoAmI(signal)],
  [
    'OSS, a bucket',
    'OssUnavailable',
    WITHOUT_ERROR,
    (ms) => createOssBuckets(oss(ms)).describe('photos-oss', signal),
  ],
  [
    'OSS, rules',
    'OssUnavailable',
    WITHOUT_ERROR,
    (ms) => createOssBuckets(oss(ms)).lifecycleRules('photos-oss', signal),
  ],
  [
    'OSS, an object',
    'OssUnavailable',
    WITHOUT_ERROR,
    (ms) => createOssTexts(oss(ms)).read('photos-oss', 'a', signal),
  ],
  [
    'Kingsoft IAM',
    'IamUnavailable',
    'not have the documented format',
    (ms) => iam(ms).createAccessKey('reader', signal),
  ],
  [
    'Data Online Migration',
    'MgwUnavailable',
    TOO_LONG,
    (ms) => createMgw({ ...oss(ms), accountId: '1234567890123456' }).deleteJob('photos-job', signal),
  ],
  [
    'Vault',
    'DeliveryUnavailable',
    'did not answer',
    (ms) => withSecretStore(vault(ms), signal, (at) => at.read('a', signal)),
  ],
];
/** What the longest answer may have, and what is on its way when it is cut off. */
const MAX_SENT_BYTES = 16 * 1024 * 1024;
const PATIENT_MS = 60_000;

describe.each(CALLS)('%s', (_, type, tooLong, call) => {
  it.each([200, 403, 500])('cuts off an answer of status %i that does not end', async (status) => {
    server.hostility = endless(status);
    const { type: met, message } = await rejection(call(PATIENT_MS));
    expect([met, message]).toEqual([type, expect.stringContaining(tooLong)]);
    await server.stop();
    expect(server.sentBytes).toBeLessThan(MAX_SENT_BYTES);
    expect(server.requests).toBe(1);
  });

  it.each([200, 403])('does not wait for an answer of status %i that comes byte by byte', async (status) => {
    server.hostility = trickling(status);
    const { type: met, message } = await rejection(call(200));
    expect([met, message]).toEqual([type, expect.stringMatching(/did not answer/)]);
  });

  it.each([200, 403])('unpacks no answer of status %i that it did not ask to be packed', async (status) => {
    server.hostility = bomb(status);
    const before = process.memoryUsage().arrayBuffers;
    // The content of an object comes as it is stored, packed or not; every other answer is refused.
    const met = await call(PATIENT_MS).catch((error: PrepError) => error.type);
    expect(String(met).length).toBeLessThan(100_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_SENT_BYTES);
  });
});

describe.each(CALLS)('%s that does not speak HTTP', (_, type, __, call) => {
  it('is said not to, after one request', async () => {
    server.hostility = otherProtocol;
    const { type: met, message, context } = await rejection(call(PATIENT_MS));
    expect([met, message]).toEqual([type, expect.stringContaining('It does not answer with HTTP')]);
    expect(context.code).toBe('HPE_INVALID_CONSTANT');
    expect(server.requests).toBe(1);
  });
});

describe('KS3', () => {
  const source = () =>
    createKs3Source({
      endpoint: server.endpoint,
      region: 'BEIJING',
      bucket: 'photos',
      accessKeyId: 'AKLT',
      accessKeySecret: secret,
      pathStyle: true,
      connections: 1,
    });

  it.each([
    ['a page', 200],
    ['an error', 403],
    ['a failure', 500],
  ])('cuts off %s that does not end', async (_, status) => {
    server.hostility = endless(status);
    const ks3 = source();
    const asked = ks3.fetchPage({ prefix: '', startAfter: '', maxKeys: 1000 }, signal);
    expect((await rejection(asked)).type).toMatch(/^Ks3/);
    expect((await rejection(ks3.location(signal))).type).toMatch(/^Ks3/);
    ks3.close();
    await server.stop();
    // Each of a few attempts takes 16 MiB at most.
    expect(server.sentBytes / server.requests).toBeLessThan(24 * 1024 * 1024);
    expect(server.requests).toBeLessThan(8);
  });
});

describe('a receiver of notifications', () => {
  it('is read no further than an answer can be long', async () => {
    server.hostility = endless(200);
    const receiver = createDingTalkReceiver(new Secret(server.endpoint), secret);
    expect(await receiver.deliver('id', { text: 'x' }, signal)).toMatchObject({ outcome: 'failed' });
    await server.stop();
    expect(server.sentBytes).toBeLessThan(MAX_SENT_BYTES);
  });

  it('that does not speak HTTP is said not to', async () => {
    server.hostility = otherProtocol;
    const receiver = createDingTalkReceiver(new Secret(server.endpoint), secret);
    const delivery = await receiver.deliver('id', { text: 'x' }, signal);
    expect(sayIn('en')((delivery as { why: Said }).why)).toBe(
      'it does not answer with HTTP: check its URL and port',
    );
  });
});

describe('a list of Kingsoft IAM', () => {
  const policies = (Marker: string) => ({
    RequestId: 'request-1',
    ListPoliciesResult: {
      Policies: { member: [{ PolicyName: 'one', Krn: 'krn:one' }] },
      IsTruncated: true,
      Marker,
    },
  });

  it('that never ends is an error, not a list', async () => {
    let page = 0;
    server.hostility = answering(() => policies(`marker-${page++}`));
    const failure = await rejection(iam(PATIENT_MS).findPolicy('two', signal));
    expect([failure.type, failure.message]).toEqual([
      'IamUnavailable',
      expect.stringContaining('The pages of the list do not end'),
    ]);
    expect(server.requests).toBe(50);
  });

  it('that names the same page again is an error at once', async () => {
    server.hostility = answering(() => policies('marker-1'));
    expect((await rejection(iam(PATIENT_MS).findPolicy('two', signal))).type).toBe('IamUnavailable');
    expect(server.requests).toBe(2);
  });
});

import { presign, send, sign, type RawRequest } from '../core/signed-request';
import { startKs3, type Ks3Harness } from './ks3-harness';

let harness: Ks3Harness;
beforeAll(async () => {
  harness = await startKs3();
  harness.addBucket('photos');
});
afterAll(() => harness.stop());

const codeOf = (body: string) => /<Code>(.*?)<\/Code>/.exec(body)?.[1];
const list = (): RawRequest => ({ endpoint: harness.endpoint, path: '/photos?list-type=2&prefix=a%2Fb' });
const put = (): RawRequest => ({
  endpoint: harness.endpoint,
  method: 'PUT',
  path: '/photos/key',
  body: 'content',
  headers: { 'x-amz-meta-colour': 'blue' },
});

async function refusal(request: RawRequest): Promise<string | undefined> {
  const { status, body } = await send(request);
  expect(status).toBe(403);
  return codeOf(body);
}

describe('the header signature', () => {
  it('is accepted as signed', async () => {
    expect(await send(sign(list(), harness.ks3))).toMatchObject({ status: 200 });
    expect(await send(sign(put(), harness.ks3))).toMatchObject({ status: 200 });
  });

  it('covers method, path, query and headers', async () => {
    const signed = sign(put(), harness.ks3);
    const changed: Partial<RawRequest>[] = [
      { method: 'DELETE' },
      { path: '/photos/other' },
      { path: '/photos/key?acl' },
      { headers: { ...signed.headers, 'x-amz-meta-colour': 'red' } },
      { headers: { ...signed.headers, 'x-amz-meta-more': 'unsigned' } },
      { headers: { ...signed.headers, host: 'localhost' } },
    ];
    for (const change of changed) {
      expect(await refusal({ ...signed, ...change })).toBe('SignatureDoesNotMatch');
    }
    const query = sign(list(), harness.ks3);
    expect(await refusal({ ...query, path: query.path.replace('prefix=a', 'prefix=b') })).toBe(
      'SignatureDoesNotMatch',
    );
  });

  it('covers the body through its hash, unless the payload is declared unsigned', async () => {
    const signed = sign(put(), harness.ks3);
    expect(await send({ ...signed, body: 'tampered' })).toMatchObject({
      status: 400,
      body: expect.stringContaining('<Code>XAmzContentSHA256Mismatch</Code>') as string,
    });
    const unsigned = sign(put(), { ...harness.ks3, payloadHash: 'UNSIGNED-PAYLOAD' });
    expect(await send({ ...unsigned, body: 'changed' })).toMatchObject({ status: 200 });
  });

  it('needs a known key, its secret, the right time and the right region', async () => {
    const { ks3 } = harness;
    expect(await refusal(sign(list(), { ...ks3, accessKeyId: 'AKLTunknown' }))).toBe('InvalidAccessKeyId');
    expect(await refusal(sign(list(), { ...ks3, accessKeySecret: 'wrong' }))).toBe('SignatureDoesNotMatch');
    expect(await refusal(sign(list(), { ...ks3, region: 'SHANGHAI' }))).toBe('AuthorizationHeaderMalformed');
    for (const minutes of [-16, 16]) {
      const at = new Date(Date.now() + minutes * 60_000);
      expect(await refusal(sign(list(), { ...ks3, at }))).toBe('RequestTimeTooSkewed');
    }
    expect(await send(sign(list(), { ...ks3, at: new Date(Date.now() - 14 * 60_000) }))).toMatchObject({
      status: 200,
    });
    expect(await refusal(list())).toBe('AccessDenied');
    expect(await refusal({ ...list(), headers: { authorization: 'AWS4-HMAC-SHA256 nonsense' } })).toBe(
      'AuthorizationHeaderMalformed',
    );
  });

  it('may carry any region when the switch says so', async () => {
    harness.ks3.state.switches.enforceRegion = false;
    expect(await send(sign(list(), { ...harness.ks3, region: 'us-east-1' }))).toMatchObject({ status: 200 });
    harness.ks3.state.switches.enforceRegion = true;
  });
});

describe('the presigned query', () => {
  it('is accepted until it expires, and covers path and query', async () => {
    const { ks3 } = harness;
    const signed = presign(list(), ks3, 60);
    expect(await send(signed)).toMatchObject({ status: 200 });
    expect(await refusal({ ...signed, path: signed.path.replace('/photos', '/videos') })).toBe(
      'SignatureDoesNotMatch',
    );
    expect(await refusal({ ...signed, path: signed.path.replace('Expires=60', 'Expires=600') })).toBe(
      'SignatureDoesNotMatch',
    );
    expect(await refusal({ ...signed, method: 'DELETE' })).toBe('SignatureDoesNotMatch');
    const old = presign(list(), { ...ks3, at: new Date(Date.now() - 61_000) }, 60);
    expect(await refusal(old)).toBe('AccessDenied');
  });
});

import { englishLeft } from '../../english-left';
import { makePayloadKey } from '../../../configuration/encryption/payload-keys';
import { EncryptionCodec } from '../../../configuration/encryption/encryption-codec';
import { base64, encrypted, jsonPayload, key, li, NAMESPACE, ORIGIN, startEndpoint, zhang } from './endpoint';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
beforeEach(async () => {
  endpoint = await startEndpoint();
});
afterEach(() => endpoint.close());

const MARKER = 'zebra-quagga';

async function errorOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: string }).error;
}

describe('decoding', () => {
  it('gives back what was encrypted, and leaves alone what was not', async () => {
    const payloads = [...(await encrypted({ bucket: MARKER })), jsonPayload('plain')];

    const response = await endpoint.post('/codec/decode', { payloads });

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      payloads: [jsonPayload({ bucket: MARKER }), jsonPayload('plain')],
    });
  });

  it('undoes what encoding did, also with the namespace in the path', async () => {
    const response = await endpoint.post(`/codec/${NAMESPACE}/encode`, { payloads: [jsonPayload(MARKER)] });
    const text = await response.text();

    expect(text).not.toContain(MARKER);
    expect(text).not.toContain(jsonPayload(MARKER).data);
    const { payloads } = JSON.parse(text) as { payloads: { metadata: Record<string, string> }[] };
    expect(payloads[0]!.metadata['encoding']).toBe(base64('binary/encrypted'));
    const decoded = await endpoint.post(`/codec/${NAMESPACE}/decode`, { payloads });
    expect(await decoded.json()).toEqual({ payloads: [jsonPayload(MARKER)] });
  });

  it('takes payloads without data or metadata, as protobuf leaves out what is empty', async () => {
    const response = await endpoint.post('/codec/decode', { payloads: [{}, { data: base64('x') }] });

    expect(await response.json()).toEqual({
      payloads: [
        { metadata: {}, data: '' },
        { metadata: {}, data: base64('x') },
      ],
    });
  });

  it('says which key is missing', async () => {
    const other = makePayloadKey();
    const codec = new EncryptionCodec({ keys: [other], acceptNamespaces: [] }, NAMESPACE);
    const [payload] = await codec.encode([{ metadata: {}, data: Buffer.from(MARKER) }]);
    const metadata = Object.entries(payload!.metadata!).map(([name, bytes]) => [name, base64(bytes)]);
    const payloads = [{ metadata: Object.fromEntries(metadata), data: base64(payload!.data!) }];

    const response = await endpoint.post('/codec/decode', { payloads });

    expect(response.status).toBe(422);
    expect(await errorOf(response)).toContain(
      `payload key ${other.id}, which is not among the keys here (${key.id})`,
    );
    const chinese = await endpoint.post('/codec/decode', { payloads }, { 'Accept-Language': 'zh' });
    expect(await errorOf(chinese)).toContain(`有载荷使用载荷密钥 ${other.id} 加密`);
  });
});

describe('browsers', () => {
  const preflight = (headers: Record<string, string>) =>
    fetch(`${endpoint.url}/codec/decode`, { method: 'OPTIONS', headers });

  it('may send requests from the Web UI', async () => {
    const asked = { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' };
    const { status, headers } = await preflight(asked);

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-methods')).toBe('POST');
    expect(headers.get('vary')?.split(', ')).toContain('Origin');
    for (const name of ['Content-Type', 'X-Namespace', 'Authorization', 'Authorization-Extras']) {
      expect(headers.get('access-control-allow-headers')?.split(',')).toContain(name);
    }
    const response = await endpoint.post('/codec/decode', { payloads: [] }, { Origin: ORIGIN });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });

  it.each([
    'https://evil.example.com',
    'http://temporal.example.com',
    'https://temporal.example.com:8443',
    'https://temporal.example.com.evil.com',
    'null',
  ])('may not from %s, whatever the token', async (origin) => {
    const { status, headers } = await preflight({ Origin: origin, 'Access-Control-Request-Method': 'POST' });
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();

    const response = await endpoint.post(
      '/codec/decode',
      { payloads: await encrypted(MARKER) },
      { Origin: origin },
    );
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await errorOf(response)).toContain('add it to codec_endpoint.origins (PREP_CODEC_ORIGINS)');
  });

  it('get to read why a request was refused', async () => {
    const response = await endpoint.post('/codec/decode', {}, { Origin: ORIGIN, Authorization: null });

    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });
});

describe('a request is refused', () => {
  const wrongToken = `Bearer ${li.secret.reveal().slice(0, -1)}`;

  it.each<[string, number, string, Record<string, string | null>, unknown]>([
    ['without a token', 401, 'Send a token', { Authorization: null }, {}],
    ['with a wrong token', 401, 'not accepted here', { Authorization: wrongToken }, {}],
    ['with an empty token', 401, 'Send a token', { Authorization: 'Bearer ' }, {}],
    ['with a token as a password', 401, 'Send a token', { Authorization: `Basic ${li.secret.reveal()}` }, {}],
    ['without a namespace', 400, 'X-Namespace is missing', { 'X-Namespace': null }, {}],
    [
      'for the default namespace, as the CLI asks without one',
      403,
      'not "default"',
      { 'X-Namespace': '' },
      {},
    ],
    ['for another namespace', 403, 'serves namespace migration, not "other"', { 'X-Namespace': 'other' }, {}],
    ['that is no JSON by its type', 415, 'application/json', { 'Content-Type': 'text/plain' }, {}],
    ['that is no JSON', 400, 'The body is not JSON.', {}, `{"${MARKER}`],
    ['without payloads', 400, '{"payloads":[…]}', {}, { payload: MARKER }],
    ['that is a list', 400, '{"payloads":[…]}', {}, [MARKER]],
    ['that is null', 400, '{"payloads":[…]}', {}, 'null'],
    ['with a payload that is none', 400, 'Payload 1 is not', {}, { payloads: [{}, MARKER] }],
    ['with data that is no base64', 400, 'Payload 0 is not', {}, { payloads: [{ data: `${MARKER}!` }] }],
    ['with metadata that is no text', 400, 'Payload 0 is not', {}, { payloads: [{ metadata: { a: 1 } }] }],
    [
      'with too many payloads',
      413,
      'at most 2000',
      {},
      { payloads: Array.from({ length: 2001 }, () => ({})) },
    ],
    ['that is too big', 413, 'bigger than 8 MiB', {}, `"${'x'.repeat(9_000_000)}"`],
  ])('%s: %d', async (_, status, words, headers, body) => {
    const response = await endpoint.post('/codec/decode', body, headers);

    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error).toContain(words);
    expect(error).not.toContain(MARKER);
    expect(response.headers.has('www-authenticate')).toBe(status === 401);

    const chinese = await endpoint.post('/codec/decode', body, { ...headers, 'Accept-Language': 'zh-CN,zh' });
    expect(chinese.status).toBe(status);
    const inChinese = await errorOf(chinese);
    expect(inChinese).toMatch(/[\u4E00-\u9FFF]/);
    expect(englishLeft(inChinese)).toEqual([]);
  });

  it('that is too big without saying so beforehand', async () => {
    const chunk = Buffer.alloc(1_000_000, 'x');
    const body = new ReadableStream({
      start(controller) {
        Array.from({ length: 9 }, () => controller.enqueue(chunk));
        controller.close();
      },
    });
    const response = await fetch(`${endpoint.url}/codec/decode`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Namespace': NAMESPACE,
        Authorization: `Bearer ${li.secret.reveal()}`,
      },
      body,
      duplex: 'half',
    });

    expect(response.status).toBe(413);
  });

  it('by another method or path, with what there is', async () => {
    const get = await fetch(`${endpoint.url}/codec/decode`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);

    const missing = await endpoint.post('/decode', {});
    expect(missing.status).toBe(404);
    expect(await errorOf(missing)).toContain('/codec/decode');
  });

  it('where its caller has sent too many, and not those of another', async () => {
    const strict = await startEndpoint({ rate: { burst: 3, perSecond: 0 } });
    const send = ({ secret }: typeof li) =>
      strict.post('/codec/decode', { payloads: [] }, { Authorization: `Bearer ${secret.reveal()}` });
    try {
      const statuses = [];
      for (const token of [li, li, li, li, zhang]) {
        statuses.push((await send(token)).status);
      }
      expect(statuses).toEqual([200, 200, 200, 429, 200]);
      expect((await send(li)).headers.get('retry-after')).toBe('5');
    } finally {
      await strict.close();
    }
  });
});

describe('the access log', () => {
  it('names who decoded how much in which namespace, never what, nor the token', async () => {
    const headers = {
      Authorization: `Bearer ${zhang.secret.reveal()}`,
      Origin: ORIGIN,
      'X-Forwarded-For': '10.0.0.7',
    };
    await endpoint.post(
      '/codec/decode',
      { payloads: [...(await encrypted(MARKER, 2)), jsonPayload('p')] },
      headers,
    );
    await endpoint.post('/codec/encode', { payloads: [jsonPayload(MARKER)] });

    expect(endpoint.log.map(({ level, message, meta }) => ({ level, message, ...meta }))).toEqual([
      {
        level: 'INFO',
        message: 'Codec endpoint: decoded for zhang.min',
        operation: 'decode',
        caller: 'zhang.min',
        via: 'token',
        namespace: NAMESPACE,
        payloads: 3,
        encrypted: 2,
        remote: '127.0.0.1',
        forwardedFor: '10.0.0.7',
        origin: ORIGIN,
      },
      expect.objectContaining({ operation: 'encode', caller: 'li.wei', payloads: 1, encrypted: 1 }),
    ]);
    const said = JSON.stringify(endpoint.log, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    for (const secret of [
      MARKER,
      base64(MARKER),
      zhang.secret.reveal(),
      li.secret.reveal(),
      key.secret.reveal(),
    ]) {
      expect(said).not.toContain(secret);
    }
  });

  it('names who was turned away and why, and is not filled by who goes on trying', async () => {
    await endpoint.post('/codec/decode', {}, { 'X-Namespace': 'other' });
    expect(endpoint.log.at(-1)).toMatchObject({
      level: 'WARN',
      message: 'Codec endpoint: refused: This endpoint serves namespace migration, not "other".',
      meta: { status: 403, caller: 'li.wei' },
    });

    const wrong = { Authorization: 'Bearer guessed-guessed-guessed-guessed-1' };
    await Promise.all(Array.from({ length: 100 }, () => endpoint.post('/codec/decode', {}, wrong)));
    expect(endpoint.log.length).toBeLessThan(40);
    expect(JSON.stringify(endpoint.log.map(({ meta }) => meta))).not.toContain('guessed');
  });
});

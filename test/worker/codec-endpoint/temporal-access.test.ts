import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { temporalAccess } from '../../../worker/codec-endpoint/temporal-access';
import { temporalReader } from '../../../worker/codec-endpoint/temporal-reader';
import { encrypted, jsonPayload, li, NAMESPACE, ORIGIN, startEndpoint } from './endpoint';

/** A JSON Web Token with these claims; its signature is not checked here. */
function tokenOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const GOOD = tokenOf({ sub: 'u1', email: 'li.wei@example.com' });
const denied = (code: number) => Object.assign(new Error('denied'), { code });

/** A server that admits only the given tokens, and counts. */
function server(accepted: string[]) {
  const asked: string[] = [];
  const read = async (token: string) => {
    asked.push(token);
    if (!accepted.includes(token)) {
      throw denied(7);
    }
  };
  return { asked, read };
}

describe('a token that the Temporal server accepts', () => {
  it.each([
    [{ sub: 'u1', email: 'li.wei@example.com' }, 'li.wei@example.com'],
    [{ sub: 'u1', preferred_username: 'li.wei' }, 'li.wei'],
    [{ sub: 'u1' }, 'u1'],
    [{ sub: 7, email: '' }, expect.stringMatching(/^access token [0-9a-f]{8}$/)],
  ])('names its holder by its claims %j', async (claims, name) => {
    const token = tokenOf(claims);

    expect(await temporalAccess(server([token]).read)(token)).toEqual(name);
  });

  it('may be opaque; it is told from others then', async () => {
    const ask = temporalAccess(server(['opaque-1', 'opaque-2']).read);

    const [first, second] = [await ask('opaque-1'), await ask('opaque-2')];
    expect(first).toMatch(/^access token [0-9a-f]{8}$/);
    expect(second).not.toBe(first);
  });

  it('is asked about once a minute, and is shut out within a minute of the server doing so', async () => {
    let now = 0;
    const accepted = [GOOD];
    const { asked, read } = server(accepted);
    const ask = temporalAccess(read, () => now);
    await ask(GOOD);
    await ask(GOOD);
    expect(asked.filter((token) => token === GOOD)).toHaveLength(1);

    accepted.pop();
    now = 59_999;
    expect(await ask(GOOD)).toBe('li.wei@example.com');
    now = 60_000;
    expect(await ask(GOOD)).toBeNull();
  });
});

it('a flood of unknown tokens shuts out nobody who was let in before, and a token that is refused now is unknown', async () => {
  let now = 0;
  const accepted = [GOOD];
  const ask = temporalAccess(server(accepted).read, () => now);
  await ask(GOOD);
  now = 60_000;
  const flood = () => Promise.allSettled(Array.from({ length: 200 }, (_, at) => ask(`unknown-${at}`)));
  await flood();
  expect(await ask(GOOD)).toBe('li.wei@example.com');

  accepted.pop();
  now = 120_000;
  await flood();
  expect(await ask(GOOD)).toBeNull();
  await expect(ask(GOOD)).rejects.toMatchObject({ status: 429 });
});

describe('a token is not accepted', () => {
  it.each([7, 16])('where the server refuses it with status %d', async (code) => {
    const read = () => Promise.reject(denied(code));

    expect(await temporalAccess(read)('token')).toBeNull();
  });

  it('where the server would accept any', async () => {
    await expect(temporalAccess(() => Promise.resolve())(GOOD)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('accepts any token'),
    });
  });

  it('where the server does not answer', async () => {
    await expect(temporalAccess(() => Promise.reject(denied(14)))(GOOD)).rejects.toMatchObject({
      status: 503,
    });
  });

  it('where too many unknown ones are tried', async () => {
    const { asked, read } = server([]);
    const ask = temporalAccess(read, () => 0);
    const answers = await Promise.allSettled(Array.from({ length: 150 }, (_, n) => ask(`guess-${n}`)));

    expect(asked).toHaveLength(100);
    expect(answers.at(-1)).toMatchObject({ status: 'rejected', reason: { status: 429 } });
  });
});

describe('the endpoint with access tokens of Temporal', () => {
  it('decodes in the name of who holds one, beside the tokens of the configuration', async () => {
    const endpoint = await startEndpoint({ read: server([GOOD]).read });
    const payloads = await encrypted('photos');
    try {
      const send = (token: string) =>
        endpoint.post('/codec/decode', { payloads }, { Authorization: `Bearer ${token}`, Origin: ORIGIN });

      expect(await (await send(GOOD)).json()).toEqual({ payloads: [jsonPayload('photos')] });
      expect(endpoint.log.at(-1)).toMatchObject({ meta: { caller: 'li.wei@example.com', via: 'temporal' } });
      expect((await send(li.secret.reveal())).status).toBe(200);
      expect((await send(tokenOf({ email: 'li.wei@example.com' }))).status).toBe(401);
    } finally {
      await endpoint.close();
    }
  });
});

describe('the question to the server', () => {
  let grpc: Http2Server;
  let seen: { path: unknown; authorization: unknown; other: unknown }[];
  /** A gRPC server that admits only GOOD. */
  beforeEach(async () => {
    seen = [];
    grpc = createServer().on('stream', (stream: ServerHttp2Stream, headers) => {
      const { ':path': path, authorization, 'x-other': other } = headers;
      seen.push({ path, authorization, other });
      const status = authorization === `Bearer ${GOOD}` ? '0' : '7';
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status }));
      // An empty message: the answer lists nothing.
      stream.end(status === '0' ? Buffer.alloc(5) : undefined);
    });
    await new Promise<void>((resolve) => grpc.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => grpc.close(resolve)));

  it("carries the caller's token and none of the worker's own credentials", async () => {
    const { port } = grpc.address() as AddressInfo;
    const address = `127.0.0.1:${port}`;
    const reader = temporalReader({
      address,
      namespace: NAMESPACE,
      tls: false,
      options: { address, tls: false, metadata: { Authorization: 'Bearer worker', 'x-other': 'kept' } },
    });
    try {
      await reader.read(GOOD);
      await expect(reader.read('guess')).rejects.toMatchObject({ code: 7 });
      expect(seen).toEqual([
        {
          path: '/temporal.api.workflowservice.v1.WorkflowService/ListWorkflowExecutions',
          authorization: `Bearer ${GOOD}`,
          other: 'kept',
        },
        expect.objectContaining({ authorization: 'Bearer guess' }),
      ]);
      expect(await temporalAccess(reader.read)(GOOD)).toBe('li.wei@example.com');
    } finally {
      await reader.close();
    }
  });
});

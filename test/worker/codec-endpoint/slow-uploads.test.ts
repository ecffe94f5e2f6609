import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encrypted, jsonPayload, li, NAMESPACE, startEndpoint, zhang } from './endpoint';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
let sockets: Socket[];
beforeEach(async () => {
  sockets = [];
  endpoint = await startEndpoint();
});
afterEach(async () => {
  sockets.forEach((socket) => socket.destroy());
  await endpoint.close();
});

const HOUR_MS = 3_600_000;
const MEBIBYTE = 1024 * 1024;

/** Sends the head of a request and the beginning of its body; the server has taken it when this resolves. */
async function beginUpload(
  token: string,
  beginning: string | Buffer = '{',
  length = MEBIBYTE,
): Promise<Socket> {
  const { hostname, port } = new URL(endpoint.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  sockets.push(socket);
  socket.write(
    [
      'POST /codec/decode HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Content-Type: application/json',
      `X-Namespace: ${NAMESPACE}`,
      `Authorization: Bearer ${token}`,
      `Content-Length: ${length}`,
      'Expect: 100-continue',
      '\r\n',
    ].join('\r\n'),
  );
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 100 /);
  socket.write(beginning);
  return socket;
}

const uploads = (count: number, token: string) =>
  Promise.all(Array.from({ length: count }, () => beginUpload(token)));

async function decode({ secret }: typeof li): Promise<number> {
  const payloads = await encrypted('for somebody');
  const answer = await endpoint.post(
    '/codec/decode',
    { payloads },
    { Authorization: `Bearer ${secret.reveal()}` },
  );
  expect(await answer.json()).toEqual({ payloads: [jsonPayload('for somebody')] });
  return answer.status;
}

describe('slow uploads', () => {
  it.each([5, 50, 400])('of one caller (%i) keep nobody else waiting', async (count) => {
    await uploads(count, li.secret.reveal());
    expect(await Promise.all(Array.from({ length: 20 }, () => decode(zhang)))).toEqual(Array(20).fill(200));
    expect(sockets.every((socket) => !socket.destroyed)).toBe(true);
  });

  it('of callers that nobody knows keep nobody waiting', async () => {
    await uploads(100, 'guessed-guessed-guessed-guessed-1');
    expect(await decode(li)).toBe(200);
  });

  it('leave their own caller its turn once they are gone', async () => {
    await endpoint.close();
    endpoint = await startEndpoint({ limits: { bodyWithinMs: HOUR_MS, roomBytes: MEBIBYTE } });
    await uploads(10, li.secret.reveal());
    const served = decode(li);
    sockets.forEach((socket) => socket.destroy());
    expect(await served).toBe(200);
  });

  it('end after the time that a body has, and leave their own caller its turn', async () => {
    await endpoint.close();
    endpoint = await startEndpoint({ limits: { bodyWithinMs: 50, roomBytes: MEBIBYTE } });
    const [first] = await uploads(4, li.secret.reveal());
    const served = decode(li);
    expect(String((await once(first as Socket, 'data'))[0])).toMatch(/^HTTP\/1.1 408 /);
    expect(await served).toBe(200);
  });

  it('take no more memory together than there is for them, and give it back', async () => {
    await endpoint.close();
    endpoint = await startEndpoint({ limits: { bodyWithinMs: HOUR_MS, roomBytes: MEBIBYTE } });
    const half = Buffer.alloc(MEBIBYTE / 2 + 1, ' ');
    const [first, second] = [
      await beginUpload(li.secret.reveal(), half, 2 * MEBIBYTE),
      await beginUpload(zhang.secret.reveal(), half, 2 * MEBIBYTE),
    ];
    const [refused] = (await Promise.race([once(first, 'data'), once(second, 'data')])) as [Buffer];
    expect(String(refused)).toMatch(/^HTTP\/1.1 503 [^]+Retry-After: 5/i);
    sockets.forEach((socket) => socket.destroy());
    const body = JSON.stringify({ payloads: [] }).padEnd(MEBIBYTE - 10);
    // The server may hear of a connection's end later than of a new request.
    let status = 503;
    while (status === 503) {
      status = (await endpoint.post('/codec/decode', body)).status;
    }
    expect(status).toBe(200);
  });
});

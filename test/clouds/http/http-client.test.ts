import { afterEach, describe, expect, it } from '@jest/globals';
import { httpClient, type HttpLimits } from '../../../clouds/http/http-client';
import { retryAfterMs } from '../../../clouds/http/retry-after';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';

const TOKEN = 'TokenInTheUrlThatNobodyQuotes';

let server: CaptureServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function asked(
  reply: Reply | 'hang' | 'reset',
  limits: Partial<HttpLimits> = {},
  signal?: AbortSignal,
) {
  server = await captureServer(() => reply);
  return ask(server.endpoint, limits, signal);
}

function ask(endpoint: string, limits: Partial<HttpLimits> = {}, signal?: AbortSignal) {
  const send = httpClient({ withinMs: 5000, maxBytes: 100, ...limits });
  return send({ method: 'POST', url: `${endpoint}/?token=${TOKEN}`, headers: {}, body: '{}' }, signal);
}

describe('an answer', () => {
  it('comes whatever its status, with what its headers ask for', async () => {
    const headers = { 'Retry-After': '3', Date: new Date(Date.now() + 3_600_000).toUTCString() };
    const answer = await asked({ status: 503, headers, body: 'busy' });

    expect(answer).toMatchObject({ status: 503, retryAfterMs: 3000, text: 'busy', whole: true });
    expect(answer.clockOffsetMs).toBeGreaterThan(3_500_000);
  });

  it('is cut where it is longer than what is read', async () => {
    expect(await asked({ body: 'x'.repeat(100) })).toMatchObject({ text: 'x'.repeat(100), whole: true });
    await server?.stop();
    expect(await asked({ body: 'x'.repeat(101) })).toMatchObject({ text: 'x'.repeat(100), whole: false });
  });

  it('that redirects is not followed', async () => {
    const other = await captureServer(() => ({}));
    const answer = await asked({ status: 307, headers: { Location: other.endpoint } });

    expect(answer.status).toBe(307);
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});

describe('no answer', () => {
  it.each<[string, () => Promise<unknown>, object]>([
    ['in time', () => asked('hang', { withinMs: 50 }), { late: true }],
    [
      'from an address where nobody listens',
      async () => ask(await closedEndpoint()),
      { code: 'ECONNREFUSED' },
    ],
    ['on a connection that is cut', () => asked('reset'), { late: false }],
  ])('%s is told without the URL', async (_, call, expected) => {
    const error = await call().catch((reason: unknown) => reason);

    expect(error).toMatchObject({ name: 'NoAnswer', ...expected });
    expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain(TOKEN);
  });

  it('is waited for no longer when the caller gives up, and the reason is the caller’s', async () => {
    const giveUp = new AbortController();
    const call = asked('hang', {}, giveUp.signal);
    giveUp.abort(new Error('cancelled'));

    await expect(call).rejects.toThrow('cancelled');
  });
});

const NOW = Date.UTC(2026, 0, 1);

it.each([
  ['7', 7000],
  [' 7 ', 7000],
  ['0', undefined],
  ['-5', undefined],
  ['soon', undefined],
  [undefined, undefined],
  ['99999', 3_600_000],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['Wed, 31 Dec 2025 23:59:00 GMT', undefined],
])('Retry-After: %s is a wait of %s ms', (header, waitMs) => {
  expect(retryAfterMs(header, NOW)).toBe(waitMs);
});

import { createReceiver } from '../../../clouds/notify/create-receiver';
import type { Delivery } from '../../../clouds/notify/port';
import type { NotifyKind } from '../../../contracts/runs/notification';
import { Secret } from '../../../contracts/credentials/secret';
import type { NotifyChannel } from '../../../contracts/settings';
import { renderNotification } from '../../../presentation/notifications/render-notification';
import { captureServer, closedEndpoint, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { announce, NOTIFICATIONS } from '../../presentation/notifications/announcements';
import { say } from '../../../presentation/words/words';

const KINDS: readonly NotifyKind[] = ['webhook', 'dingtalk', 'feishu', 'wecom', 'slack'];
const TOKEN = 'f3b1c5a70d9e4428b6c2';
const SECRET = 'SEC4be8d0e51c8f4c6d9a';

let server: CaptureServer | undefined;
afterEach(() => server?.stop());

function inEnglish(delivery: Delivery): Delivery {
  return delivery.outcome === 'delivered' ? delivery : { ...delivery, why: say('en', delivery.why) };
}

/** Sends a message to an address of a kind; the reason of a failure is in English. */
function send(kind: NotifyKind, endpoint: string, signal = new AbortController().signal): Promise<Delivery> {
  const signed = kind === 'webhook' || kind === 'dingtalk' || kind === 'feishu';
  const channel: NotifyChannel = {
    name: 'ops',
    kind,
    url: new Secret(`${endpoint}/hook/${TOKEN}?key=${TOKEN}`),
    secret: signed ? new Secret(SECRET) : undefined,
    events: ['waiting'],
    language: 'en',
  };
  const message = renderNotification(kind, announce(NOTIFICATIONS.waiting), 'en');
  return createReceiver(channel).deliver('id-1', message, signal).then(inEnglish);
}

async function answered(kind: NotifyKind, reply: Reply | 'hang' | 'reset'): Promise<Delivery> {
  server = await captureServer(() => reply);
  return send(kind, server.endpoint);
}

const ok = (body: object): Reply => ({ body: JSON.stringify(body) });

describe('what each receiver answers', () => {
  it.each<[NotifyKind, Reply]>([
    ['webhook', { status: 204 }],
    ['webhook', { status: 200, body: '<html>whatever' }],
    ['dingtalk', ok({ errcode: 0, errmsg: 'ok' })],
    ['feishu', ok({ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' })],
    ['feishu', ok({ Extra: null, StatusCode: 0, StatusMessage: 'success' })],
    ['wecom', ok({ errcode: 0, errmsg: 'ok' })],
    ['slack', { body: 'ok' }],
    // Servers that take the same messages say it in their own way.
    ['slack', ok({ success: true })],
  ])('%s has the message: %j', async (kind, reply) => {
    expect(await answered(kind, reply)).toEqual({ outcome: 'delivered' });
    expect(server?.requests).toHaveLength(1);
  });

  it.each<[NotifyKind, Reply, string]>([
    ['dingtalk', ok({ errcode: 300005, errmsg: 'token is not exist' }), 'no such robot.*errcode 300005'],
    ['dingtalk', ok({ errcode: 310000, errmsg: 'sign not match' }), 'signing secret.*errcode 310000'],
    ['dingtalk', ok({ errcode: 987_654, errmsg: 'unheard of' }), 'refused the message \\(errcode 987654\\)'],
    ['feishu', ok({ code: 19_021, data: {}, msg: 'sign match fail' }), 'signature.*code 19021'],
    [
      'feishu',
      ok({ code: 19_024, msg: 'Key Words Not Found' }),
      'keyword; use "ks3-oss-prep" \\(code 19024\\)',
    ],
    ['wecom', ok({ errcode: 93_000, errmsg: 'invalid webhook url' }), 'no such robot.*errcode 93000'],
    ['slack', { status: 404, body: 'no_service' }, 'it answered HTTP 404'],
    ['slack', { status: 400, body: 'invalid_blocks' }, 'it answered HTTP 400'],
    ['webhook', { status: 401 }, 'it answered HTTP 401'],
  ])('%s refuses it for good: %j', async (kind, reply, why) => {
    expect(await answered(kind, reply)).toEqual({
      outcome: 'refused',
      why: expect.stringMatching(new RegExp(why)),
    });
  });

  it.each<[NotifyKind, Reply, number | undefined]>([
    ['dingtalk', ok({ errcode: 130_101, errmsg: 'send too fast, exceed 20 times per minute' }), 600_000],
    ['dingtalk', ok({ errcode: 410_100, errmsg: '发送速度太快而限流' }), 600_000],
    ['dingtalk', ok({ errcode: -1, errmsg: '系统繁忙' }), undefined],
    ['feishu', ok({ code: 11_232, msg: 'frequency limited psm' }), 60_000],
    ['wecom', ok({ errcode: 45_009, errmsg: 'api freq out of limit' }), 60_000],
    ['slack', { status: 429, headers: { 'Retry-After': '30' } }, 30_000],
    ['webhook', { status: 503, headers: { 'Retry-After': '7' } }, 7000],
    ['webhook', { status: 500 }, undefined],
  ])('%s is to be asked again: %j', async (kind, reply, retryAfterMs) => {
    const delivery = await answered(kind, reply);

    expect(delivery).toMatchObject({ outcome: 'failed' });
    expect((delivery as { retryAfterMs?: number }).retryAfterMs).toBe(retryAfterMs);
  });

  it.each(KINDS.filter((kind) => kind !== 'webhook'))(
    '%s did not answer where a page of something between did',
    async (kind) => {
      const page = { headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html><h1>Sign in</h1>' };

      expect(await answered(kind, page)).toMatchObject({ outcome: 'failed' });
    },
  );

  it('a date in Retry-After counts from now', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    const delivery = await answered('webhook', { status: 503, headers: { 'Retry-After': date } });

    const { retryAfterMs = 0 } = delivery as { retryAfterMs?: number };
    expect(retryAfterMs).toBeGreaterThan(60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(90_000);
  });
});

describe('what a message never does', () => {
  it.each(KINDS)('to %s: follow a redirect', async (kind) => {
    const other = await captureServer(() => ({ body: '{"errcode":0,"code":0}' }));
    server = await captureServer(() => ({ status: 307, headers: { Location: `${other.endpoint}/stolen` } }));

    expect(await send(kind, server.endpoint)).toEqual({
      outcome: 'refused',
      why: 'it redirects (HTTP 307), and redirects are not followed',
    });
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  it.each(KINDS)('to %s: tell an address, a token or a signature when it fails', async (kind) => {
    const echo = (status: number) => (request: { url: string; body: string }) => ({
      status,
      body: JSON.stringify({ errcode: 5, code: 5, errmsg: request.url, msg: request.body }),
    });
    const said: Delivery[] = [];
    for (const status of [200, 302, 400, 500]) {
      server = await captureServer(echo(status));
      said.push(await send(kind, server.endpoint));
      await server.stop();
    }
    server = undefined;
    said.push(await send(kind, await closedEndpoint()));

    const words = JSON.stringify(said);
    for (const secret of [TOKEN, SECRET, 'sign=', '127.0.0.1', 'http://']) {
      expect(words).not.toContain(secret);
    }
    expect(said.at(-1)).toEqual({ outcome: 'failed', why: 'it cannot be reached (ECONNREFUSED)' });
  });

  it('reads no more of an answer than it needs', async () => {
    const endless = `{"errcode":0,"errmsg":"${'x'.repeat(5_000_000)}"}`;

    expect(await answered('dingtalk', { body: endless })).toMatchObject({ outcome: 'failed' });
  });

  it('waits longer than five seconds for an answer', async () => {
    expect(await answered('wecom', 'hang')).toEqual({ outcome: 'failed', why: 'no answer within 5 s' });
  });

  it('goes on when it is cancelled', async () => {
    server = await captureServer(() => 'hang');
    const cancel = new AbortController();
    const sending = send('slack', server.endpoint, cancel.signal);
    cancel.abort(new Error('cancelled'));

    await expect(sending).rejects.toThrow('cancelled');
  });

  it('survives a connection that is cut', async () => {
    expect(await answered('feishu', 'reset')).toMatchObject({
      outcome: 'failed',
      why: expect.stringMatching(/^it cannot be reached/),
    });
  });
});

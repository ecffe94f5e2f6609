import { createHmac } from 'node:crypto';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { Control } from '../../rig/control';

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.stop());
beforeEach(() => standIns.notify.inbox.clear());

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

async function answerTo(url: string, body: unknown): Promise<unknown> {
  const { status, text } = await post(url, body);
  expect(status).toBe(200);
  return JSON.parse(text);
}

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64');

describe('the DingTalk robot', () => {
  const markdown = { msgtype: 'markdown', markdown: { title: 't', text: 'x' } };

  function signed(at = Date.now()): string {
    const { url, secret = '' } = standIns.summary.notify.dingtalk;
    return `${url}&timestamp=${at}&sign=${encodeURIComponent(hmac(secret, `${at}\n${secret}`))}`;
  }

  it('takes a signed message and answers every error under status 200', async () => {
    expect(await answerTo(signed(), markdown)).toEqual({ errcode: 0, errmsg: 'ok' });
    const { url } = standIns.summary.notify.dingtalk;

    expect(await answerTo(url, markdown)).toMatchObject({ errcode: 310_000 });
    expect(await answerTo(`${signed()}x`, markdown)).toMatchObject({
      errcode: 310_000,
      errmsg: expect.stringMatching(/^sign not match/),
    });
    expect(await answerTo(signed(Date.now() - 3_700_000), markdown)).toMatchObject({
      errcode: 310_000,
      errmsg: expect.stringMatching(/^invalid timestamp/),
    });
    expect(await answerTo(signed().replace(/token=\w{4}/, 'token=0000'), markdown)).toMatchObject({
      errcode: 300_005,
    });
    expect(await answerTo(signed(), { msgtype: 'poem' })).toMatchObject({ errcode: 400_105 });
    expect(await answerTo(signed(), { msgtype: 'markdown' })).toMatchObject({ errcode: 40_035 });
    const long = { msgtype: 'markdown', markdown: { title: 't', text: 'x'.repeat(20_000) } };
    expect(await answerTo(signed(), long)).toMatchObject({ errcode: 460_101 });
    expect(standIns.notify.inbox.messages('dingtalk')).toHaveLength(1);
  });
});

describe('the Feishu bot', () => {
  const card = {
    header: { title: { tag: 'plain_text', content: 't' } },
    elements: [{ tag: 'div', text: { tag: 'plain_text', content: 'x' } }],
  };

  function signed(message: object, at = Math.floor(Date.now() / 1000)): object {
    const { secret = '' } = standIns.summary.notify.feishu;
    return { timestamp: String(at), sign: hmac(`${at}\n${secret}`, ''), ...message };
  }

  it('takes a signed card and answers every error under status 200', async () => {
    const { url } = standIns.summary.notify.feishu;
    const message = { msg_type: 'interactive', card };

    expect(await answerTo(url, signed(message))).toMatchObject({ code: 0, msg: 'success' });
    expect(await answerTo(url, message)).toMatchObject({ code: 19_021 });
    expect(await answerTo(url, signed(message, Math.floor(Date.now() / 1000) - 3700))).toMatchObject({
      code: 19_021,
    });
    expect(await answerTo(`${url}x`, signed(message))).toMatchObject({ code: 19_001 });
    expect(await answerTo(url, signed({ msg_type: 'interactive' }))).toMatchObject({ code: 19_002 });
    expect(standIns.notify.inbox.messages('feishu')).toHaveLength(1);
  });
});

describe('the others', () => {
  it('are as strict as documented: WeCom', async () => {
    const { url } = standIns.summary.notify.wecom;
    const message = (content: string) => ({ msgtype: 'markdown', markdown: { content } });

    expect(await answerTo(url, message('x'))).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await answerTo(`${url}x`, message('x'))).toMatchObject({ errcode: 93_000 });
    expect(await answerTo(url, message('界'.repeat(1366)))).toMatchObject({ errcode: 40_058 });
  });

  it('are as strict as documented: Slack', async () => {
    const { url } = standIns.summary.notify.slack;
    const header = (text: string) => ({
      text: 't',
      blocks: [{ type: 'header', text: { type: 'plain_text', text } }],
    });

    expect(await post(url, header('x'))).toEqual({ status: 200, text: 'ok' });
    expect(await post(url, header('x'.repeat(151)))).toEqual({ status: 400, text: 'invalid_blocks' });
    expect(await post(url, {})).toEqual({ status: 400, text: 'no_text' });
    expect(await post(`${url}x`, header('x'))).toEqual({ status: 404, text: 'no_service' });
  });

  it('are as strict as documented: the receiver of signed webhooks', async () => {
    const { url, secret = '' } = standIns.summary.notify.webhook;
    const at = Math.floor(Date.now() / 1000);
    const signature = (text: string) => ({
      'webhook-id': 'id-1',
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${hmac(secret, `id-1.${at}.${text}`)}`,
    });

    expect(await post(url, { a: 1 }, signature('{"a":1}'))).toMatchObject({ status: 204 });
    expect(await post(url, { a: 2 }, signature('{"a":1}'))).toMatchObject({ status: 401 });
    expect(await post(url, { a: 1 })).toMatchObject({ status: 401 });
    expect(standIns.notify.inbox.messages('webhook')).toEqual([
      { kind: 'webhook', body: { a: 1 }, webhookId: 'id-1' },
    ]);
  });

  it('tell over the control endpoint what they took, and forget it', async () => {
    const control = new Control(standIns);
    await post(standIns.summary.notify.slack.url, { text: 'x' });

    expect(await control.arrange('notify', 'inbox', { kind: 'slack' })).toEqual([
      { kind: 'slack', body: { text: 'x' } },
    ]);
    expect(await control.audit({ service: 'notify' })).toContainEqual(
      expect.objectContaining({ operation: 'slack', status: 200, effect: 'took a message' }),
    );
    await control.arrange('notify', 'clear');
    expect(standIns.notify.inbox.messages()).toEqual([]);
  });
});

import { createHash, createHmac, randomUUID } from 'node:crypto';
import { ListUsersRequest } from '@alicloud/ram20150501';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, startAlibaba, type AlibabaHarness } from './alibaba-harness';

let alibaba: AlibabaHarness;
beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(() => alibaba.stop());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Draft {
  query: string;
  body: string;
  headers: Record<string, string>;
}

/** A signed CreateUser as the documentation describes the signature, and what to spoil once it is signed. */
async function sendSigned(draft: Partial<Draft> = {}, spoil: (draft: Draft) => void = () => undefined) {
  const url = new URL(alibaba.endpoints.ram);
  const { query = '', body = 'UserName=mgw-photos' } = draft;
  const headers: Record<string, string> = {
    host: url.host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': 'CreateUser',
    'x-acs-version': '2015-05-01',
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': sha256(body),
    ...draft.headers,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    '/',
    query,
    names.map((name) => `${name}:${headers[name]}\n`).join(''),
    names.join(';'),
    headers['x-acs-content-sha256'],
  ].join('\n');
  const { accessKeyId, accessKeySecret } = alibaba.keys;
  const signature = createHmac('sha256', accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  headers['authorization'] =
    `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const sent: Draft = { query, body, headers };
  spoil(sent);
  const target = sent.query === '' ? url : `${url.href}?${sent.query}`;
  const answer = await fetch(target, { method: 'POST', headers: sent.headers, body: sent.body });
  return { status: answer.status, ...((await answer.json()) as { Code?: string }) };
}

const mismatch = { status: 400, Code: 'SignatureDoesNotMatch' };

describe('ACS3 signatures at the RAM stand-in', () => {
  it('are believed when they cover the request, parameters in body and query alike', async () => {
    expect(await sendSigned()).toMatchObject({ status: 200 });
    expect(await sendSigned({ query: 'UserName=by-query', body: '' })).toMatchObject({ status: 200 });
    expect(alibaba.effects('ram')).toEqual(['created user mgw-photos', 'created user by-query']);
  });

  it.each<[string, (draft: Draft) => void]>([
    ['another body', (draft) => void (draft.body = 'UserName=intruder')],
    ['a parameter more in the query', (draft) => void (draft.query = 'UserName=intruder')],
    ['another action', ({ headers }) => void (headers['x-acs-action'] = 'DeleteUser')],
    ['another nonce', ({ headers }) => void (headers['x-acs-signature-nonce'] = 'other')],
    ['another content type', ({ headers }) => void (headers['content-type'] = 'text/plain')],
    [
      'another body with its hash',
      (draft) => {
        draft.body = 'UserName=intruder';
        draft.headers['x-acs-content-sha256'] = sha256(draft.body);
      },
    ],
  ])('are refused with %s', async (_, spoil) => {
    expect(await sendSigned({}, spoil)).toMatchObject(mismatch);
    expect(alibaba.effects('ram')).toEqual([]);
  });

  it('are refused when an x-acs header is added that they do not cover', async () => {
    const answer = await sendSigned({}, ({ headers }) => void (headers['x-acs-extra'] = '1'));
    expect(answer).toMatchObject({ status: 400, Code: 'IncompleteSignature' });
  });

  it('are refused where there is none, or one of another kind', async () => {
    const none = await sendSigned({}, ({ headers }) => void delete headers['authorization']);
    expect(none).toMatchObject({ status: 400, Code: 'IncompleteSignature' });
    const other = await sendSigned({}, ({ headers }) => void (headers['authorization'] = 'OSS a:b'));
    expect(other).toMatchObject({ status: 400, Code: 'IncompleteSignature' });
  });

  it('are good once', async () => {
    const nonce = { 'x-acs-signature-nonce': 'once' };
    expect(await sendSigned({ headers: nonce })).toMatchObject({ status: 200 });
    const again = await sendSigned({ headers: nonce, body: 'UserName=other' });
    expect(again).toMatchObject({ status: 400, Code: 'SignatureNonceUsed' });
  });

  it('do not use up a nonce when they are refused', async () => {
    const headers = { 'x-acs-signature-nonce': 'once' };
    await sendSigned({ headers }, (draft) => void (draft.body = 'UserName=intruder'));
    expect(await sendSigned({ headers })).toMatchObject({ status: 200 });
  });

  it.each([
    ['2020-01-01T00:00:00Z', 'InvalidTimeStamp.Expired'],
    ['yesterday', 'InvalidTimeStamp.Format'],
  ])('are refused with the date %s', async (date, Code) => {
    expect(await sendSigned({ headers: { 'x-acs-date': date } })).toMatchObject({ status: 400, Code });
  });

  it('of the SDK are refused when the service has another time, or the secret is wrong', async () => {
    const list = (client = alibaba.ram()) => client.listUsers(new ListUsersRequest({}));
    alibaba.context.clocks.skew(16 * 60, 'ram');
    expect(await refusal(list())).toEqual({ code: 'InvalidTimeStamp.Expired', status: 400 });
    alibaba.context.clocks.skew(14 * 60, 'ram');
    expect((await list()).statusCode).toBe(200);
    const wrong = alibaba.ram({ ...alibaba.keys, accessKeySecret: 'wrong' });
    expect(await refusal(list(wrong))).toEqual({ code: 'SignatureDoesNotMatch', status: 400 });
    const unknown = alibaba.ram({ ...alibaba.keys, accessKeyId: 'LTAIunknown' });
    expect(await refusal(list(unknown))).toEqual({ code: 'InvalidAccessKeyId.NotFound', status: 404 });
  });

  it('do not make an unknown action or version known', async () => {
    const unknown = { code: 'InvalidAction.NotFound', status: 404 };
    expect(await refusal(alibaba.callRam('MakeCoffee', {}))).toEqual(unknown);
    expect(await refusal(alibaba.callRam('CreateUser', {}, { version: '2019-08-15' }))).toEqual(unknown);
    expect(await refusal(alibaba.callRam('toString', {}))).toEqual(unknown);
  });
});

describe('faults at the RAM stand-in', () => {
  it('throttle as the gateway does', async () => {
    alibaba.context.faults.add({ service: 'ram', kind: 'throttle', operation: 'ListUsers' });
    const call = () => alibaba.ram().listUsers(new ListUsersRequest({}));
    const error = await call().then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect([error?.name, (error as { code?: string } | undefined)?.code]).toEqual([
      'ThrottlingError',
      'Throttling.User',
    ]);
    expect((await call()).statusCode).toBe(200);
  });

  it('lose an answer after the call took effect, matched by action and user', async () => {
    alibaba.context.faults.add({
      service: 'ram',
      kind: 'reset',
      when: 'after',
      operation: 'CreateAccessKey',
      resource: 'mgw-photos',
    });
    alibaba.arrange('ram', 'create-user', { name: 'mgw-photos' });
    await expect(alibaba.callRam('CreateAccessKey', { UserName: 'mgw-photos' })).rejects.toThrow(
      /ECONNRESET|socket hang up/,
    );
    const keys = await alibaba.callRam('ListAccessKeys', { UserName: 'mgw-photos' });
    expect(keys['AccessKeys']?.['AccessKey']).toHaveLength(1);
  });
});

import { englishLeft } from '../../english-left';
import { SessionCookies } from '../../../worker/codec-endpoint/session-cookie';
import { makeCodecToken, type CodecToken } from '../../../configuration/settings/codec-tokens';
import { encrypted, jsonPayload, li, ORIGIN, PUBLIC_URL, startEndpoint, zhang } from './endpoint';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
beforeEach(async () => {
  endpoint = await startEndpoint();
});
afterEach(() => endpoint.close());

const OWN_ORIGIN = new URL(PUBLIC_URL).origin;

/** Enters a token on the page. */
function enter(token: string, origin: string | null = OWN_ORIGIN, headers: Record<string, string> = {}) {
  return endpoint.post('/codec/sign-in', new URLSearchParams({ token }).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: null,
    Origin: origin,
    ...headers,
  });
}

/** The cookie that an answer sets, as browsers send it back. */
function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0]!;
}

describe('the sign-in page', () => {
  it('asks for a token, and loads, runs and tells nobody anything', async () => {
    const response = await fetch(`${endpoint.url}/codec/sign-in`);
    const page = await response.text();

    expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
    expect(page).toContain('<input type="password" name="token"');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*frame-ancestors 'none'$/,
    );
    expect(page).not.toMatch(/<script|src=|href=/);
  });

  it('is in the language of the browser', async () => {
    const headers = { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    const page = await (await fetch(`${endpoint.url}/codec/sign-in`, { headers })).text();
    expect(page).toMatch(/<html lang="zh-CN">[^]*登录/);
    expect(englishLeft(page.replace(/<style>[^]*<\/style>|<[^>]*>/g, '\n'))).toEqual([]);
    const refused = await enter('another', OWN_ORIGIN, headers);
    expect(await refused.text()).toContain('此处没有该令牌');
  });

  it('takes a token of the configuration and lets the Web UI decode in its name', async () => {
    const response = await enter(zhang.secret.reveal());

    expect(response.status).toBe(303);
    const attributes = response.headers.get('set-cookie')!.split('; ');
    expect(attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/codec', 'Max-Age=43200']),
    );
    const Cookie = cookieOf(response);
    expect(Cookie).not.toContain(zhang.secret.reveal());
    expect(endpoint.log.at(-1)).toMatchObject({ message: 'Codec endpoint: zhang.min signed in' });

    const signedIn = await fetch(`${endpoint.url}/codec/sign-in`, { headers: { Cookie } });
    expect(await signedIn.text()).toContain('Signed in as <strong>zhang.min</strong> for another 12 h');
    const payloads = await encrypted('photos');
    const asked = { Authorization: null, Origin: ORIGIN, Cookie: `other=1; ${Cookie}` };
    const decoded = await endpoint.post('/codec/decode', { payloads }, asked);
    expect(await decoded.json()).toEqual({ payloads: [jsonPayload('photos')] });
    expect(endpoint.log.at(-1)).toMatchObject({ meta: { caller: 'zhang.min', via: 'sign-in' } });
  });

  it('refuses a token that nobody has, with a page that says so', async () => {
    const response = await enter('x'.repeat(43));

    expect(response.status).toBe(401);
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(await response.text()).toContain('This token is not known here.');
  });

  it.each([ORIGIN, 'https://evil.example.com', null])(
    'takes nothing that a page of %s sends',
    async (origin) => {
      const response = await enter(li.secret.reveal(), origin);

      expect(response.status).toBe(403);
      expect(response.headers.has('set-cookie')).toBe(false);
      expect(await response.text()).toContain(`Open this page at ${OWN_ORIGIN}`);
    },
  );

  it('is slow for who goes on trying', async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, async () => (await enter('wrong')).status));

    expect(statuses).toContain(429);
    // Behind a proxy everybody has one address.
    expect((await enter(li.secret.reveal())).status).toBe(303);
  });

  it('signs out', async () => {
    const response = await endpoint.post('/codec/sign-out', '', { Origin: OWN_ORIGIN });

    expect(response.status).toBe(303);
    expect(response.headers.get('set-cookie')).toMatch(/^ks3-oss-prep-codec=; Max-Age=0;/);
    const elsewhere = await endpoint.post('/codec/sign-out', '', { Origin: ORIGIN });
    expect(elsewhere.status).toBe(403);
  });
});

describe('the cookie', () => {
  it('counts only with the Web UI as its origin', async () => {
    const Cookie = cookieOf(await enter(li.secret.reveal()));

    const statuses = [];
    for (const Origin of [ORIGIN, null, 'https://evil.example.com']) {
      const asked = { Authorization: null, Cookie, Origin };
      statuses.push((await endpoint.post('/codec/decode', { payloads: [] }, asked)).status);
    }
    expect(statuses).toEqual([200, 401, 403]);
  });

  const now = 1_800_000_000_000;
  const opened = (tokens = [li]) => new SessionCookies(tokens, PUBLIC_URL, () => now).open(li).split(';')[0]!;

  it.each<[string, string, CodecToken[], number]>([
    ['after twelve hours', opened(), [li], now + 12 * 3_600_000],
    ['when the token is taken away', opened(), [zhang], now],
    ['when the token is replaced', opened(), [makeCodecToken('li.wei')], now],
    [
      'with another name',
      opened().replace(/=[^.]+/, `=${Buffer.from('zhang.min').toString('base64url')}`),
      [li, zhang],
      now,
    ],
    ['with a later time', opened().replace(/\.\d+\./, `.${now * 2}.`), [li], now],
    ['with another proof', `${opened().slice(0, -2)}AA`, [li], now],
    ['without a proof', opened().replace(/[^.]*$/, ''), [li], now],
    ['that is empty', 'ks3-oss-prep-codec=', [li], now],
    ['that is another one', 'session=1', [li], now],
  ])('does not hold %s', (_, cookie, tokens, at) => {
    const sessions = new SessionCookies(tokens, PUBLIC_URL, () => at);

    expect(sessions.read(cookie)).toBeNull();
  });

  it('holds until then, at any worker with the same tokens', () => {
    const sessions = new SessionCookies([zhang, li], PUBLIC_URL, () => now + 12 * 3_600_000 - 1);

    expect(sessions.read(opened())).toEqual({ name: 'li.wei', expires: now + 12 * 3_600_000 });
  });

  it('goes over plain http on this machine alone', () => {
    const local = new SessionCookies([li], 'http://127.0.0.1:9090/codec').open(li);

    expect(local).not.toContain('Secure');
    expect(new SessionCookies([li], PUBLIC_URL).open(li)).toContain('Secure');
  });
});

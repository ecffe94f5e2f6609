import { createHash } from 'node:crypto';
import { li, startEndpoint } from '../codec-endpoint/endpoint';
import { PREPARED } from '../../presentation/report/results';
import type { FoundResult } from '../../../provisioning/trust/finished-run';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
let found: FoundResult | Error;
let asked: (string | undefined)[];

beforeEach(async () => {
  found = { kind: 'result', result: PREPARED };
  asked = [];
  endpoint = await startEndpoint({
    readResult: (workflowId, runId) => {
      asked = [workflowId, runId];
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
  });
});
afterEach(() => endpoint.close());

const AUTHORIZED = { Authorization: `Bearer ${li.secret.reveal()}` };
const get = (path: string, headers: Record<string, string> = AUTHORIZED) =>
  fetch(`${endpoint.url}/codec/reports/${path}`, { headers });

describe('a report', () => {
  it.each([
    ['', 'text/html; charset=utf-8', '<!doctype html>'],
    ['?format=html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['?format=md', 'text/markdown; charset=utf-8', '# Preparation of KS3 bucket photos'],
    ['?format=text', 'text/plain; charset=utf-8', 'Migration job form'],
    ['?format=csv', 'text/csv; charset=utf-8', '\u{FEFF}Section,Item,Value,Objects,Bytes\r\n'],
    ['?format=csv&language=zh', 'text/csv; charset=utf-8', '\u{FEFF}部分,项目,值,对象数,字节数\r\n'],
    ['?format=json', 'application/json', '{\n  "outcome": "prepared"'],
  ])('is served with %s', async (query, type, begins) => {
    const response = await get(`prepare/photos${query}`);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(
      Buffer.from(await response.arrayBuffer())
        .toString('utf8')
        .startsWith(begins),
    ).toBe(true);
    expect(asked).toEqual(['prepare/photos', undefined]);
  });

  it('runs, loads and frames nothing, and is kept nowhere', async () => {
    const { headers } = await get('prepare%2Fphotos?run=run-1&language=zh');

    expect(asked).toEqual(['prepare/photos', 'run-1']);
    expect(headers.get('content-language')).toBe('zh');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/);
    expect(policy).not.toContain('script-src');
  });

  it('allows the style of the page, which is all that it needs', async () => {
    const response = await get('prepare/photos');
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(await response.text()) ?? [];

    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}';`);
  });

  it('is logged with the name of the caller, and without the token', async () => {
    await get('prepare/photos');

    const line = endpoint.log.find(({ message }) => message === 'Codec endpoint: report for li.wei');
    expect(line?.meta).toMatchObject({ operation: 'report', workflowId: 'prepare/photos', format: 'html' });
    expect(JSON.stringify(endpoint.log.map(({ message, meta }) => [message, meta]))).not.toContain(
      li.secret.reveal(),
    );
  });
});

describe('no report is served', () => {
  it.each([
    ['prepare/photos', {}, 'prepare/photos'],
    ['prepare%2Fphotos?format=pdf', AUTHORIZED, 'prepare/photos'],
    ['prepare/photos%', AUTHORIZED, 'prepare/photos%'],
  ])('without a line in the log that names the run: %s', async (path, headers, workflowId) => {
    found = { kind: 'unknown run' };
    await get(path, headers);
    const refused = endpoint.log.filter(({ message }) => message.startsWith('Codec endpoint: refused'));
    expect(refused).toMatchObject([{ meta: { workflowId } }]);
  });

  it.each([
    ['without a token', {}],
    ['with another token', { Authorization: `Bearer ${'x'.repeat(43)}` }],
    ['with a cookie that nobody signed', { Cookie: 'ks3-oss-prep-codec=bGkud2Vp.9999999999999.x' }],
  ])('%s', async (_, headers) => {
    const response = await get('prepare/photos', headers);

    expect(response.status).toBe(401);
    expect(asked).toEqual([]);
  });

  it.each([
    ['unknown run', 404, 'There is no run prepare/photos'],
    ['open', 409, 'has not ended'],
    ['no result', 404, 'run=RUN-ID'],
    ['not authentic', 422, 'No known worker signed'],
  ] as const)('of a run with %s', async (kind, status, message) => {
    found = { kind };
    const response = await get('prepare/photos');

    expect(response.status).toBe(status);
    expect(await response.text()).toContain(message);
  });

  it('in a format or language that there is not', async () => {
    expect(await (await get('prepare/photos?format=pdf')).text()).toContain('There is no format \\"pdf\\"');
    const response = await get('prepare/photos?language=%E2%80%AEfr');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('u{202E}fr');
  });

  it('if the Temporal server does not answer, and its message is not passed on', async () => {
    found = new Error('zebra-quagga');
    const response = await get('prepare/photos?language=zh');

    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain('无法从 Temporal 服务器读取结果');
    expect(text).not.toContain('zebra-quagga');
  });
});

it('is open to whoever signed in on the page', async () => {
  const form = new URLSearchParams({ token: li.secret.reveal() });
  const signedIn = await fetch(`${endpoint.url}/codec/sign-in`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { Origin: 'https://codec.example.com' },
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';

  expect((await get('prepare/photos', { Cookie: cookie })).status).toBe(200);
  const decode = await endpoint.post('/codec/decode', {}, { Authorization: null, Cookie: cookie });
  expect(decode.status).toBe(401);
});

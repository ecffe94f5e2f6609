import { Secret } from '../../../contracts/credentials/secret';
import { queryText, signedHeaders, type UnsignedRequest } from '../../../clouds/mgw/mgw-signature';

interface Captured extends UnsignedRequest {
  readonly time: string;
  readonly sentQuery: string;
  readonly contentMd5: string | undefined;
  readonly signature: string;
}

/** Requests of the Python SDK 1.0.8 (`alibabacloud-hcs-mgw20240626`), captured with AccessKey `AK` and secret `SK`. */
const CAPTURED: readonly Captured[] = [
  {
    method: 'GET',
    path: '/address/src-a',
    query: { verify: '' },
    body: undefined,
    time: '2026-11-28T06:29:30Z',
    sentQuery: 'verify=',
    contentMd5: undefined,
    signature: 'ffd45e2d6913eefb36db7c9a626d52ce5fe5648f9217f141f1e4995504aee6af',
  },
  {
    method: 'GET',
    path: '/addresslist',
    query: { count: '5', marker: 'x/y z' },
    body: undefined,
    time: '2026-11-28T06:29:31Z',
    sentQuery: 'count=5&marker=x%2Fy%20z',
    contentMd5: undefined,
    signature: '9bd26d195282726810cdb74a898e53ac8a77b8ecf59be6eab0164175305b4008',
  },
  {
    method: 'PUT',
    path: '/job/j1',
    query: {},
    body: '<?xml version="1.0" encoding="utf-8"?><ImportJob><Status>IMPORT_JOB_LAUNCHING</Status></ImportJob>',
    time: '2026-11-28T06:29:31Z',
    sentQuery: '',
    contentMd5: 'mXZdIak1qC4u3QeNw/+6gQ==',
    signature: '7f2a328cf377266110def00370a22f6a7391712de17989f9c7411934b2031358',
  },
];

const identity = { accessKeyId: 'AK', accessKeySecret: new Secret('SK') };

it.each(CAPTURED)('signs $method $path as the Python SDK does', ({ time, ...request }) => {
  const headers = signedHeaders(request, identity, 'cn-beijing', new Date(time));
  expect(headers).toMatchObject({
    authorization: `OSS4-HMAC-SHA256 Credential=AK/20261128/cn-beijing/oss/aliyun_v4_request, Signature=${request.signature}`,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
  });
  expect(headers['content-md5']).toBe(request.contentMd5);
  expect(headers['content-type']).toBe(request.body === undefined ? undefined : 'application/xml');
  expect(queryText(request.query)).toBe(request.sentQuery);
});

it('signs the query in the order of its names, and the token of temporary credentials', () => {
  const sign = (query: Record<string, string>, token?: string) =>
    signedHeaders(
      { method: 'GET', path: '/job/j1', query, body: undefined },
      { ...identity, securityToken: token === undefined ? undefined : new Secret(token) },
      'cn-beijing',
      new Date(CAPTURED[0]!.time),
    );
  const ordered = sign({ jobResult: '', runtimeId: '1' });
  expect(sign({ runtimeId: '1', jobResult: '' })['authorization']).toBe(ordered['authorization']);
  const temporary = sign({ jobResult: '', runtimeId: '1' }, 'token-of-sts');
  expect(temporary['x-oss-security-token']).toBe('token-of-sts');
  expect(temporary['authorization']).not.toBe(ordered['authorization']);
});

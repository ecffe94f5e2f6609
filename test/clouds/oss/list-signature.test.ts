import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OssListSigner } from '../../../clouds/oss/list-signature';
import { escapeQuery } from '../../../clouds/http/escape-query';
import { Secret } from '../../../contracts/credentials/secret';

interface SignUtils {
  authorizationV4(
    accessKeyId: string,
    accessKeySecret: string,
    region: string,
    method: string,
    request: { headers: Record<string, string>; queries: Record<string, string> },
    bucketName: string,
    objectName: string,
  ): string;
}
// What the SDK of Alibaba Cloud signs its own requests with; it is not part of its types.
const sdk = require('ali-oss/lib/common/signUtils') as SignUtils;

const aKey = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const aRequest = fc.record({
  startAfter: aKey,
  prefix: aKey,
  object: fc.option(
    aKey.filter((key) => key !== ''),
    { nil: null },
  ),
  region: fc.constantFrom('cn-beijing', 'cn-hangzhou'),
  token: fc.option(fc.string({ unit: fc.constantFrom('a', 'Z', '0', '+', '/', '='), minLength: 1 }), {
    nil: undefined,
  }),
  at: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
});

const signerOf = (region: string, token?: string) =>
  new OssListSigner({
    accessKeyId: 'LTAI1',
    accessKeySecret: new Secret('s3cret'),
    securityToken: token === undefined ? undefined : new Secret(token),
    region,
    bucket: 'photos-oss',
  });

describe('the signature of an OSS request for a page or for the headers of an object', () => {
  it('is the one that the SDK of Alibaba Cloud makes', () => {
    fc.assert(
      fc.property(aRequest, ({ startAfter, prefix, object, region, token, at }) => {
        const method = object === null ? 'GET' : 'HEAD';
        const listing = {
          'encoding-type': 'url',
          'list-type': '2',
          'max-keys': '1000',
          prefix,
          'start-after': startAfter,
        };
        const queries: Record<string, string> = object === null ? listing : {};
        const key = (object ?? '').split('/').map(escapeQuery).join('/');
        const written = Object.entries(queries).map(([name, value]) => `${name}=${escapeQuery(value)}`);
        const own = signerOf(region, token).headers(
          { method, host: 'host', path: `/${key}`, key, query: written.join('&') },
          at,
        );
        const { authorization, host, ...headers } = own;
        const theirs = sdk.authorizationV4(
          'LTAI1',
          's3cret',
          region,
          method,
          { headers, queries },
          'photos-oss',
          object ?? '',
        );
        expect({ authorization, host }).toEqual({
          authorization: theirs.replace(',Signature', ', Signature'),
          host: 'host',
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is made with the key of its own day', () => {
    const signer = signerOf('cn-beijing');
    const at = (time: string) =>
      signer.headers({ method: 'GET', host: 'host', path: '/', key: '', query: '' }, new Date(time))[
        'authorization'
      ];
    const before = at('2026-03-01T23:59:59Z');
    expect(at('2026-03-02T00:00:00Z')).not.toBe(before);
    expect(at('2026-03-01T23:59:59Z')).toBe(before);
  });
});

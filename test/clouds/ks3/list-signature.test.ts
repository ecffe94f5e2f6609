import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { escapeQuery } from '../../../clouds/http/escape-query';
import { ListSigner } from '../../../clouds/ks3/list-signature';
import { Secret } from '../../../contracts/credentials/secret';

type SourceData = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: SourceData): string | Uint8Array =>
  typeof data === 'string' || data instanceof Uint8Array ? data : new Uint8Array(data as ArrayBuffer);

/** What the SDK's signer asks of a hash. */
class Sha256 {
  readonly #hash;
  constructor(key?: SourceData) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(key));
  }
  update(data: SourceData): void {
    this.#hash.update(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

const aKey = fc.string({ unit: 'grapheme', maxLength: 40 });
const aRequest = fc.record({
  startAfter: aKey,
  prefix: aKey,
  object: fc.option(
    aKey.filter((key) => key !== ''),
    { nil: null },
  ),
  path: fc.constantFrom('/', '/photos'),
  host: fc.constantFrom('photos.ks3-cn-beijing.ksyuncs.com', '127.0.0.1:9000'),
  region: fc.constantFrom('BEIJING', 'JR_BEIJING'),
  token: fc.option(fc.string({ unit: fc.constantFrom('a', 'Z', '0', '+', '/', '='), minLength: 1 }), {
    nil: undefined,
  }),
  at: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
});

describe('the signature of a request for a page or for the headers of an object', () => {
  it('is the one that the SDK’s signer makes', async () => {
    await fc.assert(
      fc.asyncProperty(
        aRequest,
        async ({ startAfter, prefix, object, path: place, host, region, token, at }) => {
          const listing = { 'list-type': '2', 'max-keys': '1000', prefix, 'start-after': startAfter };
          const query: Record<string, string> = object === null ? listing : {};
          const key = object === null ? '' : escapeQuery(object);
          const path = object === null ? place : `${place.replace(/\/$/, '')}/${key}`;
          const method = object === null ? 'GET' : 'HEAD';
          const signer = new ListSigner({
            accessKeyId: 'AKLT1',
            accessKeySecret: new Secret('s3cret'),
            sessionToken: token === undefined ? undefined : new Secret(token),
            region,
          });
          const written = Object.entries(query).map(([name, value]) => `${name}=${escapeQuery(value)}`);
          const own = signer.headers({ method, host, path, key, query: written.join('&') }, at);

          const theirs = await new SignatureV4({
            service: 's3',
            region,
            credentials: {
              accessKeyId: 'AKLT1',
              secretAccessKey: 's3cret',
              ...(token === undefined ? {} : { sessionToken: token }),
            },
            sha256: Sha256,
            uriEscapePath: false,
          }).sign(
            { method, protocol: 'https:', hostname: host, path, query, headers: { host } },
            { signingDate: at },
          );
          expect(own).toEqual(theirs.headers);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is made with the key of its own day', () => {
    const signer = new ListSigner({
      accessKeyId: 'AKLT1',
      accessKeySecret: new Secret('s3cret'),
      sessionToken: undefined,
      region: 'BEIJING',
    });
    const at = (time: string) =>
      signer.headers({ method: 'GET', host: 'host', path: '/', key: '', query: '' }, new Date(time))[
        'authorization'
      ];
    const before = at('2026-03-01T23:59:59Z');
    expect(at('2026-03-02T00:00:00Z')).not.toBe(before);
    expect(at('2026-03-01T23:59:59Z')).toBe(before);
  });
});

import dns from 'node:dns';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { startKs3, type Ks3Harness } from '../../standins/ks3/ks3-harness';
import { captureServer } from '../alibaba/capture-server';
import { rejection } from '../alibaba/rejection';
import { closeSources, coded, firstPage, KEY_SECRET, openSource } from './ks3-source';

const { signal } = new AbortController();

let ks3: Ks3Harness;
beforeEach(async () => {
  ks3 = await startKs3();
  ks3.addBucket('photos');
});
afterEach(async () => {
  jest.restoreAllMocks();
  closeSources();
  await ks3.stop();
});

function open(more: Partial<Parameters<typeof openSource>[0]> = {}) {
  const { accessKeyId, accessKeySecret, region } = ks3.ks3;
  return openSource({
    endpoint: ks3.endpoint,
    region,
    accessKeyId,
    accessKeySecret: new Secret(accessKeySecret),
    sessionToken: undefined,
    ...more,
  });
}

/** `photos.localhost` should resolve to this machine, like every name under localhost. */
function resolveToLoopback(): string[] {
  const asked: string[] = [];
  jest.spyOn(dns, 'lookup').mockImplementation(((
    host: string,
    options: object,
    done: (...found: unknown[]) => void,
  ) => {
    asked.push(host);
    const all = (options as { all?: boolean }).all === true;
    done(null, ...(all ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4]));
  }) as never);
  return asked;
}

const onLocalhost = () => ks3.endpoint.replace('127.0.0.1', 'localhost');

describe('where the bucket stands', () => {
  it('is in front of the host, as public KS3 asks for', async () => {
    const asked = resolveToLoopback();
    ks3.ks3.state.switches.pathStyle = 'refuse';
    const source = open({ endpoint: onLocalhost(), pathStyle: false });
    expect(await source.location(signal)).toBe('BEIJING');
    await source.fetchPage({ ...firstPage, prefix: 'a', startAfter: 'a/+ %' }, signal);
    expect(new Set(asked)).toEqual(new Set(['photos.localhost']));
  });

  it('is in the path where the configuration says so', async () => {
    expect(await open({ pathStyle: true }).location(signal)).toBe('BEIJING');
  });

  it('is told where KS3 refuses it in the path', async () => {
    ks3.ks3.state.switches.pathStyle = 'refuse';
    const error = await rejection(open().location(signal));
    expect(error).toMatchObject({ type: 'Ks3PathStyle', effect: 'parked' });
    expect(error.message).toContain('Set path_style');
  });

  it.each(['http://127.0.0.1:1', 'https://192.0.2.1', 'https://[2001:db8::1]', 'http://[::1]:1'])(
    'cannot be in front of the address %s, which is said before anything is sent',
    (endpoint) => {
      expect(() => openSource({ endpoint, pathStyle: false })).toThrow(
        expect.objectContaining({
          type: 'Ks3PathStyle',
          message: expect.stringContaining('Set path_style'),
        }),
      );
    },
  );
});

describe('an endpoint', () => {
  it.each([
    'http://ks3-cn-beijing.ksyuncs.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://ks3-cn-beijing.ksyuncs.com',
    'https://ks3-cn-beijing.ksyuncs.com/photos',
    'https://ks3-cn-beijing.ksyuncs.com?x=1',
    'https://user:password@ks3-cn-beijing.ksyuncs.com',
    'ks3-cn-beijing.ksyuncs.com',
    '',
  ])('%j is refused before anything is sent', (endpoint) => {
    expect(() => openSource({ endpoint })).toThrow(expect.objectContaining({ type: 'Ks3WrongEndpoint' }));
  });

  it('that holds a password does not repeat it', () => {
    const endpoint = `https://user:${encodeURIComponent(KEY_SECRET)}@ks3-cn-beijing.ksyuncs.com`;
    expect(() => openSource({ endpoint })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(encodeURIComponent(KEY_SECRET)) }),
    );
  });
});

describe('a region', () => {
  it.each(['JR_BEIJING', 'GOV_BEIJING', 'BEIJING', 'SHANGHAI', 'us-east-1'])(
    '%s is signed for as it is',
    async (region) => {
      const elsewhere = await startKs3({ region });
      try {
        elsewhere.addBucket('photos');
        const { accessKeyId, accessKeySecret } = elsewhere.ks3;
        const source = open({
          endpoint: elsewhere.endpoint,
          region,
          accessKeyId,
          accessKeySecret: new Secret(accessKeySecret),
        });
        expect(await source.location(signal)).toBe(region);
      } finally {
        await elsewhere.stop();
      }
    },
  );

  it('that is not the endpoint’s is told', async () => {
    const error = await rejection(open({ region: 'SHANGHAI' }).fetchPage(firstPage, signal));
    expect(error).toMatchObject({ type: 'Ks3WrongRegion', effect: 'restart' });
    expect(error.message).toContain('region SHANGHAI');
  });
});

describe('a redirect', () => {
  it.each(['xml', 'empty'] as const)(
    'with a body that is %s names the right endpoint, and nothing is sent there',
    async (redirectBody) => {
      const home = await captureServer(() => ({ status: 200 }));
      try {
        ks3.ks3.state.switches.redirectBody = redirectBody;
        ks3.ks3.state.buckets.get('photos').homeEndpoint = home.endpoint;
        const source = open();
        for (const call of [
          source.fetchPage(firstPage, signal),
          source.location(signal),
          source.readSample('a.jpg', signal),
        ]) {
          const error = await rejection(call);
          expect(error).toMatchObject({
            type: 'Ks3WrongRegion',
            effect: 'restart',
            context: { status: 307 },
          });
          expect(error.message).toContain('KS3 names 127.0.0.1');
        }
        expect(home.requests).toEqual([]);
      } finally {
        await home.stop();
      }
    },
  );

  it.each(['xml', 'empty'] as const)(
    '(%s) names the host without the bucket in front of it',
    async (redirectBody) => {
      ks3.ks3.state.switches.redirectBody = redirectBody;
      ks3.ks3.state.buckets.get('photos').homeEndpoint = 'https://ks3-cn-shanghai.ksyuncs.com';
      const error = await rejection(open().fetchPage(firstPage, signal));
      expect(error.message).toContain('KS3 names ks3-cn-shanghai.ksyuncs.com.');
    },
  );

  it.each([
    ['<Endpoint>ks3-cn-shanghai.ksyuncs.com</Endpoint>', 'KS3 names ks3-cn-shanghai.ksyuncs.com.'],
    ['<Region>SHANGHAI</Region>', 'KS3 names SHANGHAI.'],
    ['', 'KS3 does not say which is right.'],
  ])('without a Location is told by its document (%j)', async (body, said) => {
    const server = await captureServer(() => coded(301, 'PermanentRedirect', { body }));
    try {
      const error = await rejection(openSource({ endpoint: server.endpoint }).location(signal));
      expect(error.message).toContain(said);
    } finally {
      await server.stop();
    }
  });
});

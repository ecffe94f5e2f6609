import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { startKs3, type Ks3Harness } from '../../standins/ks3/ks3-harness';
import { rejection } from '../alibaba/rejection';
import { closeSources, firstPage, openSource } from './ks3-source';

const { signal } = new AbortController();

const AWKWARD = [
  'plain.jpg',
  ' leading and trailing ',
  'a+b%2F&c=d?e#f.txt',
  '100%',
  '<key attr="1">',
  '照片/中文.jpg',
  'emoji-😀',
  'private-\uE000-\uFFFD',
  'tab\tand\nnew\rline',
  'control-\u0001',
  'a//b///',
  '/leading',
  'dots/../up/./here',
  "quote'(1)!*",
];

let ks3: Ks3Harness;
beforeAll(async () => {
  ks3 = await startKs3();
  ks3.addBucket('photos');
  for (const key of AWKWARD) {
    ks3.ks3.arrange?.('put-object', { bucket: 'photos', key, size: 3 });
  }
  ks3.ks3.arrange?.('put-object', { bucket: 'photos', key: 'empty', size: 0 });
  ks3.ks3.arrange?.('put-object', { bucket: 'photos', key: 'frozen', size: 3, storageClass: 'ARCHIVE' });
});
afterEach(() => {
  closeSources();
  ks3.context.faults.clear();
  ks3.context.clocks.skew(0);
});
afterAll(() => ks3.stop());

function open(keys: { accessKeyId: string; accessKeySecret: string } = ks3.ks3) {
  return openSource({
    endpoint: ks3.endpoint,
    accessKeyId: keys.accessKeyId,
    accessKeySecret: new Secret(keys.accessKeySecret),
    sessionToken: undefined,
  });
}

const lastCall = () => ks3.context.audit.entries().at(-1);

describe('reading a sample', () => {
  it.each(AWKWARD)('reads the object %j itself', async (key) => {
    await open().readSample(key, signal);
    expect(lastCall()).toMatchObject({ operation: 'GetObject', resource: `photos/${key}`, status: 206 });
  });

  it('takes the refusal of a range of an empty object for a proof', async () => {
    await open().readSample('empty', signal);
    expect(lastCall()).toMatchObject({ status: 416 });
  });

  it('takes an object that is gone since it was listed for a proof', async () => {
    await open().readSample('gone', signal);
    expect(lastCall()).toMatchObject({ status: 404 });
  });

  it('tells an archived object by its code', async () => {
    expect(await rejection(open().readSample('frozen', signal))).toMatchObject({
      context: { code: 'InvalidObjectState' },
    });
  });

  it('tells a key that may list but not read', async () => {
    const keys = ks3.ks3.arrange?.('create-key', { denied: ['GetObject'] });
    const source = open(keys as never);
    expect(await source.location(signal)).toBe('BEIJING');
    expect(await rejection(source.readSample('plain.jpg', signal))).toMatchObject({
      type: 'Ks3AccessDenied',
    });
  });
});

describe('the location', () => {
  it('is empty where KS3 writes it without a namespace, which the SDK cannot read', async () => {
    ks3.ks3.state.switches.locationNamespace = false;
    try {
      expect(await open().location(signal)).toBe('');
    } finally {
      ks3.ks3.state.switches.locationNamespace = true;
    }
  });
});

describe('a page', () => {
  it('is asked for by what it is to begin after, encoded, without a delimiter', async () => {
    const { body, requests, requestId } = await open().fetchPage(
      { prefix: '照片/', startAfter: '照片/a+b %', maxKeys: 7 },
      signal,
    );
    const page = Buffer.from(body).toString();
    expect(page).toContain('<MaxKeys>7</MaxKeys>');
    expect(page).toContain(
      `<StartAfter>${encodeURIComponent('照片/').replace('%2F', '/')}a%2Bb+%25</StartAfter>`,
    );
    expect(page).toContain('<EncodingType>url</EncodingType>');
    expect(page).not.toContain('<Delimiter>');
    expect(page).toMatch(/<\/ListBucketResult>$/);
    expect(requests).toBe(1);
    expect(requestId).toBe(lastCall()?.requestId);
  });

  it('is the bytes of its own answer, also among many at the same time', async () => {
    const source = open();
    const sizes = Array.from({ length: 20 }, (_, n) => n + 1);
    const pages = await Promise.all(
      sizes.map((maxKeys) => source.fetchPage({ ...firstPage, maxKeys }, signal)),
    );
    pages.forEach(({ body }, at) =>
      expect(Buffer.from(body).toString()).toContain(`<MaxKeys>${sizes[at]}</MaxKeys>`),
    );
  });

  it('whose body ends early is asked for again', async () => {
    ks3.fault({ kind: 'cut', times: 1 });
    const { body, requests } = await open().fetchPage(firstPage, signal);
    expect(requests).toBe(2);
    expect(Buffer.from(body).toString()).toMatch(/<\/ListBucketResult>$/);
  });

  it('whose body always ends early is an outage', async () => {
    ks3.fault({ kind: 'cut', times: 0 });
    expect(await rejection(open().fetchPage(firstPage, signal))).toMatchObject({ type: 'Ks3Unavailable' });
  });

  it('comes although the clocks differ by an hour: the SDK learns the store’s', async () => {
    ks3.context.clocks.skew(3600);
    const { requests } = await open().fetchPage(firstPage, signal);
    expect(requests).toBe(2);
  });
});

describe('a wrong AccessKey', () => {
  it.each([
    ['an ID that KS3 does not know', { accessKeyId: 'AKLTnobody' }, 'Ks3InvalidAccessKey'],
    ['a secret that is another’s', { accessKeySecret: 'wrong' }, 'Ks3SignatureMismatch'],
  ])('is told: %s', async (_, wrong, type) => {
    const { accessKeyId, accessKeySecret } = ks3.ks3;
    const source = open({ accessKeyId, accessKeySecret, ...wrong });
    for (const call of [() => source.fetchPage(firstPage, signal), () => source.location(signal)]) {
      expect(await rejection(call())).toMatchObject({ type, effect: 'parked' });
    }
  });
});

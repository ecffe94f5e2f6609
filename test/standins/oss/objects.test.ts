import type OSS from 'ali-oss';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAlibaba, type AlibabaHarness } from '../ram/alibaba-harness';
import { lowLevelRequest, putBucket, refusedByOss } from './oss-calls';

let alibaba: AlibabaHarness;
let oss: OSS;

beforeEach(async () => {
  alibaba = await startAlibaba();
  oss = alibaba.oss(undefined, { bucket: 'photos-oss' });
  await putBucket(oss, 'photos-oss');
});
afterEach(() => alibaba.stop());

const put = (objects: Record<string, string>) =>
  alibaba.arrange('oss', 'put-objects', { bucket: 'photos-oss', objects });

interface ListAnswer {
  objects?: { name: string; size: number }[];
  prefixes?: string[] | null;
  isTruncated: boolean;
  nextMarker?: string;
  nextContinuationToken?: string;
}
const list = async (query: object) => (await oss.list(query as OSS.ListObjectsQuery, {})) as ListAnswer;
const listV2 = async (query: object) =>
  (await (oss as unknown as { listV2(query: object): Promise<unknown> }).listV2(query)) as ListAnswer;

describe('objects of the OSS stand-in', () => {
  it('are put, described, read and deleted', async () => {
    const key = 'probe/照片 1+2&3.txt';
    const answer = await oss.put(key, Buffer.from('probe'), { meta: { run: 'r1' } } as never);
    expect((answer.res.headers as Record<string, string>)['etag']).toBe('"8DA843FF65205A61374B09B81ED0FA35"');
    expect(await oss.head(key)).toMatchObject({ meta: { run: 'r1' } });
    expect(String((await oss.get(key)).content)).toBe('probe');
    await oss.delete(key);
    expect(await refusedByOss(oss.get(key))).toMatchObject({ code: 'NoSuchKey', status: 404 });
    await oss.delete(key);
    expect(alibaba.effects('oss')).toEqual([
      'created bucket photos-oss in cn-beijing, private',
      `put object photos-oss/${key}, 5 bytes`,
      `deleted object photos-oss/${key}`,
    ]);
  });

  it('missing at HEAD carry the error in headers, as there is no body', async () => {
    const call = lowLevelRequest(oss, {
      method: 'HEAD',
      bucket: 'photos-oss',
      object: 'missing',
      successStatuses: [200, 404],
    });
    const { headers } = ((await call) as { res: { headers: Record<string, string> } }).res;
    expect(headers['x-oss-ec']).toBe('0026-00000001');
    const document = Buffer.from(headers['x-oss-err'] ?? '', 'base64').toString();
    expect(document).toContain('<Code>NoSuchKey</Code>');
  });

  it.each(['/leading', '\\leading', 'k'.repeat(1024)])('refuse the key %s', async (key) => {
    const call = lowLevelRequest(oss, {
      method: 'PUT',
      bucket: 'photos-oss',
      object: key,
      content: 'x',
      successStatuses: [200],
    });
    expect(await refusedByOss(call)).toMatchObject({ code: 'InvalidObjectName', status: 400 });
  });

  it('refuse a body that is not what its MD5 says', async () => {
    const call = oss.put('a', Buffer.from('x'), { headers: { 'Content-MD5': 'AAAAAAAAAAAAAAAAAAAAAA==' } });
    expect(await refusedByOss(call)).toMatchObject({ code: 'InvalidDigest', status: 400 });
  });
});

describe('listings of the OSS stand-in', () => {
  const keys = ['a/1', 'a/2', 'b', 'c/1', 'é', '\u{ff5e}', '\u{1f600}'];
  beforeEach(() => {
    put(Object.fromEntries(keys.map((key) => [key, key])));
  });

  it('come page by page in the order of UTF-8 bytes, version 1', async () => {
    const seen: string[] = [];
    let marker: string | undefined;
    do {
      const page = await list({ 'max-keys': 2, ...(marker && { marker }) });
      seen.push(...(page.objects ?? []).map(({ name }) => name));
      marker = page.isTruncated ? page.nextMarker : undefined;
    } while (marker !== undefined);
    expect(seen).toEqual(keys);
  });

  it('come page by page, version 2', async () => {
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await listV2({ 'max-keys': '3', ...(token && { 'continuation-token': token }) });
      seen.push(...(page.objects ?? []).map(({ name }) => name));
      token = page.isTruncated ? page.nextContinuationToken : undefined;
    } while (token !== undefined);
    expect(seen).toEqual(keys);
    const rest = await listV2({ 'max-keys': '1000', 'start-after': 'b' });
    expect(rest.objects?.map(({ name }) => name)).toEqual(keys.slice(3));
  });

  it('gather what a delimiter joins, and count it as one', async () => {
    const page = await list({ 'max-keys': 2, delimiter: '/' });
    expect(page).toMatchObject({ prefixes: ['a/'], isTruncated: true, nextMarker: 'b' });
    expect(page.objects?.map(({ name }) => name)).toEqual(['b']);
    const inside = await list({ 'max-keys': 10, delimiter: '/', prefix: 'a/' });
    expect(inside.objects?.map(({ name, size }) => [name, size])).toEqual([
      ['a/1', 3],
      ['a/2', 3],
    ]);
  });

  it.each(['0', '1001', 'many'])('refuse max-keys=%s', async (maxKeys) => {
    expect(await refusedByOss(list({ 'max-keys': maxKeys }))).toMatchObject({
      code: 'InvalidArgument',
      status: 400,
    });
  });

  it('of buckets come page by page as well', async () => {
    for (const name of ['bucket-a', 'bucket-b']) {
      await putBucket(oss, name);
    }
    const page = async (query: object) =>
      (await oss.listBuckets(query)) as unknown as {
        buckets: { name: string }[];
        isTruncated: boolean;
        nextMarker: string;
      };
    const first = await page({ prefix: 'bucket-', 'max-keys': 1 });
    expect(first).toMatchObject({ buckets: [{ name: 'bucket-a' }], isTruncated: true });
    const second = await page({ prefix: 'bucket-', marker: first.nextMarker });
    expect(second).toMatchObject({ buckets: [{ name: 'bucket-b' }], isTruncated: false });
  });
});

describe('faults at the OSS stand-in', () => {
  it('hit the operation and bucket they name', async () => {
    const rule = { service: 'oss' as const, operation: 'PutBucket', resource: 'photos-*' };
    alibaba.context.faults.add({ ...rule, kind: 'throttle' });
    await putBucket(oss, 'another');
    expect(await refusedByOss(putBucket(oss, 'photos-oss'))).toMatchObject({
      code: 'MetaOperationQpsLimitExceeded',
      status: 503,
    });
    alibaba.context.faults.add({ ...rule, kind: 'reset', when: 'after' });
    expect((await refusedByOss(putBucket(oss, 'photos-2'))).code).toBe('ResponseError');
    await oss.getBucketInfo('photos-2');
  });
});

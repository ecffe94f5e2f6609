import { ListObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { listPage, type Position } from '../../../standins/ks3/listing';
import { MemorySource } from '../../../standins/ks3/sources/memory-source';
import { send, sign } from '../core/signed-request';
import { startKs3, type Ks3Harness } from './ks3-harness';

const object = (key: string, size = key.length) => ({
  key,
  size,
  lastModified: '2026-01-02T03:04:05.000Z',
  storageClass: 'STANDARD',
  etag: 'e',
});
const sourceOf = (keys: readonly string[]) => new MemorySource(keys.map((key) => object(key)));
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const awkward = [
  '/lead', '//', 'a b+c%d', 'a/', 'a/b', 'a/b/', 'a/b/c', 'a0', 'tail/', '<&>"\'', 'tab\tnew\nline\rend',
  '\u0001', '中文/照片.jpg', '中文/视频', 'Ａ', '😀', '\uffff', '\u{10ffff}', '__proto__', '007', ' lead and trail ',
  'x'.repeat(1024), '%2F', '&#13;',
]; // prettier-ignore

/** Walks a listing to its end, in pages of `maxKeys`. */
function walk(source: MemorySource, prefix: string, delimiter: string, maxKeys: number) {
  const [keys, prefixes]: [string[], string[]] = [[], []];
  for (let from: Position | undefined; ;) {
    const page = listPage(source, { prefix, delimiter, maxKeys, from });
    keys.push(...page.contents.map(({ key }) => key));
    prefixes.push(...page.commonPrefixes);
    expect(page.contents.length + page.commonPrefixes.length).toBeLessThanOrEqual(maxKeys);
    if (!page.truncated) {
      return { keys, prefixes };
    }
    from = page.last;
  }
}

/** The expected listing, computed from the set of keys. */
function truth(all: readonly string[], prefix: string, delimiter: string) {
  const [keys, prefixes] = [new Set<string>(), new Set<string>()];
  for (const key of all.filter((candidate) => candidate.startsWith(prefix))) {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (at < 0) {
      keys.add(key);
    } else {
      prefixes.add(key.slice(0, at + delimiter.length));
    }
  }
  return { keys: [...keys].sort(byBytes), prefixes: [...prefixes].sort(byBytes) };
}

describe('listing by pages', () => {
  const piece = fc.constantFrom('a', 'b', '/', '中', '😀', 'Ａ', ' ', '~', '\u{10ffff}');
  const key = fc.string({ unit: piece, minLength: 1, maxLength: 6 });

  it('gives every key once, in the order of UTF-8 bytes, for any keys, prefix, delimiter and page size', () => {
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 40 }),
        fc.oneof(fc.constant(''), key),
        fc.constantFrom('', '/', '中', 'a/'),
        fc.integer({ min: 1, max: 5 }),
        (keys, prefix, delimiter, maxKeys) => {
          expect(walk(sourceOf(keys), prefix, delimiter, maxKeys)).toEqual(truth(keys, prefix, delimiter));
        },
      ),
    );
  });

  it('starts behind any key, whether it exists or not', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 30 }), key, (keys, after) => {
        const page = listPage(sourceOf(keys), {
          prefix: '',
          delimiter: '',
          maxKeys: 1000,
          from: { kind: 'key', text: after },
        });
        const expected = [...new Set(keys)].filter((k) => byBytes(k, after) > 0).sort(byBytes);
        expect(page.contents.map((entry) => entry.key)).toEqual(expected);
      }),
    );
  });
});

describe('listings over the wire', () => {
  let harness: Ks3Harness;
  beforeEach(async () => {
    harness = await startKs3();
    harness.addBucket('photos', sourceOf(awkward));
    harness.addBucket('many', sourceOf(Array.from({ length: 1234 }, (_, i) => `d${i}/${i}`)));
  });
  afterEach(() => harness.stop());

  const raw = async (query: string) =>
    (await send(sign({ endpoint: harness.endpoint, path: `/photos?${query}` }, harness.ks3))).body;
  const keysOf = (xml: string) => [...xml.matchAll(/<Key>(.*?)<\/Key>/g)].map((match) => match[1] ?? '');

  it.each([1, 7, 1000])('reach the unmodified SDK whole, in V2 pages of %i', async (MaxKeys) => {
    const keys: (string | undefined)[] = [];
    for (let ContinuationToken: string | undefined; ;) {
      const page = await harness.client.send(
        new ListObjectsV2Command({ Bucket: 'photos', MaxKeys, ContinuationToken }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      expect(page.KeyCount).toBe(page.Contents?.length);
      expect(page.ContinuationToken).toBe(ContinuationToken);
      ContinuationToken = page.NextContinuationToken;
      if (!page.IsTruncated) {
        break;
      }
    }
    expect(keys).toEqual([...awkward].sort(byBytes));
  });

  it('go on in V1 from the last key, NextMarker coming with a delimiter only', async () => {
    const list = (Marker?: string, Delimiter?: string) =>
      harness.client.send(new ListObjectsCommand({ Bucket: 'many', MaxKeys: 1000, Marker, Delimiter }));
    const first = await list();
    expect(first.IsTruncated).toBe(true);
    expect(first.NextMarker).toBeUndefined();
    const second = await list(first.Contents?.at(-1)?.Key);
    expect(first.Contents?.length).toBe(1000);
    expect(second).toMatchObject({ IsTruncated: false });
    expect(second.Contents?.length).toBe(234);
    const grouped = await list(undefined, '/');
    expect(grouped.CommonPrefixes).toHaveLength(100);
    expect(grouped.NextMarker).toBe(grouped.CommonPrefixes?.at(-1)?.Prefix);
    const next = await list(grouped.NextMarker, '/');
    expect(next.CommonPrefixes?.[0]?.Prefix).not.toBe(grouped.NextMarker);
  });

  it('have 100 entries by default with a delimiter, and at most what the switch says', async () => {
    const count = async (MaxKeys?: number) => {
      const page = await harness.client.send(
        new ListObjectsV2Command({ Bucket: 'many', Delimiter: '/', MaxKeys }),
      );
      return [page.CommonPrefixes?.length, page.MaxKeys];
    };
    expect(await count()).toEqual([100, 100]);
    expect(await count(1000)).toEqual([100, 100]);
    harness.ks3.state.switches.v2DelimiterCap = 1000;
    expect(await count()).toEqual([100, 100]);
    expect(await count(5000)).toEqual([1000, 1000]);
    const flat = await harness.client.send(new ListObjectsV2Command({ Bucket: 'many', MaxKeys: 5000 }));
    expect([flat.Contents?.length, flat.MaxKeys]).toEqual([1000, 1000]);
  });

  it('carry an owner when it is asked for, and ETags unless switched off', async () => {
    const plain = await raw('list-type=2');
    expect(plain).not.toContain('<Owner>');
    expect(plain).toContain('<ETag>&quot;e&quot;</ETag>');
    expect(await raw('list-type=2&fetch-owner=true')).toContain('<Owner><ID>');
    harness.ks3.state.switches.listEtags = false;
    expect(await raw('list-type=2')).not.toContain('<ETag>');
  });

  it('encode keys as the switches say', async () => {
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    const v2 = await raw('list-type=2&encoding-type=url&prefix=a+b');
    expect(v2).toContain('<EncodingType>url</EncodingType>');
    expect(v2).toContain('<Prefix>a+b</Prefix>');
    expect(keysOf(v2)).toEqual(['a+b%2Bc%25d']);
    expect(keysOf(await raw('list-type=2&encoding-type=url')).map(decode)).toEqual(
      [...awkward].sort(byBytes),
    );
    expect(await raw('encoding-type=url')).toContain('<Encoding-Type>url</Encoding-Type>');
    Object.assign(harness.ks3.state.switches, {
      spaceEncoding: 'percent',
      v1EncodingElement: 'EncodingType',
      v2EncodingElement: 'Encoding-Type',
    });
    expect(keysOf(await raw('list-type=2&encoding-type=url&prefix=a%20b'))).toEqual(['a%20b%2Bc%25d']);
    expect(await raw('list-type=2&encoding-type=url')).toContain('<Encoding-Type>url');
    expect(await raw('encoding-type=url')).toContain('<EncodingType>url');
  });

  it('are served as V1 for any list-type but 2', async () => {
    expect(await raw('list-type=3')).toContain('<Marker>');
    expect(await raw('list-type=3')).not.toContain('<KeyCount>');
  });

  describe('when a fault breaks the contract', () => {
    const page = (options: object) =>
      harness.client.send(new ListObjectsV2Command({ Bucket: 'many', ...options }));

    it('are truncated without a token', async () => {
      harness.fault({ kind: 'truncated-without-token', operation: 'ListObjectsV2' });
      const broken = await page({});
      expect(broken.IsTruncated).toBe(true);
      expect(broken.NextContinuationToken).toBeUndefined();
    });

    it('repeat the token', async () => {
      harness.fault({ kind: 'repeated-token', times: 2 });
      const first = await page({});
      const again = await page({ ContinuationToken: first.NextContinuationToken });
      expect(again.Contents).toEqual(first.Contents);
      expect(again.NextContinuationToken).toBe(first.NextContinuationToken);
    });

    it('do not ascend, or ignore where to start', async () => {
      harness.fault({ kind: 'not-ascending' });
      const keys = (await page({ MaxKeys: 3 })).Contents?.map(({ Key }) => Key);
      expect(keys).toEqual(['d10/10', 'd1/1', 'd0/0']);
      harness.fault({ kind: 'ignore-start-after' });
      expect((await page({ StartAfter: 'd5' })).Contents?.[0]?.Key).toBe('d0/0');
      expect((await page({ StartAfter: 'd5' })).Contents?.[0]?.Key).toBe('d5/5');
    });
  });
});

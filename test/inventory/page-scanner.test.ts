import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AmbiguousPlus } from '../../inventory/pages/key-encoding';
import { decodeUrl } from '../../inventory/pages/key-encoding';
import { PageScanner } from '../../inventory/pages/page-scanner';
import { UntrustworthyPage } from '../../inventory/pages/page-source';
import { entries, entry, pageText } from './listing-page';
import { type Asked, scanned, refusal } from './scanned-page';

const inByteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('keys in an encoding', () => {
  const encoded = (...keys: string[]) => pageText({ encoding: 'url', contents: entries(...keys) });

  it('are decoded where the page says that they are encoded', () => {
    const keys = ['%20', '%25', '%2B', '%3C%26', 'a%2Fb/c', '%E4%B8%AD', '%F0%9F%98%80'];
    expect(scanned(encoded(...keys)).keys).toEqual([' ', '%', '+', '<&', 'a/b/c', '中', '😀']);
  });

  it('are left as they are where it does not', () => {
    expect(scanned(pageText({ contents: entries('%20', '%zz', 'a+b') })).keys).toEqual(['%20', '%zz', 'a+b']);
  });

  it('are compared in their order once decoded', () => {
    // `%` comes before `0`, but the character it encodes does not.
    expect(scanned(encoded('0', '%E4%B8%AD')).keys).toEqual(['0', '中']);
    expect(refusal(encoded('%E4%B8%AD', '0'))).toContain('not list in UTF-8 byte order');
  });

  it('are decoded wherever in a key, however long, something is encoded', () => {
    const written = (character: string): string =>
      /[\w/.-]/.test(character) ? character : encodeURIComponent(character);
    const run = fc.tuple(fc.string({ unit: 'grapheme' }), fc.nat({ max: 40 }));
    const key = fc.array(run).map((runs) => runs.map(([text, plain]) => text + 'x'.repeat(plain)).join(''));
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 1 }), (keys) => {
        const ascending = keys.filter((each) => each !== '').toSorted(inByteOrder);
        const page = encoded(...ascending.map((each) => Array.from(each, written).join('')));
        expect(scanned(page).keys).toEqual(ascending);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['a%', 'a%2', 'a%4g'])('are refused as a text that ends it all (%j)', (text) => {
    expect(() => decodeUrl(text, 'plus')).toThrow('it says that its keys are URL-encoded, but one contains');
  });

  it.each(['%', 'a%2', '%zz', 'a%2gb', '%%20'])('are refused where one holds %j', (key) => {
    expect(refusal(encoded(key))).toContain('it says that its keys are URL-encoded, but one contains');
  });

  it('take + for a space where a plus sign is written %2B, and for itself where a space is %20', () => {
    expect(scanned(encoded('a+b', 'a%2Bc'))).toMatchObject({ keys: ['a b', 'a+c'], page: { plus: 'space' } });
    expect(scanned(encoded('a%20c', 'a+b'))).toMatchObject({ keys: ['a c', 'a+b'], page: { plus: 'plus' } });
  });

  it('take + for what an earlier page showed, and keep that in mind', () => {
    expect(scanned(encoded('a+b'), { plus: 'space' })).toMatchObject({
      keys: ['a b'],
      page: { plus: 'space' },
    });
    expect(scanned(encoded('a+b'), { plus: 'plus' })).toMatchObject({
      keys: ['a+b'],
      page: { plus: 'plus' },
    });
    expect(scanned(encoded('ab'), { plus: 'plus' }).page.plus).toBe('plus');
  });

  it('are refused where nothing tells what + is, naming one to ask about', () => {
    const scan = () => scanned(encoded('a', 'b+c'));
    expect(scan).toThrow(AmbiguousPlus);
    expect(scan).toThrow(expect.objectContaining({ written: 'b+c' }));
  });

  it.each<[string, string[], Asked]>([
    ['both ways on one page', ['a%20b', 'a%2Bb', 'b+c'], {}],
    ['another way than before', ['a%20b', 'b+c'], { plus: 'space' }],
    ['the other way than before', ['a%2Bb', 'b+c'], { plus: 'plus' }],
  ])('are refused where + is written %s', (_, keys, asked) => {
    expect(refusal(encoded(...keys), asked)).toContain('in two ways');
  });

  it.each(['EncodingType', 'Encoding-Type'])('are told by the element %s', (name) => {
    const text = pageText({ more: `<${name}>url</${name}>`, contents: entries('%41') });
    expect(scanned(text).keys).toEqual(['A']);
  });

  it.each(['a b/', 'a+b/', '100%/', '照片/'])('go with the echoed prefix %j, encoded or not', (prefix) => {
    for (const echoed of [
      prefix,
      encodeURIComponent(prefix),
      encodeURIComponent(prefix).replaceAll('%20', '+'),
    ]) {
      const text = pageText({
        prefix: echoed,
        encoding: 'url',
        contents: entries(encodeURIComponent(`${prefix}k`)),
      });
      if (echoed === prefix && /%(?![0-9A-F]{2})/.test(prefix)) {
        continue;
      }
      expect(scanned(text, { prefix }).keys).toEqual([`${prefix}k`]);
    }
  });
});

describe('keys with entities', () => {
  it('are resolved, also those of control characters and beyond the basic plane', () => {
    const written = ['&#1;', '&#x9;&#10;&#13;', '&amp;amp;', '&lt;&gt;&quot;&apos;', '&#x1F600;'];
    const keys = ['\u0001', '\t\n\r', '&amp;', '<>"\'', '😀'];
    expect(scanned(pageText({ contents: entries(...written) })).keys).toEqual(keys);
  });

  it('are resolved before they are decoded', () => {
    expect(scanned(pageText({ encoding: 'url', contents: entries('&#37;41&amp;%26') })).keys).toEqual([
      'A&&',
    ]);
  });

  it.each(['&', 'a&b', '&nbsp;', '&#xFFFFFFF;', '&#x110000;', '&#xD83D;', '&amp', '&;'])(
    'are refused for %j',
    (key) => {
      expect(refusal(pageText({ contents: entries(key) }))).toContain('which is not an XML entity');
    },
  );
});

describe('a listing in any of the ways it may be written', () => {
  const contents = '<Contents><Key>a</Key><Size>1</Size></Contents>';
  const fields = '<Name>photos</Name><Prefix></Prefix><IsTruncated>false</IsTruncated>';

  it.each([
    ['without a declaration', `<ListBucketResult>${fields}${contents}</ListBucketResult>`],
    [
      'behind a byte order mark',
      `\uFEFF<?xml version='1.0'?><ListBucketResult>${fields}${contents}</ListBucketResult>`,
    ],
    ['with a namespace', `<ListBucketResult xmlns="x" xmlns:y="z">${fields}${contents}</ListBucketResult>`],
    [
      'indented',
      `<ListBucketResult >\r\n\t${fields}\n  ${contents.replaceAll('><', '>\n<')}\n</ListBucketResult>\r\n`,
    ],
    ['its entries first', `<ListBucketResult>${contents}${fields}</ListBucketResult>`],
    [
      'its entries in the middle',
      `<ListBucketResult><Name>photos</Name>${contents}<IsTruncated>false</IsTruncated></ListBucketResult>`,
    ],
    [
      'the size first',
      `<ListBucketResult>${fields}<Contents><Size>1</Size><Key>a</Key></Contents></ListBucketResult>`,
    ],
    [
      'with empty elements',
      `<ListBucketResult><Prefix/><Marker /><Delimiter/>${fields}${contents}</ListBucketResult>`,
    ],
    [
      'with empty elements in an entry',
      `<ListBucketResult>${fields}<Contents><ETag/><Key>a</Key><Size>1</Size><Owner /></Contents></ListBucketResult>`,
    ],
    [
      'with an owner',
      `<ListBucketResult>${fields}<Contents><Owner><ID>1</ID><DisplayName>Key</DisplayName></Owner><Key>a</Key><Size>1</Size></Contents></ListBucketResult>`,
    ],
    [
      'with elements that are new',
      `<ListBucketResult><Zone><Name>other</Name></Zone>${fields}<New>1</New>${contents}</ListBucketResult>`,
    ],
  ])('(%s) is believed', (_, body) => {
    expect(scanned(body)).toMatchObject({
      objects: [{ key: 'a', size: 1 }],
      page: { length: 1, counted: 1, truncated: false, nextToken: null },
    });
  });

  it('is believed with class and date, or without', () => {
    const bare = '<Contents><Key>c</Key><Size>3</Size></Contents>';
    const archived = entry('b', 2).replace('STANDARD', 'DEEP_COLD_ARCHIVE').replace('2026-01', '1999-12');
    const { objects } = scanned(pageText({ contents: entry('a', 1) + archived + bare + entry('d', 4) }));
    expect(objects).toEqual([
      { key: 'a', size: 1, storageClass: 'STANDARD', date: '2026-01' },
      { key: 'b', size: 2, storageClass: 'DEEP_COLD_ARCHIVE', date: '1999-12' },
      { key: 'c', size: 3, storageClass: null, date: null },
      { key: 'd', size: 4, storageClass: 'STANDARD', date: '2026-01' },
    ]);
  });

  it('is believed empty', () => {
    expect(scanned(pageText({ contents: '' }))).toMatchObject({ objects: [], page: { length: 0, keys: [] } });
  });

  it('is believed with more entries than it was asked for', () => {
    const keys = Array.from({ length: 5000 }, (_, n) => `k${String(n).padStart(5, '0')}`);
    expect(scanned(pageText({ contents: entries(...keys) })).keys).toEqual(keys);
  });

  it('is read the same whatever the shapes of the entries before', () => {
    const forms: ((key: string, size: number) => string)[] = [
      entry,
      (key, size) => `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`,
      (key, size) =>
        `<Contents><Size>${size}</Size><ETag>"${'e'.repeat(size % 7)}"</ETag><Key>${key}</Key></Contents>`,
      (key, size) => `<Contents><Key>${key}</Key><Owner><ID>9</ID></Owner><Size>${size}</Size></Contents>`,
      (key, size) => `<Contents>\n<Key>${key}</Key>\n<Size>${size}</Size>\n</Contents>\n`,
      (key, size) =>
        `<Contents><LastModified>${'2'.repeat(size % 5)}</LastModified><Key>${key}</Key><Size>${size}</Size></Contents>`,
    ];
    const anEntry = fc.record({
      form: fc.nat(forms.length - 1),
      size: fc.oneof(fc.nat(20), fc.maxSafeNat()),
    });
    fc.assert(
      fc.property(fc.array(anEntry, { maxLength: 30 }), (wanted) => {
        const keyOf = (at: number) => `key-${String(at).padStart(3, '0')}${'x'.repeat(at % 4)}`;
        const text = wanted.map(({ form, size }, at) => forms[form]?.(keyOf(at), size)).join('');
        expect(scanned(pageText({ contents: text })).objects).toMatchObject(
          wanted.map(({ size }, at) => ({ key: keyOf(at), size })),
        );
      }),
    );
  });
});

describe('the part of a page that is counted', () => {
  const keys = ['a', 'b', 'b/1', 'c', 'é', '😀'];
  const text = pageText({ contents: entries(...keys) });

  it.each([
    [undefined, 6],
    ['😀', 6],
    ['zzz', 4],
    ['b/1', 3],
    ['b/0', 2],
    ['a', 1],
    ['A', 0],
    ['é', 5],
    ['\uE000', 5],
  ])('ends with %j', (until, counted) => {
    const { page, keys: given } = scanned(text, until === undefined ? {} : { until });
    expect(page).toMatchObject({ length: 6, counted });
    expect(given).toEqual(keys.slice(0, counted));
  });

  it('is shown by a few of its keys, the first and the last among them', () => {
    const many = Array.from({ length: 100 }, (_, n) => `k${String(n).padStart(2, '0')}`);
    const { page } = scanned(pageText({ contents: entries(...many) }), { until: 'k80' });
    expect(page.keys[0]).toBe('k00');
    expect(page.keys.at(-1)).toBe('k80');
    expect(page.keys.length).toBeLessThanOrEqual(32);
    expect(page.keys).toEqual(page.keys.toSorted());
  });
});

describe('a scanner', () => {
  it('keeps nothing of a page before, believed or not', () => {
    const scanner = new PageScanner();
    scanned(pageText({ contents: entries('x', 'y', 'z'), truncated: 'true', token: 't' }), {}, scanner);
    expect(() => scanned(pageText({ contents: entries('q') }).slice(0, -9), {}, scanner)).toThrow(
      UntrustworthyPage,
    );
    expect(scanned(pageText({ contents: entry('a', 5) }), {}, scanner)).toMatchObject({
      objects: [{ key: 'a', size: 5 }],
      page: { truncated: false, nextToken: null },
    });
  });

  it('keeps no class and date of a page before for entries that have none', () => {
    const scanner = new PageScanner();
    scanned(pageText({ contents: entries('a', 'b', 'c') }), {}, scanner);
    const bare = ['a', 'b', 'c']
      .map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`)
      .join('');
    const { objects } = scanned(pageText({ contents: bare }), {}, scanner);
    expect(objects.map(({ storageClass, date }) => [storageClass, date])).toEqual(
      Array.from({ length: 3 }, () => [null, null]),
    );
  });

  it('reads a page wherever it lies in memory', () => {
    const memory = Buffer.from(`xxx${pageText()}yyy`);
    expect(scanned(memory.subarray(3, -3)).keys).toEqual(['a', 'b']);
  });

  it('tells how the first key is written', () => {
    const text = pageText({ encoding: 'url', contents: entries('a+b&amp;%20', 'c') });
    const firstOf = (page: string) => new PageScanner().firstWritten(Buffer.from(page), null);
    expect(firstOf(text)).toEqual({ key: 'a+b&%20' });
    expect(firstOf(pageText({ contents: '' }))).toEqual({ to: null });
    expect(firstOf(pageText({ contents: '', truncated: 'true', token: 'on' }))).toEqual({ to: 'on' });
  });
});

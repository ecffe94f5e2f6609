import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntryOffsets } from '../../inventory/entry-offsets';
import { toKeyBytes } from '../../inventory/key-bytes';
import { AmbiguousPlus } from '../../inventory/key-encoding';
import { decodeUrl } from '../../inventory/key-encoding';
import { PageScanner, type AskedPage, type EntrySink } from '../../inventory/page-scanner';
import { UntrustworthyPage } from '../../inventory/page-source';
import { entries, entry, pageText, type PageText } from './listing-page';

/** Keeps what it was given: key, size, class and month of every counted entry. */
class Kept implements EntrySink {
  readonly objects: { key: string; size: number; storageClass: string | null; date: string | null }[] = [];

  addEntries(page: Buffer, offsets: EntryOffsets, count: number): void {
    for (let at = 0; at < count; at++) {
      const [classStart, dateStart] = [offsets.classStart[at] as number, offsets.dateStart[at] as number];
      this.objects.push({
        key: page.toString('utf8', offsets.keyStart[at], offsets.keyEnd[at]),
        size: offsets.size[at] as number,
        storageClass: classStart === -1 ? null : page.toString('latin1', classStart, offsets.classEnd[at]),
        date: dateStart === -1 ? null : page.toString('latin1', dateStart, dateStart + 7),
      });
    }
  }
}

type Asked = Partial<Omit<AskedPage, 'prefix' | 'after' | 'until'>> & {
  prefix?: string;
  after?: string;
  until?: string;
};

function questionOf({ prefix = '', after = '', until, ...rest }: Asked): AskedPage {
  return {
    bucket: 'photos',
    prefix: toKeyBytes(prefix),
    after: toKeyBytes(after),
    until: until === undefined ? null : toKeyBytes(until),
    lastToken: null,
    plus: null,
    ...rest,
  };
}

function scanned(body: string | Buffer, asked: Asked = {}, scanner = new PageScanner()) {
  const sink = new Kept();
  const page = scanner.scan(Buffer.from(body), questionOf(asked), sink);
  return { page, objects: sink.objects, keys: sink.objects.map(({ key }) => key) };
}

/** Why a page is refused; nothing of it may have been passed on. */
function refusal(body: string | Buffer, asked: Asked = {}): string {
  const sink = new Kept();
  let reason = `it is believed: ${String(body)}`;
  try {
    new PageScanner().scan(Buffer.from(body), questionOf(asked), sink);
  } catch (error) {
    reason = error instanceof UntrustworthyPage ? error.message : String(error);
  }
  expect(reason).toMatch(/^(it (?!is believed)|its |something )/);
  expect(sink.objects).toEqual([]);
  return reason;
}

describe('an answer that is no listing', () => {
  it.each([
    ['nothing', '', 'it is empty'],
    ['white space', ' \r\n\t', 'it is empty'],
    ['a byte order mark', '\uFEFF', 'it is empty'],
    ['a declaration alone', '<?xml version="1.0"?>', 'it is not XML'],
    ['an open declaration', '<?xml version="1.0"', 'it is not XML'],
    ['text', 'Please sign in', 'it is not XML'],
    ['JSON', '{"errorCode":"NotAllowed"}', 'it is not XML'],
    ['an HTML page', '<html><br></html>', 'it is not a listing but an HTML page'],
    ['an HTML5 page', '<!DOCTYPE html><p>', 'it is not a listing but an HTML page'],
    ['an old HTML page', '<HTML><BODY></BODY></HTML>', 'it is not a listing but an HTML page'],
    [
      'an error',
      '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>',
      'it is the error InternalError with a success status',
    ],
    ['an error without a code', '<Error></Error>', 'it is not a listing but <Error>'],
    ['a list of buckets', '<ListAllMyBucketsResult/>', 'it is not a listing but <ListAllMyBucketsResult>'],
    ['a list of versions', '<ListVersionsResult><x/></ListVersionsResult>', 'but <ListVersionsResult>'],
    ['a name that only begins so', '<ListBucketResults></ListBucketResults>', 'but <ListBucketResults>'],
    ['a listing without anything', '<ListBucketResult/>', 'it says nothing about its bucket'],
    ['a name with markup in it', '<a"b><\u0001', 'it is not a listing but <a?b>'],
  ])('(%s) is named', (_, body, message) => {
    expect(refusal(body)).toContain(message);
  });

  it('does not repeat the text of an error, which may hold anything', () => {
    const body = '<Error><Code>Bad https://x/?Signature=abc</Code><Message>secret</Message></Error>';
    expect(refusal(body)).toBe('it is not a listing but <Error>');
  });
});

describe('a page that was cut', () => {
  it.each<[string, PageText]>([
    ['with keys', { contents: entries('a', 'b', 'c') + entry('d&amp;e') }],
    [
      'with an owner',
      { contents: '<Contents><Owner><ID>1</ID></Owner><Key>a</Key><Size>1</Size></Contents>' },
    ],
    ['without keys', { contents: '' }],
    ['that goes on', { truncated: 'true', token: 'abc=' }],
  ])('(%s) is not believed, wherever it was cut', (_, text) => {
    const whole = Buffer.from(pageText(text));
    expect(() => scanned(whole)).not.toThrow();
    for (let length = 0; length < whole.length; length++) {
      refusal(whole.subarray(0, length));
    }
  });

  it('is not believed where bytes are missing in the middle', () => {
    const whole = Buffer.from(pageText({ contents: entries('a', 'b', 'c', 'd') }));
    const from = whole.indexOf('<Contents>');
    for (let start = from; start < whole.length - 1; start++) {
      for (const missing of [1, 7, 60, 150]) {
        const holed = Buffer.concat([whole.subarray(0, start), whole.subarray(start + missing)]);
        let keys: string[];
        try {
          ({ keys } = scanned(holed));
        } catch {
          continue;
        }
        // What still is a whole listing may have lost letters of a value, never an entry.
        expect(keys).toHaveLength(4);
      }
    }
  });

  it('is not made whole by what a proxy appends', () => {
    expect(refusal(`${pageText()}<!-- cached -->`)).toBe('something follows its end');
    expect(refusal(pageText() + pageText())).toBe('something follows its end');
    expect(refusal(`${pageText()}\0`)).toBe('something follows its end');
  });
});

describe('markup that no listing has', () => {
  it.each<[string, string, string]>([
    ['text between elements', pageText({ more: 'x' }), 'it contains text where an element belongs'],
    [
      'text in an entry',
      pageText({ contents: '<Contents>x<Key>a</Key></Contents>' }),
      'in the middle of an entry',
    ],
    ['an end tag of another name', pageText({ more: '<Marker>x</Maker>' }), 'not well-formed'],
    ['the end tag of a longer name', pageText({ more: '<Mark>x</Marker>' }), 'not well-formed'],
    ['an element that is never closed', pageText({ more: '<Owner><ID>1</ID>' }), 'its end is missing'],
    [
      'an entry that is never closed',
      pageText({ contents: '<Contents><Key>a</Key><Size>1</Size>' }),
      'an entry',
    ],
    ['an attribute', pageText({ more: '<Marker a="b">x</Marker>' }), 'an element with attributes'],
    ['a comment', pageText({ more: '<!-- x -->' }), 'not the XML of a listing'],
    ['an endless name', pageText({ more: `<${'x'.repeat(100)}/>` }), 'not the XML of a listing'],
    [
      'common prefixes',
      pageText({ more: '<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>' }),
      'a delimiter',
    ],
  ])('(%s) is refused', (_, body, message) => {
    expect(refusal(body)).toContain(message);
  });
});

describe('an entry that is not one', () => {
  const plain = '<Contents><Key>0</Key><Size>1</Size></Contents>';
  const contents = (inner: string) => `<Contents>${inner}</Contents>`;

  // Behind an entry of the same shape it is read another way than as the first: both must refuse.
  it.each([
    ['without a key', contents('<Size>1</Size>'), 'an entry without a key'],
    ['with an empty key', contents('<Key></Key><Size>1</Size>'), 'an entry without a key'],
    ['with a self-closing key', contents('<Key/><Size>1</Size>'), 'an entry without a key'],
    ['with two keys', contents('<Key>a</Key><Key>b</Key><Size>1</Size>'), 'two elements for its key'],
    ['with two sizes', contents('<Key>a</Key><Size>1</Size><Size>2</Size>'), 'two elements for its size'],
    ['without a size', contents('<Key>a</Key>'), 'an entry without a valid size, with key "a"'],
    ['with an empty size', contents('<Key>a</Key><Size></Size>'), 'an entry without a valid size'],
    ['with a negative size', contents('<Key>a</Key><Size>-1</Size>'), 'an entry without a valid size'],
    ['with a fraction for a size', contents('<Key>a</Key><Size>1.5</Size>'), 'an entry without a valid size'],
    [
      'with an exponent in its size',
      contents('<Key>a</Key><Size>1e3</Size>'),
      'an entry without a valid size',
    ],
    ['with a blank in its size', contents('<Key>a</Key><Size> 1</Size>'), 'an entry without a valid size'],
    ['with a size above 2^53', contents('<Key>a</Key><Size>9007199254740992</Size>'), 'without a valid size'],
    [
      'with a size of 20 digits',
      contents(`<Key>a</Key><Size>${'1'.repeat(20)}</Size>`),
      'without a valid size',
    ],
    ['with markup in its key', contents('<Key><b>a</b></Key><Size>1</Size>'), 'an entry without a key'],
  ])('(%s) is refused, first or not', (_, wrong, message) => {
    expect(refusal(pageText({ contents: wrong }))).toContain(message);
    expect(refusal(pageText({ contents: plain + wrong }))).toContain(message);
  });

  it('may have any size up to 2^53 - 1', () => {
    const sizes = [0, 9, 10, 999_999_999_999_999, 1_000_000_000_000_000, Number.MAX_SAFE_INTEGER];
    const { objects } = scanned(
      pageText({ contents: sizes.map((size, at) => entry(`k${at}`, size)).join('') }),
    );
    expect(objects.map(({ size }) => size)).toEqual(sizes);
  });
});

describe('an answer to another question', () => {
  it.each<[string, PageText, Asked, string]>([
    ['another bucket', { bucket: 'photos2' }, {}, 'the listing of another bucket'],
    ['no bucket', { bucket: '' }, {}, 'the listing of another bucket'],
    ['another prefix', { prefix: 'b/' }, { prefix: 'a/' }, 'the listing of another prefix'],
    ['a prefix that was not asked for', { prefix: 'a/' }, {}, 'the listing of another prefix'],
    ['no prefix', {}, { prefix: 'a/' }, 'the listing of another prefix'],
    [
      'a key outside the prefix',
      { prefix: 'a/', contents: entries('a/1', 'b/1') },
      { prefix: 'a/' },
      'outside',
    ],
    ['a first key outside', { prefix: 'b/', contents: entries('a/1', 'b/1') }, { prefix: 'b/' }, 'outside'],
    ['an encoding that is not known', { encoding: 'base64' }, {}, 'an unknown encoding of keys'],
    [
      'the requested position',
      { contents: entries('b', 'c') },
      { after: 'b' },
      'at or before the requested position',
    ],
    ['what is before it', { contents: entries('a', 'c') }, { after: 'b' }, 'with key "a"'],
    [
      'its beginning, as an endpoint that knows no start-after gives it',
      { keyCount: null, more: '<Marker/>' },
      { after: 'b' },
      'this endpoint only implements ListObjects V1',
    ],
  ])('(%s) is refused', (_, text, asked, message) => {
    expect(refusal(pageText(text), asked)).toContain(message);
  });
});

describe('a page that contradicts itself', () => {
  it.each<[string, PageText, string]>([
    ['more keys than it says', { keyCount: 1 }, 'it claims to hold 1 keys, but holds 2'],
    ['fewer keys than it says', { keyCount: 1000 }, 'it claims to hold 1000 keys, but holds 2'],
    ['a count that is none', { keyCount: '' }, 'it claims to hold "" keys, but holds 2'],
    ['no word on its end', { truncated: null }, 'it does not say whether more follows'],
    ['an empty word on its end', { truncated: '' }, 'it does not say whether more follows'],
    ['an odd word on its end', { truncated: 'True' }, 'it does not say whether more follows'],
    ['more to come, no token', { truncated: 'true' }, 'more follows, but not how to continue'],
    [
      'more to come, an empty token',
      { truncated: 'true', token: '' },
      'more follows, but not how to continue',
    ],
    ['keys that descend', { contents: entries('b', 'a') }, 'it lists key "a" after "b": this store does not'],
    ['the same key twice', { contents: entries('a', 'a') }, 'it lists key "a" twice'],
    ['a shorter key behind a longer', { contents: entries('a/b', 'a') }, 'it lists key "a" after "a/b"'],
    // As UTF-16 orders them: U+1F600 before U+E000, which are F0… and EE… in UTF-8.
    ['keys in the order of UTF-16', { contents: entries('😀', '\uE000') }, 'not list in UTF-8 byte order'],
    [
      'a marker, as ListObjects V1 answers',
      { truncated: 'true', keyCount: null, more: '<Marker></Marker><NextMarker>b</NextMarker>' },
      'this endpoint only implements ListObjects V1',
    ],
  ])('(%s) is refused', (_, text, message) => {
    expect(refusal(pageText(text))).toContain(message);
  });

  it('is refused where it brings the token of the page before', () => {
    const text = pageText({ truncated: 'true', token: 'abc=' });
    expect(refusal(text, { lastToken: 'abc=' })).toBe('it returns the same continuation token again');
    expect(scanned(text, { lastToken: 'other' }).page.nextToken).toBe('abc=');
  });
});

const inByteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('keys in an order', () => {
  it('are believed only if they ascend, wherever they differ first', () => {
    for (let length = 1; length < 150; length++) {
      for (const at of [0, length >> 1, length - 1]) {
        const [low, high] = ['a', 'b'].map((byte) => `${'k'.repeat(at)}${byte}`.padEnd(length, 'z'));
        expect(scanned(pageText({ contents: entries(low as string, high as string) })).keys).toEqual([
          low,
          high,
        ]);
        expect(refusal(pageText({ contents: entries(high as string, low as string) }))).toContain('order');
      }
      const key = 'k'.repeat(length);
      expect(scanned(pageText({ contents: entries(key, `${key}k`) })).keys).toHaveLength(2);
      expect(refusal(pageText({ contents: entries(`${key}k`, key) }))).toContain('order');
      expect(refusal(pageText({ contents: entries(key, key) }))).toContain('twice');
    }
  });
});

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

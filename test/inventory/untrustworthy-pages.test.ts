import { describe, expect, it } from '@jest/globals';
import { entries, entry, pageText, type PageText } from './listing-page';
import { type Asked, scanned, refusal } from './scanned-page';

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

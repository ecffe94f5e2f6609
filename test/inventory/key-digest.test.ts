import type { TrueObject } from './true-digest';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InnerLoops } from '../../inventory/inner-loops';
import { KeyDigest } from '../../inventory/totals/key-digest';
import { trueTotals } from './true-totals';

/** A digest, and how to add objects to it as entries of a page in which other text surrounds their keys. */
function digesting() {
  const loops = new InnerLoops();
  const digest = new KeyDigest(loops);
  const add = (objects: readonly TrueObject[]): void => {
    const { start } = loops.load(Buffer.from(objects.map(({ key }) => `<Key>${key}</Key>`).join('')), '');
    const { keyStart, keyEnd, size: sizes } = loops.entries;
    let end = start - '</Key>'.length;
    for (const [index, { key, size }] of objects.entries()) {
      const from = end + '</Key><Key>'.length;
      end = from + Buffer.byteLength(key);
      [keyStart[index], keyEnd[index], sizes[index]] = [from, end, size];
    }
    digest.add(0, objects.length);
  };
  return { digest, add };
}

function digestOf(objects: readonly TrueObject[]): string {
  const { digest, add } = digesting();
  add(objects);
  return digest.toString();
}

/** Key, size, and mmh3 5.3's MurmurHash3 x86_128 (seed 0) of `<key>\0<size>`, lanes first to last; every tail length. */
const VECTORS: [key: string, size: number, hash: string][] = [
  ['a', 7, '92c028f81b7064f61b7064f61b7064f6'],
  ['ab', 7, '0d27a1250a2946aa0a2946aa0a2946aa'],
  ['abc', 7, '0051881325c204b12efa92a52efa92a5'],
  ['abcd', 7, '4b1ecedc108e7c108876aaac8876aaac'],
  ['abcde', 7, '72fd982c75f6c90aabe6bc56abe6bc56'],
  ['abcdef', 7, 'd3f1b88fb69f59482fa7ba852fa7ba85'],
  ['abcdefg', 7, 'e6cab0d24db3912028b79e8e9d8a3a65'],
  ['abcdefgh', 7, '18a63ca5517b6f42ed54fbd55774e601'],
  ['abcdefghi', 7, '584f40f3f1abbe4a54f9815743b29816'],
  ['abcdefghij', 7, '6ac0c6e8f3930a498863dc751e1fdc6c'],
  ['abcdefghijk', 7, 'bc4af8d9410dabb58f90f5cd1fd455f3'],
  ['abcdefghijkl', 7, '146ab1933239c42b30975b4bd3bcc6e9'],
  ['abcdefghijklm', 7, '3ed6faccc82abe70bce712ae7fa6cbdb'],
  ['abcdefghijklmn', 7, '42571aad6616d5fdab44b7e21191dce6'],
  ['abcdefghijklmno', 7, '73f2ddc69611a4d0c41c1c2dd65f5c0a'],
  ['abcdefghijklmnop', 7, '64c4af74104f42856391d124b908d62b'],
  ['abcdefghijklmnopq', 7, 'a7f537343282b07606e08c48f67750b5'],
  ['photos/2024/01.jpg', 1234567, '666c4e650645a43c692ee08d259af5b1'],
  ['照片/中文.jpg', 1, '30631d7621ced78b722f850f844aebd6'],
  ['emoji-😀', 9007199254740991, '60922715c8cddabed1c1d2410ef54d43'],
  ['x'.repeat(1024), 48800000000000, 'b0c91b76613311c0f4d24861cdbb49da'],
  ['y'.repeat(5000), 10, '97563d1bc3c93416a0c7782101b00bb4'],
];

const anObject = fc.record({ key: fc.string({ unit: 'binary', minLength: 1 }), size: fc.maxSafeNat() });

describe('the digest of one object', () => {
  it.each(VECTORS)('%# is MurmurHash3 x86_128 of its key and size', (key, size, hash) => {
    expect(digestOf([{ key, size }])).toBe(hash);
  });

  it('keeps nothing of the object before it', () => {
    const long = { key: 'z'.repeat(300), size: 9_999_999 };
    const { digest, add } = digesting();
    add([long]);
    add([{ key: 'a', size: 7 }]);
    expect(digest.toString()).toBe(trueTotals([long, { key: 'a', size: 7 }]).digest);
  });
});

describe('the digest of many objects', () => {
  it('agrees with one that is worked out another way', () => {
    fc.assert(
      fc.property(fc.array(anObject, { maxLength: 8 }), (objects) => {
        expect(digestOf(objects)).toBe(trueTotals(objects).digest);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on their order', () => {
    fc.assert(
      fc.property(
        fc
          .array(anObject, { minLength: 1 })
          .chain((objects) =>
            fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length })),
          ),
        ([objects, shuffled]) => {
          expect(digestOf(shuffled)).toBe(digestOf(objects));
        },
      ),
    );
  });

  it('is that of their parts, merged', () => {
    fc.assert(
      fc.property(fc.array(anObject), fc.array(anObject), (some, others) => {
        const merged = new KeyDigest(new InnerLoops());
        merged.merge(digestOf(some));
        merged.merge(digestOf(others));
        expect(merged.toString()).toBe(digestOf([...some, ...others]));
      }),
    );
  });

  it('of none is zero', () => {
    expect(digestOf([])).toBe('0'.repeat(32));
  });

  it.each<[string, TrueObject[]]>([
    ['is missing', [{ key: 'a', size: 1 }]],
    [
      'is counted twice',
      [
        { key: 'a', size: 1 },
        { key: 'b', size: 2 },
        { key: 'b', size: 2 },
      ],
    ],
    [
      'has another size',
      [
        { key: 'a', size: 1 },
        { key: 'b', size: 3 },
      ],
    ],
    [
      'has another name',
      [
        { key: 'a', size: 1 },
        { key: 'B', size: 2 },
      ],
    ],
    [
      'took its size from another',
      [
        { key: 'a', size: 2 },
        { key: 'b', size: 1 },
      ],
    ],
    [
      'gave a digit of its size to its name',
      [
        { key: 'a', size: 1 },
        { key: 'b2', size: 0 },
      ],
    ],
  ])('is another where one %s', (_, wrong) => {
    expect(digestOf(wrong)).not.toBe(
      digestOf([
        { key: 'a', size: 1 },
        { key: 'b', size: 2 },
      ]),
    );
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { listed, type KeyList } from '../../bench/splitting/key-list';
import { kinds } from '../../bench/splitting/kinds';
import { measureRest } from '../../bench/splitting/interrupted';
import { measure } from '../../bench/splitting/measured';
import { Random } from '../../bench/splitting/random';
import { USUAL } from '../../bench/splitting/simulation';

/**
 * The most that a kind may take: times the limit, and requests a page. Time is virtual, so the same planner always
 * takes the same; what may grow is a tenth. A seed that nothing was tuned on.
 */
const BOUNDS: Readonly<Record<string, readonly [times: number, requests: number]>> = {
  'hex names': [1.6, 1.25],
  UUIDs: [1.6, 1.25],
  ULIDs: [1.7, 1.4],
  'snowflake numbers': [1.5, 1.25],
  'serial numbers, unpadded': [1.5, 1.3],
  'serial numbers, padded': [1.5, 1.25],
  'numbers reversed': [1.8, 1.3],
  'timestamps in seconds': [1.8, 1.4],
  'long prefix, milliseconds': [1.6, 1.25],
  'timestamps in ISO form': [1.5, 1.3],
  'camera names': [1.65, 1.35],
  'random lengths': [1.9, 1.35],
  'names, dates and dashes': [1.7, 1.4],
  'article numbers and photos': [1.8, 1.4],
  'dated tree by hour': [1.6, 1.3],
  'day folders of logs': [2.2, 1.45],
  'month folders': [1.5, 1.3],
  'dated tree by minute': [1.6, 1.3],
  'table / date / hour': [1.6, 1.3],
  'a day a partition, growing': [1.8, 1.35],
  'half of all in one day': [1.7, 1.3],
  'tenants by day': [1.8, 1.4],
  'monthly reports, flat': [1.8, 1.35],
  'order numbers, from 1 each day': [1.7, 1.4],
  'data lake, 400 pages': [3.1, 1.7],
  'mail by month, 400 pages': [2.9, 1.55],
  'content-addressed': [1.6, 1.2],
  'container registry': [1.8, 1.4],
  'backup chunks': [1.6, 1.3],
  'video segments': [1.9, 1.4],
  thumbnails: [1.6, 1.3],
  'users, one owns a tenth': [1.8, 1.35],
  words: [1.9, 1.4],
  'packages in scopes': [2.4, 1.45],
  'logs of pods': [2.4, 1.6],
  'file tree': [2, 1.4],
  'power law, 400 folders': [1.7, 1.35],
  'sixteen styles': [1.6, 1.35],
  'dense run in a sparse folder': [2, 1.35],
  'a folder a key, hex': [1.7, 1.3],
  'a folder a key, numbers': [1.5, 1.3],
  '95 % under one prefix': [1.6, 1.35],
  'laboratory runs': [1.8, 1.4],
  'Chinese folders': [2, 1.35],
  'emoji and Chinese names': [1.6, 1.3],
  'mixed scripts': [2.3, 1.5],
  '900 bytes shared, flat': [1.9, 1.35],
  '900 bytes shared, 56 levels': [1.9, 1.3],
};
const SEED = 11;
/** As many pages as a bucket of a million keys has, each of fewer keys. */
const SMALLER = 5;
const CONDITIONS = { ...USUAL, pageKeys: USUAL.pageKeys / SMALLER };

function fallsBack(keys: KeyList): number {
  for (let index = 1; index < keys.count; index++) {
    if (keys.at(index) <= keys.at(index - 1)) {
      return index;
    }
  }
  return -1;
}

describe('the keyspaces of the suite', () => {
  it('have a bound each', () => {
    expect(Object.keys(BOUNDS)).toEqual(kinds.map(({ name }) => name));
  });

  it.each(kinds)('hold keys that ascend in byte order ($name)', ({ make }) => {
    expect(fallsBack(make(SEED, 3000))).toBe(-1);
  });
});

describe.each(kinds)('$name', ({ name, make, keys: count }) => {
  let keys: KeyList;
  beforeAll(() => {
    keys = make(SEED, count / SMALLER);
  });

  it('is listed near the speed of the store, each key once', () => {
    const measured = measure(name, keys, CONDITIONS);
    const [times, requests] = BOUNDS[name] ?? [0, 0];
    expect(measured.times).toBeLessThanOrEqual(times);
    expect(measured.requestsPerPage).toBeLessThanOrEqual(requests);
  });

  it('goes on as fast where it is interrupted, in one slice or in two, and each key is listed once', () => {
    const { rounds, resumed, dealt } = measureRest(name, keys, CONDITIONS);
    // Finding out where keys are takes up to three round trips again.
    expect(resumed).toBeLessThanOrEqual(1.2 + 3 / rounds);
    expect(dealt).toBeLessThanOrEqual(1.4 + 3 / rounds);
  });
});

describe('a range that holds much more than is expected', () => {
  it.each([
    ['a folder a key, numbers', 1, 1.5],
    ['power law, 400 folders', 1, 1.8],
    ['table / date / hour', 103, 1.8],
    // A day at a time is cut off it, and nothing lies between a day's last hour and its end.
    ['table / date / hour', 20, 1.8],
  ])('is not left to one requester (%s, seed %i)', (name, seed, times) => {
    const kind = kinds.find((each) => each.name === name);
    const keys = kind?.make(seed, 200_000) as KeyList;
    expect(measure(name, keys, CONDITIONS).times).toBeLessThanOrEqual(times);
  });

  it.each([1, 2])('is not left to one requester where it is dense all at once (devices, seed %i)', (seed) => {
    expect(measure('devices', devices(seed, 200_000), CONDITIONS).times).toBeLessThanOrEqual(2.1);
  });
});

describe('keys whose last page never shows what comes next', () => {
  it.each([
    ['a character that comes ever more often', () => repeats(200_000, 'm'), 8],
    ['a folder in itself, again and again', () => repeats(200_000, 'd/'), 17],
    ['two Chinese characters, again and again', () => repeats(200_000, '深圳'), 7],
    ['numbers behind ever longer bars', () => repeats(100_000, '|', ' '), 8],
    ['every character there is', everyCharacter, 5],
  ])('are not left to one requester (%s)', (name, make, times) => {
    const measured = measure(name, make(), CONDITIONS);
    expect(measured.times).toBeLessThanOrEqual(times);
    expect(measured.requestsPerPage).toBeLessThanOrEqual(2);
  });
});

/** Keys of up to 400 bytes and a number that begin with a text again and again. */
function repeats(count: number, text: string, then = ''): KeyList {
  const random = new Random(SEED);
  const most = Math.floor(400 / Buffer.byteLength(text));
  return listed(
    Array.from({ length: count }, () => {
      return `${text.repeat(random.whole(1, most))}${then}${random.whole(1e8, 1e9)}.bin`;
    }),
  );
}

/** Three names for each character of the first planes of Unicode. */
function everyCharacter(): KeyList {
  const characters = Array.from({ length: 0x2_0000 - 0x20 }, (_, at) => at + 0x20);
  return listed(
    characters
      .filter((character) => character < 0xd800 || character > 0xdfff)
      .flatMap((character) => ['', '1', 'ab'].map((rest) => String.fromCodePoint(character) + rest)),
  );
}

/** Names of few keys for each of many devices, and of many for a few, without a folder. */
function devices(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const numbers = Array.from({ length: 4000 }, () => random.whole(1, 99_999));
  const shares = numbers.map((_, at) => Math.ceil(count / 14 / (at + 1) ** 0.9));
  return listed(
    numbers.flatMap((number, at) =>
      Array.from({ length: shares[at] as number }, () => `dev${number}_${random.whole(1.6e12, 1.7e12)}`),
    ),
  );
}

describe('a store', () => {
  const keysOf = (name: string, count: number) =>
    kinds.find((kind) => kind.name === name)?.make(SEED, count) as KeyList;
  const keys = keysOf('dated tree by hour', 200_000);

  it.each([
    ['refuses to list folders', { folderFactor: Infinity }, 2, 1.5],
    ['never says what is in a folder', { folderFactor: 1e6 }, 2.6, 1.5],
    ['takes ten times as long to list folders', { folderFactor: 10 }, 2.3, 1.4],
    ['tells of a hundred folders at a time', { folderNames: 100 }, 2, 1.4],
    ['is fast and slow in turn', { jitter: 0.5 }, 2.2, 1.4],
  ])('that %s is listed as well', (_how, differently, times, requests) => {
    const measured = measure('dated tree by hour', keys, { ...CONDITIONS, ...differently });
    expect(measured.times).toBeLessThanOrEqual(times);
    expect(measured.requestsPerPage).toBeLessThanOrEqual(requests);
  });

  it.each([
    ['container registry', 4.8, 1.6],
    ['tenants by day', 2.5, 1.5],
    ['backup chunks', 2.6, 1.6],
  ])('that refuses to list folders of many levels is listed as well (%s)', (name, times, requests) => {
    const measured = measure(name, keysOf(name, 200_000), { ...CONDITIONS, folderFactor: Infinity });
    expect(measured.times).toBeLessThanOrEqual(times);
    expect(measured.requestsPerPage).toBeLessThanOrEqual(requests);
  });

  it('is asked few times for a few pages', () => {
    const few = measure('five pages', keysOf('hex names', 5000), USUAL);
    const some = measure('fifty pages', keysOf('hex names', 50_000), USUAL);
    expect(few.requests).toBeLessThanOrEqual(40);
    expect(few.rounds).toBeLessThanOrEqual(6);
    expect(some.requests).toBeLessThanOrEqual(180);
    expect(some.rounds).toBeLessThanOrEqual(12);
  });

  it.each(['mixed scripts', 'video segments', 'file tree'])(
    'is asked few times for fifty pages of what is hard (%s)',
    (name) => {
      const { requests, rounds } = measure(name, keysOf(name, 50_000), USUAL);
      expect(requests).toBeLessThanOrEqual(180);
      expect(rounds).toBeLessThanOrEqual(12);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../inventory/ranges/pace';

/** Whether a store takes a request at a time; it refuses it otherwise. */
type Admission = (now: number) => boolean;

/** @param most tokens that are saved, for a burst; `first` of them at the beginning */
function bucketOfTokens(
  perSecond: (now: number) => number,
  most = perSecond(0) / 10,
  first = most,
): Admission {
  let [tokens, at] = [first, 0];
  return (now) => {
    tokens = Math.min(most, tokens + ((now - at) * perSecond(now)) / 1000);
    at = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  };
}

function wholeSeconds(perSecond: (now: number) => number): Admission {
  let [second, taken] = [-1, 0];
  return (now) => {
    taken = Math.floor(now / 1000) === second ? taken + 1 : 1;
    second = Math.floor(now / 1000);
    return taken <= perSecond(now);
  };
}

/** So many in any second. */
function anySecond(perSecond: number): Admission {
  const taken: number[] = [];
  return (now) => {
    while (taken[0] !== undefined && taken[0] <= now - 1000) {
      taken.shift();
    }
    if (taken.length >= perSecond) {
      return false;
    }
    taken.push(now);
    return true;
  };
}

interface Asked {
  readonly requesters?: number;
  /** Milliseconds until a refusal. */
  readonly refusedAfter?: number;
  /** To begin with. */
  readonly pieces?: number;
}

/** Runs requesters against a store, 40 ms an answer, and returns what came of it in each second. */
function askedBySecond(
  seconds: number,
  admit: Admission,
  { requesters = 64, refusedAfter = 40, pieces = 1 }: Asked = {},
): { readonly answered: number[]; readonly refused: number[] } {
  let now = 0;
  const pace = new Pace(Infinity, () => now);
  const counted = () => Array.from({ length: seconds }, () => 0);
  const [answered, refused] = [counted(), counted()];
  let underWay: { readonly sentAt: number; readonly at: number; readonly admitted: boolean }[] = [];
  for (; now < seconds * 1000; now++) {
    const second = Math.floor(now / 1000);
    for (const { sentAt, admitted } of underWay.filter(({ at }) => at <= now)) {
      const [said, counts] = admitted ? (['accepted', answered] as const) : (['refused', refused] as const);
      pace[said](sentAt);
      counts[second] = (counts[second] ?? 0) + 1;
    }
    underWay = underWay.filter(({ at }) => at > now);
    // One page tells where to cut, and its pieces where to cut them.
    const most = Math.min(requesters, now < 40 ? pieces : now < 80 ? 24 * pieces : Infinity);
    while (underWay.length < most && pace.wait() === 0) {
      pace.sent();
      const admitted = admit(now);
      underWay.push({ sentAt: now, at: now + (admitted ? 40 : refusedAfter), admitted });
    }
  }
  return { answered, refused };
}

const answeredBySecond = (seconds: number, admit: Admission): number[] =>
  askedBySecond(seconds, admit).answered;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

describe('a store that takes 200 requests a second and refuses more', () => {
  it.each([
    ['evenly', bucketOfTokens(() => 200)],
    ['by whole seconds', wholeSeconds(() => 200)],
  ])('is asked about 200 times a second (counting %s)', (_how, admit) => {
    const answered = answeredBySecond(40, admit);
    expect(mean(answered.slice(10))).toBeGreaterThan(170);
    expect(mean(answered.slice(10))).toBeLessThanOrEqual(200);
  });

  /** Requests that are refused in the first two seconds, and in each of those behind them, at most. */
  it.each<[string, () => Admission, Asked, number, number]>([
    ['a bucket of 50 tokens', () => bucketOfTokens(() => 200, 50), { refusedAfter: 2 }, 45, 3],
    ['a bucket of 50 tokens, refused late', () => bucketOfTokens(() => 200, 50), {}, 70, 3],
    ['a bucket of 400 tokens', () => bucketOfTokens(() => 200, 400), { refusedAfter: 2 }, 45, 3],
    ['whole seconds', () => wholeSeconds(() => 200), { refusedAfter: 2 }, 60, 5],
    ['whole seconds, refused late', () => wholeSeconds(() => 200), {}, 150, 15],
    ['any second', () => anySecond(200), {}, 150, 8],
    ['a bucket, 256 requesters', () => bucketOfTokens(() => 200, 50), { requesters: 256 }, 270, 3],
  ])('refuses little of what it is asked, and is kept busy (%s)', (_how, admission, how, first, each) => {
    const { answered, refused } = askedBySecond(12, admission(), how);
    expect(sum(refused.slice(0, 2))).toBeLessThanOrEqual(first);
    expect(mean(refused.slice(2))).toBeLessThanOrEqual(each);
    expect(sum(answered.slice(0, 11))).toBeGreaterThan(0.88 * 200 * 11);
  });

  it('is asked as often as it takes soon after a slice has begun while it took nothing', () => {
    const { answered } = askedBySecond(
      8,
      bucketOfTokens(() => 200, 50, 0),
      { pieces: Infinity },
    );
    expect(sum(answered.slice(0, 3))).toBeGreaterThan(200);
    expect(mean(answered.slice(3))).toBeGreaterThan(170);
  });

  it.each([
    ['refuses everything', 0],
    ['takes 20 a second', 20],
  ])('is asked as often again soon after it %s for ten seconds', (_what, degraded) => {
    const limit = (now: number): number => (now >= 15_000 && now < 25_000 ? degraded : 200);
    const answered = answeredBySecond(60, wholeSeconds(limit));
    expect(mean(answered.slice(10, 15))).toBeGreaterThan(170);
    expect(mean(answered.slice(40))).toBeGreaterThan(170);
  });
});

describe('a store that refuses for a time', () => {
  it('is asked ever more rarely while it refuses everything, and as often as before within four seconds', () => {
    const admit = wholeSeconds((now) => (now >= 5000 && now < 9000 ? 0 : 200));
    const { answered, refused } = askedBySecond(20, admit);
    expect(sum(refused.slice(6, 9))).toBeLessThanOrEqual(12);
    expect(mean(answered.slice(13))).toBeGreaterThan(170);
  });
});

describe('a store that refuses nothing', () => {
  it('is asked as fast as it answers', () => {
    expect(mean(answeredBySecond(5, () => true))).toBeGreaterThan(1500);
  });

  it('is asked as fast again once it has recovered for good', () => {
    const admit = wholeSeconds((now) => (now < 10_000 ? 200 : Infinity));
    expect(mean(answeredBySecond(40, admit).slice(35))).toBeGreaterThan(1400);
  });
});

describe('a ceiling', () => {
  it('is never passed', () => {
    let now = 0;
    const pace = new Pace(50, () => now);
    let sent = 0;
    for (; now < 10_000; now++) {
      while (pace.wait() === 0) {
        pace.sent();
        pace.accepted(now);
        sent++;
      }
    }
    expect(sent).toBeGreaterThan(480);
    expect(sent).toBeLessThanOrEqual(505);
  });
});

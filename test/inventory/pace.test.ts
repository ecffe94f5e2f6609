import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../inventory/pace';

/** A store that takes so many requests a second, by a bucket of tokens or by whole seconds, and refuses the rest. */
type Admission = (now: number) => boolean;

function bucketOfTokens(perSecond: (now: number) => number): Admission {
  let [tokens, at] = [0, 0];
  return (now) => {
    tokens = Math.min(perSecond(now) / 10, tokens + ((now - at) * perSecond(now)) / 1000);
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

/** Runs requesters against a store, 40 ms an answer, and returns how many were answered in each second. */
function answeredBySecond(seconds: number, admit: Admission, requesters = 64): number[] {
  let now = 0;
  const pace = new Pace(Infinity, () => now);
  const answered = Array.from({ length: seconds }, () => 0);
  const underWay: { readonly at: number; readonly admitted: boolean }[] = [];
  for (; now < seconds * 1000; now++) {
    while (underWay[0] !== undefined && underWay[0].at <= now) {
      if (underWay.shift()?.admitted === true) {
        pace.accepted();
        const second = Math.floor(now / 1000);
        answered[second] = (answered[second] ?? 0) + 1;
      } else {
        pace.refused();
      }
    }
    while (underWay.length < requesters && pace.wait() === 0) {
      pace.sent();
      underWay.push({ at: now + 40, admitted: admit(now) });
    }
  }
  return answered;
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

describe('a store that takes 200 requests a second and refuses more', () => {
  it.each([
    ['evenly', bucketOfTokens(() => 200)],
    ['by whole seconds', wholeSeconds(() => 200)],
  ])('is asked about 200 times a second (counting %s)', (_how, admit) => {
    const answered = answeredBySecond(40, admit);
    expect(mean(answered.slice(10))).toBeGreaterThan(170);
    expect(mean(answered.slice(10))).toBeLessThanOrEqual(200);
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
        pace.accepted();
        sent++;
      }
    }
    expect(sent).toBeGreaterThan(480);
    expect(sent).toBeLessThanOrEqual(505);
  });
});

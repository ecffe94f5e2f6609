import { describe, expect, it } from '@jest/globals';
import { toKeyBytes } from '../../inventory/pages/key-bytes';
import type { ScannedPage } from '../../inventory/pages/page-scanner';
import { RangeKnowledge } from '../../inventory/splitting/range-knowledge';

const page = (...keys: readonly string[]): ScannedPage => ({
  length: keys.length + 1,
  counted: keys.length,
  keys: keys.map(toKeyBytes),
  truncated: true,
  nextToken: 'next',
  plus: null,
});

/** A range, and three that were cut off it. */
function cut(): [RangeKnowledge, RangeKnowledge, RangeKnowledge, RangeKnowledge] {
  const whole = new RangeKnowledge();
  const pieces = [new RangeKnowledge(), new RangeKnowledge(), new RangeKnowledge()] as const;
  whole.learn(page('day=1/a', 'day=1/b'));
  whole.cut(pieces);
  return [whole, ...pieces];
}

describe('what a range knows of its neighbours', () => {
  it('passes over ranges in which nothing was found', () => {
    const [whole, one, other, last] = cut();
    one.learn(page());
    one.end();
    other.learn(page());
    other.end();
    expect(last.before).toBe(whole);
    last.learn(page('day=2/a', 'day=2/c'));
    expect(whole.beyond()?.sample).toEqual(['day=2/a', 'day=2/c']);
  });

  it('is kept of one that its first page lists to its end', () => {
    const [whole, one, other] = cut();
    one.learn(page('day=1/c'));
    one.end();
    expect(other.before).toBe(one);
    expect(one.origin).toBe('day=1/c');
    expect(whole.beyond()?.sample).toEqual(['day=1/c']);
  });

  it('is measured again once keys are known to go on behind empty ranges', () => {
    const [whole, one, other] = cut();
    one.learn(page());
    one.end();
    whole.estimate = {
      pages: 1,
      keys: 2,
      pageKeys: 2,
      segments: [],
      questions: [],
      isUnknown: false,
      isOpen: false,
    };
    other.learn(page('day=2/a'));
    expect(whole.estimate).toBeNull();
  });
});

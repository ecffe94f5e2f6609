import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromKeyBytes, toKeyBytes } from '../../inventory/pages/key-bytes';
import { Share } from '../../inventory/splitting/contexts';
import { KeyModel } from '../../inventory/splitting/key-model';
import { ModelNumbers } from '../../inventory/splitting/model-numbers';

const WORDS = ['account', 'backup', 'gateway', 'media', 'video'];
const seen = WORDS.flatMap((one) => WORDS.map((other) => `npm/team-${one}-${other}.json`));

function modelOf(keys: readonly string[]): KeyModel {
  const model = new KeyModel();
  for (let page = 0; page < 20; page++) {
    model.learn(keys.map(toKeyBytes));
  }
  return model;
}

describe('a model of keys', () => {
  it('gives all bytes together a share of one, each behind those before it, whatever it was taught', () => {
    const keys = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 30 }), {
      minLength: 2,
      maxLength: 300,
    });
    fc.assert(
      fc.property(keys, fc.string({ unit: 'binary', maxLength: 6 }), (taught, text) => {
        const model = modelOf(taught.toSorted());
        const [share, position] = [new Share(), toKeyBytes(text).length];
        let before = 0;
        for (let byte = 0; byte < 256; byte++) {
          model.shareOf(byte, toKeyBytes(text), position, share);
          expect(share.before).toBeCloseTo(before, 9);
          before += share.of;
        }
        expect(before).toBeCloseTo(1, 9);
      }),
      { numRuns: 100 },
    );
  });

  it('takes what it saw most often for the most likely', () => {
    const model = modelOf(['ab1', 'ab2', 'ab3', 'xb9', 'xc0']);
    const share = new Share();
    model.shareOf('b'.charCodeAt(0), 'xa', 2, share);
    expect(share.of).toBeGreaterThan(0.5);
  });
});

describe('what all keys of a page share', () => {
  it('is known to come, but not how often', () => {
    const model = modelOf(['a/k1', 'a/m2', 'a/p3', 'a/z9']);
    const shareOf = (first: string): number => {
      const share = new Share();
      model.shareOf(toKeyBytes(first).charCodeAt(0), 'b/', 2, share);
      return share.of;
    };
    const before = shareOf('가');
    for (let page = 0; page < 50; page++) {
      model.learn(['a/가나', 'a/가라', 'a/가사'].map(toKeyBytes));
    }
    expect(shareOf('가')).toBeGreaterThan(20 * before);
    expect(shareOf('가')).toBeLessThan(shareOf('k'));
  });
});

describe('names as numbers of a model', () => {
  const model = modelOf(seen);

  it('lie where words begin that were seen in other folders', () => {
    const numbers = new ModelNumbers(model, 'other/', ['x-account', 'x-backup'].map(toKeyBytes));
    const begin = toKeyBytes('x-account');
    const whole = numbers.distance(begin, toKeyBytes('x-zzz'));
    const points = [1, 2, 3, 4].map((part) => numbers.add(begin, (whole * part) / 5, whole / 16) ?? '');
    expect(points.every((point) => WORDS.some((word) => point.slice(2, 4) === word.slice(0, 2)))).toBe(true);
  });

  it('ascend as the names do, and what is counted on from a name lies behind it and is valid UTF-8', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 12 }).map(toKeyBytes);
    fc.assert(
      fc.property(name, name, fc.double({ min: 0, max: 1e6, noNaN: true }), (one, other, steps) => {
        const names = [one, other].toSorted((a, b) => (a < b ? -1 : Number(a > b)));
        const [low = '', high = ''] = names;
        const numbers = new ModelNumbers(model, '', names);
        expect(numbers.distance(low, high)).toBeGreaterThanOrEqual(0);
        const point = numbers.add(low, steps, 1e-3);
        expect(point === null || fromKeyBytes(point) !== null).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

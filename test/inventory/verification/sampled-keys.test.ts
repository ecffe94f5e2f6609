import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chosenKeys, SampledKeys } from '../../../inventory/verification/sampled-keys';

const keyed = fc
  .uniqueArray(fc.nat(0xffffffff), { maxLength: 300 })
  .map((hashes) => hashes.map((hash) => [`k/${hash}`, hash] as const));

describe('the keys whose contents are compared', () => {
  it('are as many as wanted, and the same in whatever order and however often they are stored meanwhile', () => {
    fc.assert(
      fc.property(keyed, fc.integer({ min: 1, max: 40 }), fc.nat(300), (keys, wanted, stop) => {
        const inOne = new SampledKeys(wanted, Infinity);
        inOne.add(keys);
        const first = new SampledKeys(wanted, Infinity);
        const turned = keys.toReversed();
        turned.slice(0, stop).forEach((key) => first.add([key]));
        const resumed = new SampledKeys(wanted, Infinity, first.toJson());
        turned.slice(stop).forEach((key) => resumed.add([key]));
        expect(chosenKeys(resumed.toJson())).toEqual(chosenKeys(inOne.toJson()));
        expect(chosenKeys(inOne.toJson())).toHaveLength(Math.min(wanted, keys.length));
      }),
    );
  });

  it('take no more room than they are given', () => {
    const sample = new SampledKeys(100, 1000);
    for (let hash = 0; hash < 5000; hash++) {
      sample.add([[`key-${hash}`, Math.imul(hash, 0x9e3779b1) >>> 0]]);
    }
    const { limit, keys } = sample.toJson();
    expect(JSON.stringify(keys).length).toBeLessThanOrEqual(1100);
    expect(keys).toHaveLength(limit);
    expect(limit).toBeGreaterThan(10);
  });
});

import { jest } from '@jest/globals';
import { RateLimit } from '../../../worker/codec-endpoint/rate-limit';

afterEach(() => jest.restoreAllMocks());

describe('a limit of events', () => {
  it('lets as many through at once as it may, and as many more each second', () => {
    let now = 0;
    const limit = new RateLimit({ burst: 2, perSecond: 1 }, () => now);
    expect(['a', 'a', 'a', 'b'].map((name) => limit.allows(name))).toEqual([true, true, false, true]);
    now = 1000;
    expect([limit.allows('a'), limit.allows('a')]).toEqual([true, false]);
  });

  it('shuts nobody out where the clock of the machine is set back', () => {
    const limit = new RateLimit({ burst: 2, perSecond: 1000 });
    expect(limit.allows('a')).toBe(true);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    expect(limit.allows('a')).toBe(true);
    expect(limit.allows('b')).toBe(true);
  });
});

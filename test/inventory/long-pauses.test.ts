import { PrepError } from '../../contracts/prep-error';
import type { PageSource } from '../../inventory/pages/page-source';
import { FakeStore } from './fake-store';
import { sliceOf } from './listed-from';
import { TurningClock } from './turning-clock';

const OBJECTS = Array.from({ length: 100 }, (_, at) => ({ key: String(at).padStart(6, '0'), size: at }));
const AN_HOUR = 3_600_000;

/** A store that once, or always, asks to come back in an hour. */
function resting(times: number): PageSource {
  const store = new FakeStore(OBJECTS);
  let left = times;
  return {
    async fetchPage(...page) {
      if (left-- > 0) {
        throw new PrepError('Ks3SlowDown', { resource: 'photos', retryAfterMs: AN_HOUR });
      }
      return store.fetchPage(...page);
    },
  };
}

describe('a store that asks for a pause of an hour', () => {
  it('is asked again within a minute, so that one answer holds up no listing', async () => {
    const clock = new TurningClock();
    const { done } = await sliceOf(resting(1), { clock });
    expect(done).toBe(true);
    expect(clock.now()).toBeLessThan(60_000);
  });

  it('again and again ends the slice after some minutes with what it said', async () => {
    const clock = new TurningClock();
    await expect(sliceOf(resting(Infinity), { clock })).rejects.toMatchObject({
      type: 'Ks3SlowDown',
      context: { retryAfterMs: AN_HOUR },
    });
    expect(clock.now()).toBeLessThan(5 * 60_000);
  });
});

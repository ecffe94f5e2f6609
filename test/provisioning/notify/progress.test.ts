import {
  isDue,
  NOTHING_YET,
  patience,
  progressAfter,
  type Progress,
} from '../../../provisioning/notify/progress';
import type { Delivery } from '../../../clouds/notify/port';
import { Secret } from '../../../contracts/credentials/secret';
import type { NotifyChannel } from '../../../contracts/settings';

const NOW = 1_800_000_000_000;

function after(before: Progress, name: string, delivery: Delivery, now = NOW): Progress {
  const channel: NotifyChannel = {
    name,
    kind: 'slack',
    url: new Secret('https://hooks.slack.com/services/x'),
    events: ['waiting'],
    language: 'en',
  };
  return progressAfter(before, { channel, delivery }, now);
}

describe('the progress of a notification', () => {
  it('leaves alone who has it and who refused it', () => {
    const progress = after(after(NOTHING_YET, 'a', { outcome: 'delivered' }), 'b', {
      outcome: 'refused',
      why: 'no',
    });

    expect(isDue('a', progress, NOW)).toBe(false);
    expect(isDue('b', progress, NOW)).toBe(false);
    expect(isDue('c', progress, NOW)).toBe(true);
    expect(progress.settled).toEqual([
      { channel: 'a', delivered: true, why: '' },
      { channel: 'b', delivered: false, why: 'no' },
    ]);
  });

  it('asks again who failed, and who asked for patience not before its time', () => {
    const progress = after(after(NOTHING_YET, 'a', { outcome: 'failed', why: 'down' }), 'b', {
      outcome: 'failed',
      why: 'too fast',
      retryAfterMs: 60_000,
    });

    expect(isDue('a', progress, NOW)).toBe(true);
    expect(isDue('b', progress, NOW + 59_999)).toBe(false);
    expect(isDue('b', progress, NOW + 60_000)).toBe(true);
    // The one that is down follows the usual backoff.
    expect(patience(progress, NOW)).toBeUndefined();
  });

  it('waits where everybody left asked for patience, for the first and not indefinitely', () => {
    const minute = after(NOTHING_YET, 'a', { outcome: 'failed', why: 'too fast', retryAfterMs: 60_000 });
    const both = after(minute, 'b', { outcome: 'failed', why: 'too fast', retryAfterMs: 86_400_000 });

    expect(patience(both, NOW + 1000)).toBe(59_000);
    expect(isDue('b', both, NOW + 15 * 60_000)).toBe(true);
  });

  it('forgets what went wrong once it is delivered', () => {
    const failed = after(NOTHING_YET, 'a', { outcome: 'failed', why: 'down' });
    const delivered = after(failed, 'a', { outcome: 'delivered' });

    expect(delivered).toEqual({ settled: [{ channel: 'a', delivered: true, why: '' }], failing: [] });
    expect(patience(delivered, NOW)).toBeUndefined();
  });
});

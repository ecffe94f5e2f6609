import fc from 'fast-check';
import { startClock, advance, nextTimer, type Due } from '../../workflows/run/wait-clock';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-24T05:00:00.000Z');

const MONTH = {
  timeoutMs: 30 * DAY,
  remindEveryMs: 8 * HOUR,
  escalation: { afterMs: 10 * DAY, approvers: ['chen.jie'] },
};

/** Waits as the workflow does: sleeps until something is due, or longer if no worker runs, and does it. */
function wait(times: typeof MONTH, oversleeps: (now: number) => number = () => 0) {
  const happened: { due: Due; day: number }[] = [];
  let clock = startClock(times, START);
  let now = START;
  for (let due: Due[] = []; !due.includes('deadline');) {
    now += nextTimer(clock, now);
    now += oversleeps(now);
    [clock, due] = advance(clock, times, now);
    happened.push(...due.map((one) => ({ due: one, day: (now - START) / DAY })));
  }
  return happened;
}

describe('a wait of thirty days', () => {
  it('reminds every eight hours, escalates on the tenth day, and ends on the thirtieth', () => {
    const happened = wait(MONTH);
    expect(happened.filter(({ due }) => due === 'reminder')).toHaveLength(89);
    expect(happened.filter(({ due }) => due === 'escalation')).toEqual([{ due: 'escalation', day: 10 }]);
    expect(happened.at(-1)).toEqual({ due: 'deadline', day: 30 });
  });

  it('makes up for no reminders of a week without a worker, but escalates in it', () => {
    let slept = false;
    const happened = wait(MONTH, (now) => {
      const first = !slept && now - START > 9 * DAY;
      slept ||= first;
      return first ? 7 * DAY : 0;
    });
    const { day = 0 } = happened.find(({ due }) => due === 'escalation') ?? {};
    expect(day).toBeGreaterThan(16);
    expect(happened.filter((one) => one.day === day).map(({ due }) => due)).toEqual([
      'escalation',
      'reminder',
    ]);
    expect(happened.filter(({ due }) => due === 'reminder').length).toBeLessThan(89 - 20);
  });

  it('is over when no worker ran at its end, and then neither reminds nor escalates', () => {
    expect(wait({ ...MONTH, remindEveryMs: 40 * DAY }, () => 35 * DAY)).toEqual([
      { due: 'deadline', day: 45 },
    ]);
  });

  it('ends at any terms, escalates once at most, and never sleeps for no time', () => {
    const ms = fc.integer({ min: 1000, max: 1_000_000 });
    fc.assert(
      fc.property(ms, ms, fc.option(ms), (timeoutMs, remindEveryMs, afterMs) => {
        const escalation = afterMs === null ? null : { afterMs, approvers: [] };
        const happened = wait({ timeoutMs, remindEveryMs, escalation } as unknown as typeof MONTH);
        const escalations = happened.filter(({ due }) => due === 'escalation').length;
        expect(escalations).toBe(afterMs !== null && afterMs < timeoutMs ? 1 : 0);
        expect(happened.at(-1)?.due).toBe('deadline');
      }),
    );
  });
});

import type { AttentionTerms } from '../../contracts/runs/attention';
import { timedWait } from './timed-wait';
import { advance, nextTimer, startClock, type Due } from './wait-clock';

/** Each reminder is some events in the history of the run; after so many nobody is going to read the next one. */
const MAX_REMINDERS = 500;

/** What a wait for an action tells of itself. */
export interface ActionWaitState {
  /** ISO time at which the run ends; null if it waits until somebody acts. */
  readonly deadline: string | null;
  readonly reminders: number;
}

/** What happens in a wait. */
export interface ActionWait {
  /** Whether somebody acted. */
  readonly acted: () => boolean;
  /** Called at the beginning and after each reminder, with what is due. */
  readonly show: (state: ActionWaitState, due: readonly Exclude<Due, 'deadline'>[]) => void;
  /** In the timeline of the Web UI. */
  readonly summary: string;
}

/**
 * Waits durably until somebody acts, reminds, and escalates.
 *
 * @returns whether somebody acted in time
 */
export async function waitForAction(
  { remindEveryMs, escalateAfter, timeoutMs }: AttentionTerms,
  { acted, show, summary }: ActionWait,
): Promise<boolean> {
  const times = {
    timeoutMs: timeoutMs ?? Infinity,
    remindEveryMs,
    escalation: escalateAfter === null ? null : { afterMs: remindEveryMs * escalateAfter },
  };
  let clock = startClock(times, Date.now());
  const deadline = timeoutMs === null ? null : new Date(clock.deadline).toISOString();
  show({ deadline, reminders: 0 }, []);
  for (;;) {
    const timer = nextTimer(
      clock.reminders < MAX_REMINDERS ? clock : { ...clock, remindAt: Infinity },
      Date.now(),
    );
    if (await timedWait(acted, timer, summary)) {
      return true;
    }
    const [next, due] = advance(clock, times, Date.now());
    clock = next;
    if (due.includes('deadline')) {
      return false;
    }
    show({ deadline, reminders: clock.reminders }, due as Exclude<Due, 'deadline'>[]);
  }
}

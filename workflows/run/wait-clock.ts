/** When something happens in a wait for people, in milliseconds since the epoch. */
export interface WaitClock {
  readonly since: number;
  /** After it nothing counts any more. */
  readonly deadline: number;
  readonly remindAt: number;
  readonly reminders: number;
  /** From then on the second group counts; null where there is none, or none any more to come. */
  readonly escalateAt: number | null;
}

/** What is due at a moment of a wait. */
export type Due = 'reminder' | 'escalation' | 'deadline';

/** In milliseconds; the time-out is infinite for a wait without end. */
interface Times {
  readonly timeoutMs: number;
  readonly remindEveryMs: number;
  readonly escalation: { readonly afterMs: number } | null;
}

/** The clock of a wait that begins now. */
export function startClock({ timeoutMs, remindEveryMs, escalation }: Times, now: number): WaitClock {
  return {
    since: now,
    deadline: now + timeoutMs,
    remindAt: now + remindEveryMs,
    reminders: 0,
    escalateAt: escalation === null ? null : now + escalation.afterMs,
  };
}

/** Milliseconds until the next thing is due; at least one, as timers want it. */
export function nextTimer({ deadline, remindAt, escalateAt }: WaitClock, now: number): number {
  return Math.max(1, Math.min(deadline, remindAt, escalateAt ?? Infinity) - now);
}

/**
 * What is due by now, and the clock afterwards. Reminders that nobody could send, because no worker ran, are not made
 * up for: one is enough.
 */
export function advance(clock: WaitClock, { remindEveryMs }: Times, now: number): [WaitClock, Due[]] {
  if (now >= clock.deadline) {
    return [clock, ['deadline']];
  }
  const escalates = clock.escalateAt !== null && now >= clock.escalateAt;
  const reminds = now >= clock.remindAt;
  return [
    {
      ...clock,
      ...(escalates ? { escalateAt: null } : {}),
      ...(reminds ? { remindAt: now + remindEveryMs, reminders: clock.reminders + 1 } : {}),
    },
    [...(escalates ? (['escalation'] as const) : []), ...(reminds ? (['reminder'] as const) : [])],
  ];
}

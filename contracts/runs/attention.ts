/** How long a run waits that requires an action, and whom it tells meanwhile. */
export interface AttentionTerms {
  /** Milliseconds between reminders. */
  readonly remindEveryMs: number;
  /** After so many reminders the receivers of escalations are told too; null for never. */
  readonly escalateAfter: number | null;
  /** Milliseconds after which the run ends and cleans up; null if it waits until somebody acts. */
  readonly timeoutMs: number | null;
}

/** What the configuration says of it. */
export interface AttentionSettings extends AttentionTerms {
  /** The time-out of a run that a Schedule started: later firings would be skipped while it waits. */
  readonly scheduledTimeoutMs: number;
}

/** What a validated input adds. */
export interface Attended {
  readonly attention: AttentionSettings;
}

const HOUR_MS = 3_600_000;

/** What holds before the input is validated. */
export const USUAL_ATTENTION: AttentionSettings = {
  remindEveryMs: 8 * HOUR_MS,
  escalateAfter: 3,
  timeoutMs: null,
  scheduledTimeoutMs: 48 * HOUR_MS,
};

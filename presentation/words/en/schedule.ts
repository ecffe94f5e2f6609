import { named } from '../../text/foreign-text';
import { shellWord } from '../../text/shell-word';
import type { Said, Say } from '../phrase';

/** Sentences about Schedules that travel as data. */
export const schedule = {
  notFound: ({ scheduleId }: { scheduleId: string }) =>
    `There is no Schedule ${named(scheduleId)} in this namespace. List them: npx prep schedule list`,
  exists: ({ scheduleId }: { scheduleId: string }) =>
    `There already is a Schedule ${named(scheduleId)}. Delete it first (npx prep schedule delete --id ${shellWord(scheduleId)}), or choose another ID with --id.`,
  refused: ({ why }: { why: string }) =>
    `The Temporal server refused the Schedule: ${why}. Check the expression, the time zone and the durations.`,
  timeMissing: 'Say when the Schedule starts runs: --cron "0 3 * * *" or --every "1 day".',
  catchUpTooShort: 'The option --catch-up must be at least 10 seconds: Temporal allows no shorter window.',
  notABucket: ({ name, problem }: { name: string; problem: Said }, say: Say) =>
    `${name} ${say(problem)}. A Schedule whose ID is another one is named with --id.`,
  nameIt: 'Name the KS3 bucket of the Schedule, or its ID with --id, not both.',
  created: ({ scheduleId }: { scheduleId: string }) => `Created Schedule ${named(scheduleId)}`,
  firesNever: ({ scheduleId }: { scheduleId: string }) =>
    `${named(scheduleId)} never fires: no time matches the expression. Delete it, and create it with another: npx prep schedule delete --id ${shellWord(scheduleId)}`,
  pausedNow: ({ scheduleId }: { scheduleId: string }) =>
    `Paused ${named(scheduleId)}: it starts no runs until it is resumed. Open runs continue.`,
  by: ({ from }: { from: string }) => `by ${from}`,
  resumed: ({ scheduleId }: { scheduleId: string }) => `Resumed ${named(scheduleId)}`,
  triggered: ({ scheduleId }: { scheduleId: string }) =>
    `Triggered ${named(scheduleId)}. See what it started: npx prep schedule describe --id ${shellWord(scheduleId)}`,
  triggeredWhileOpen: ({
    scheduleId,
    workflowId,
    see,
  }: Record<'scheduleId' | 'workflowId' | 'see', string>) =>
    `Triggered ${named(scheduleId)}, which starts no run: ${named(workflowId)} is open, and the Schedule skips firings until it has ended. See what it waits for: ${see}`,
  unreadable: ({ scheduleId, why }: { scheduleId: string; why: Said | null }, say: Say) =>
    `The input of ${named(scheduleId)} cannot be decoded${why === null ? ': it is not JSON. Delete it and create it again.' : `. ${say(why)}`}`,
  deleted: ({ scheduleId }: { scheduleId: string }) =>
    `Deleted ${named(scheduleId)}. Runs that it started continue.`,
};

/** Labels of what is shown about Schedules. */
export const schedules = {
  heading: (scheduleId: string, isPaused: boolean) =>
    `Schedule ${scheduleId}: ${isPaused ? 'paused' : 'active'}`,
  active: 'active',
  paused: 'paused',
  never: 'never',
  notYet: 'not yet',
  none: 'none',
  noSchedules: 'There are no Schedules of preparations in this namespace.',
  labels: {
    id: 'Schedule',
    state: 'State',
    when: 'When',
    jitter: 'Jitter',
    overlap: 'Overlap',
    catchUp: 'Catch-up window',
    note: 'Note',
    next: 'Next',
    last: 'Last',
    running: 'Running',
    started: 'Started runs',
    skipped: 'Skipped',
    missed: 'Missed',
    workflowId: 'Workflow ID',
    input: 'Input',
  },
  skippedWhileRunning: (scheduleId: string, skipped: number, workflowId: string) =>
    `${named(scheduleId)} has skipped ${skipped} ${skipped === 1 ? 'firing' : 'firings'} and keeps skipping while ${named(workflowId)} is open. See what it waits for: npx prep status --id ${shellWord(workflowId)}`,
};

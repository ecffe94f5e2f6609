/** Exit codes of every command, as `prep --help` lists them. Schedulers act on them: a meaning never changes. */
export const EXIT = {
  done: 0,
  error: 1,
  invalidInput: 2,
  waitingForApproval: 3,
  rejectedOrTimedOut: 4,
  actionRequired: 5,
  stillRunning: 6,
  differs: 7,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

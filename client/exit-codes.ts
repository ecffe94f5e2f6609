/** Exit codes of every command. Schedulers act on them: a meaning never changes. */
export const EXIT = {
  done: 0,
  error: 1,
  invalidInput: 2,
  waitingForApproval: 3,
  rejectedOrTimedOut: 4,
  actionRequired: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Shown with `prep --help`. */
export const EXIT_CODES_HELP = `Exit codes:
  0  done, or under way and waiting for nobody
  1  error
  2  invalid input or arguments
  3  waiting for approval
  4  rejected, or the approval timed out
  5  action required: somebody has to cure something and send retry`;

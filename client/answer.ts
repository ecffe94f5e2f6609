import type { ExitCode } from './exit-codes';

/** The final output of a command, for machines and for people. */
export interface Answer {
  readonly exitCode: ExitCode;
  /** The one object of `--json`. */
  readonly json: object;
  /** Empty if everything was already printed. */
  readonly text: string;
}

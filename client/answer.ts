import type { ExitCode } from './exit-codes';

/** What a command has to say at its end: once for machines, once for people. */
export interface Answer {
  readonly exitCode: ExitCode;
  /** The one object of `--json`. */
  readonly json: object;
  /** Empty where everything was said on the way. */
  readonly text: string;
}

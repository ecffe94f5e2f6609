import type { ErrorType } from '../contracts/error-table';
import { PrepError } from '../contracts/prep-error';
import { visible } from '../presentation/text/foreign-text';
import type { Phrase, Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import { SaidError } from '../presentation/words/said-error';
import { EXIT, type ExitCode } from './exit-codes';

/** What went wrong, as `--json` names it in `error.type`. Types of the error table come through as they are. */
export type CommandErrorType =
  | ErrorType
  | 'TemporalUnreachable'
  | 'TemporalBusy'
  | 'NotFound'
  | 'NoWorker'
  | 'NoAnswer'
  | 'WorkflowTaskFailed'
  | 'WrongTaskQueue'
  | 'DecisionRefused'
  | 'NothingToDecide'
  | 'PlanUntrustworthy'
  | 'SigningFailed'
  | 'AlreadyFinished'
  | 'NothingToRetry'
  | 'NoRounds'
  | 'AlreadyRequested'
  | 'StillRunning'
  | 'NothingToConfirm'
  | 'NoResult'
  | 'ResultNotAuthentic'
  | 'FileRefused'
  | 'PayloadNotReadable'
  | 'KeyInUse'
  | 'Interrupted'
  | 'Failed';

/** What is said of an error that nothing foresaw: its name alone, as its message may hold anything. */
export function unexpected(error: unknown): Phrase {
  return phrase('command.unexpected', { name: visible(nameOf(error)) });
}

/** What is said of any error, within a sentence about something else. */
export function saidOf(error: unknown): Said {
  if (error instanceof PrepError) {
    return error.report;
  }
  return error instanceof SaidError ? error.said : unexpected(error);
}

/** @returns `Error` for what is none */
function nameOf(error: unknown): string {
  return (error instanceof Error ? error : new Error()).name;
}

/**
 * A command failed: what happened and what to do, as data. People see no stack trace.
 */
export class CommandError extends SaidError {
  override readonly name = 'CommandError';

  constructor(
    readonly type: CommandErrorType,
    said: Said,
    readonly exitCode: ExitCode = type === 'InvalidInput' ? EXIT.invalidInput : EXIT.error,
    options?: ErrorOptions,
  ) {
    super(said, options);
  }
}

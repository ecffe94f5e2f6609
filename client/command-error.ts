import type { ErrorType } from '../contracts/error-table';
import { EXIT, type ExitCode } from './exit-codes';

/** What went wrong, as `--json` names it in `error.type`. Types of the error table come through as they are. */
export type CommandErrorType =
  | ErrorType
  | 'TemporalUnreachable'
  | 'NotFound'
  | 'NoWorker'
  | 'NoAnswer'
  | 'WorkflowTaskFailed'
  | 'DecisionRefused'
  | 'NothingToDecide'
  | 'PlanUntrustworthy'
  | 'SigningFailed'
  | 'AlreadyFinished'
  | 'NothingToRetry'
  | 'StillRunning'
  | 'NothingToConfirm'
  | 'NoResult'
  | 'ResultNotAuthentic'
  | 'FileRefused'
  | 'PayloadNotReadable'
  | 'KeyInUse'
  | 'Interrupted'
  | 'Failed';

/** A command cannot do what was asked. Its message says what happened and what to do; no stack trace is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly type: CommandErrorType,
    message: string,
    readonly exitCode: ExitCode = type === 'InvalidInput' ? EXIT.invalidInput : EXIT.error,
  ) {
    super(message);
  }
}

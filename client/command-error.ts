import type { ErrorType } from '../contracts/error-table';
import type { Said } from '../presentation/words/phrase';
import { say } from '../presentation/words/words';
import { EXIT, type ExitCode } from './exit-codes';

/** What went wrong, as `--json` names it in `error.type`. Types of the error table come through as they are. */
export type CommandErrorType =
  | ErrorType
  | 'TemporalUnreachable'
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
  | 'StillRunning'
  | 'NothingToConfirm'
  | 'NoResult'
  | 'ResultNotAuthentic'
  | 'FileRefused'
  | 'PayloadNotReadable'
  | 'KeyInUse'
  | 'Interrupted'
  | 'Failed';

/**
 * A command failed: what happened and what to do, as data. Its message is English for logs; people see `said` in
 * their language, and no stack trace.
 */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly type: CommandErrorType,
    readonly said: Said,
    readonly exitCode: ExitCode = type === 'InvalidInput' ? EXIT.invalidInput : EXIT.error,
  ) {
    super(say('en', said));
  }
}

import {
  QueryNotRegisteredError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  ValueError,
  WorkflowNotFoundError,
} from '@temporalio/common';
import { PayloadNotReadable } from '../../configuration/encryption/payload-not-readable';
import { grpcStatusOf, NOT_FOUND } from '../../configuration/temporal/grpc-status';
import { fleetNameIn, migratedBucketIn, preparationBucketIn } from '../../contracts/names';
import { isErrorReport, isPhrase, type Said } from '../../presentation/words/phrase';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import { RunFailedError } from './preparations';
import { noWorkerAnswers, updateUnanswered } from './unanswered';

// gRPC status codes (grpc.github.io/grpc/core/md_doc_statuscodes.html)
/** The SDK sometimes reports its own passed deadline with this status. */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
/** A limit of requests: it passes. */
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** Rebuilds an error of the Temporal client into one that says what to do. */
export function explainTemporalError(error: unknown, workflowId: string, askedWorker = false): Error {
  if (error instanceof CommandError || error instanceof RunFailedError) {
    return error;
  }
  if (error instanceof WorkflowNotFoundError) {
    return notFound(workflowId);
  }
  if (error instanceof QueryNotRegisteredError) {
    return new CommandError('InvalidInput', phrase('command.notAnswered', { workflowId }));
  }
  if (error instanceof PayloadNotReadable) {
    return new CommandError('PayloadNotReadable', error.said);
  }
  if (error instanceof ValueError) {
    return new CommandError('PayloadNotReadable', phrase('command.undecodable', { workflowId }));
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return updateUnanswered();
  }
  if (error instanceof WorkflowUpdateFailedError) {
    return new CommandError('DecisionRefused', saidBy(error.cause ?? error));
  }
  if (error instanceof WorkflowFailedError) {
    return runFailed(error.cause, error.message);
  }
  return ofStatus(grpcStatusOf(error), workflowId, askedWorker) ?? unforeseen(error, workflowId);
}

function ofStatus(code: number | undefined, workflowId: string, askedWorker: boolean): CommandError | null {
  switch (code) {
    case NOT_FOUND:
      return notFound(workflowId);
    case FAILED_PRECONDITION:
      return noWorkerAnswers();
    case CANCELLED:
    case DEADLINE_EXCEEDED:
      return askedWorker
        ? noWorkerAnswers()
        : new CommandError('TemporalUnreachable', phrase('command.serverSilent'));
    case UNAVAILABLE:
      return new CommandError('TemporalUnreachable', phrase('command.serverSilent'));
    case PERMISSION_DENIED:
    case UNAUTHENTICATED:
      return new CommandError('TemporalUnreachable', phrase('command.serverRefuses'));
    default:
      return null;
  }
}

function notFound(workflowId: string): CommandError {
  const name = fleetNameIn(workflowId);
  if (name !== null) {
    return new CommandError('NotFound', phrase('command.noBatch', { name: named(name) }));
  }
  const [prepared, migrated] = [preparationBucketIn(workflowId), migratedBucketIn(workflowId)];
  return new CommandError(
    'NotFound',
    prepared !== null
      ? phrase('command.noPreparation', { bucket: prepared })
      : migrated !== null
        ? phrase('command.noMigration', { bucket: migrated })
        : phrase('command.noSuchRun', { workflowId: named(workflowId) }),
  );
}

function runFailed(cause: Error | undefined, fallback: string): RunFailedError {
  if (cause instanceof ApplicationFailure) {
    return new RunFailedError(cause.type ?? 'Failed', saidBy(cause));
  }
  if (cause instanceof CancelledFailure) {
    return new RunFailedError('Cancelled', phrase('command.runCancelled'));
  }
  if (cause instanceof TerminatedFailure) {
    return new RunFailedError('Terminated', phrase('command.runTerminated', { why: cause.message }));
  }
  if (cause instanceof TimeoutFailure) {
    return new RunFailedError('TimedOut', phrase('command.runTimedOut'));
  }
  return new RunFailedError('Failed', cause?.message ?? fallback);
}

/** What the workflow says as data if it gave that, else the words of the failure. */
function saidBy(failure: Error): Said {
  const said = failure instanceof ApplicationFailure ? failure.details?.at(-1) : undefined;
  return isErrorReport(said) || isPhrase(said) ? said : failure.message;
}

/** How the server says that a run does not know a message; not all versions of it do so with a code of its own. */
const NO_HANDLER = /did not register a handler|registered (queries|updates)|unknown (query|update)/i;

/**
 * An error that is not known here: in the words of the server if it sent some, else as it is, so that it is reported as
 * unexpected, without the words of a library.
 */
function unforeseen(error: unknown, workflowId: string): Error {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const { details } = Object(cause) as { details?: unknown };
  const said = typeof details === 'string' ? details : '';
  if (NO_HANDLER.test(`${message} ${said}`)) {
    return new CommandError('InvalidInput', phrase('command.notAnswered', { workflowId }));
  }
  const type = grpcStatusOf(error) === RESOURCE_EXHAUSTED ? 'TemporalBusy' : 'Failed';
  return said === ''
    ? new UnforeseenError(error)
    : new CommandError(type, phrase('command.serverSays', { details: named(said) }));
}

/** Reported by its name alone; `PREP_DEBUG` shows the rest. */
class UnforeseenError extends Error {
  constructor(cause: unknown) {
    super('Unforeseen error of the Temporal client', { cause });
    this.name = cause instanceof Error ? cause.name : typeof cause;
  }
}

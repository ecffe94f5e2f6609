import {
  isGrpcServiceError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowNotFoundError,
} from '@temporalio/common';
import { PayloadNotReadable } from '../configuration/encryption/payload-not-readable';
import { CommandError } from './command-error';
import { RunFailedError } from './preparations';
import { noWorkerAnswers, updateUnanswered } from './unanswered';

// gRPC status codes (grpc.github.io/grpc/core/md_doc_statuscodes.html)
/** As which the SDK now and then reports that its own deadline has passed. */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

const NO_ANSWER = 'The Temporal server does not answer any more. Look whether it runs, then ask again.';

/** Rebuilds an error of the Temporal client into one that says what to do. */
export function explainTemporalError(error: unknown, workflowId: string, askedWorker = false): Error {
  if (error instanceof CommandError || error instanceof RunFailedError) {
    return error;
  }
  if (error instanceof WorkflowNotFoundError) {
    return notFound(workflowId);
  }
  if (error instanceof PayloadNotReadable) {
    return new CommandError('PayloadNotReadable', error.message);
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return updateUnanswered();
  }
  if (error instanceof WorkflowUpdateFailedError) {
    return new CommandError('DecisionRefused', error.cause?.message ?? error.message);
  }
  if (error instanceof WorkflowFailedError) {
    return runFailed(error.cause, error.message);
  }
  return ofStatus(statusOf(error), workflowId, askedWorker) ?? asIs(error);
}

function ofStatus(code: number | undefined, workflowId: string, askedWorker: boolean): CommandError | null {
  switch (code) {
    case NOT_FOUND:
      return notFound(workflowId);
    case FAILED_PRECONDITION:
      return noWorkerAnswers();
    case CANCELLED:
    case DEADLINE_EXCEEDED:
      return askedWorker ? noWorkerAnswers() : new CommandError('TemporalUnreachable', NO_ANSWER);
    case UNAVAILABLE:
      return new CommandError('TemporalUnreachable', NO_ANSWER);
    case PERMISSION_DENIED:
    case UNAUTHENTICATED:
      return new CommandError(
        'TemporalUnreachable',
        'The Temporal server refuses these credentials for this.',
      );
    default:
      return null;
  }
}

/** The gRPC status of an error or of what it wraps. */
function statusOf(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) {
    return error.code;
  }
  return error instanceof Error && error.cause !== undefined ? statusOf(error.cause) : undefined;
}

function notFound(workflowId: string): CommandError {
  const bucket = /^prepare\/([^/]+)$/.exec(workflowId)?.[1];
  return new CommandError(
    'NotFound',
    bucket === undefined
      ? `There is no run with the workflow ID ${workflowId} in this namespace.`
      : `There is no preparation of KS3 bucket ${bucket}; start it with: npx prep start --bucket ${bucket}`,
  );
}

function runFailed(cause: Error | undefined, fallback: string): RunFailedError {
  if (cause instanceof ApplicationFailure) {
    return new RunFailedError(cause.type ?? 'Failed', cause.message);
  }
  if (cause instanceof CancelledFailure) {
    return new RunFailedError('Cancelled', 'The run was cancelled.');
  }
  if (cause instanceof TerminatedFailure) {
    return new RunFailedError('Terminated', `The run was terminated: ${cause.message}`);
  }
  if (cause instanceof TimeoutFailure) {
    return new RunFailedError('TimedOut', 'The run timed out.');
  }
  return new RunFailedError('Failed', cause?.message ?? fallback);
}

/** What nobody foresaw, with the server's own words. */
function asIs(error: unknown): CommandError {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const { details } = Object(cause) as { details?: unknown };
  return new CommandError(
    'Failed',
    typeof details === 'string' && details !== '' ? `${message}: ${details}` : message,
  );
}

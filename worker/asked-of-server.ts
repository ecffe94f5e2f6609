import { WorkflowFailedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { isNoneOfOurs } from '../configuration/encryption/is-none-of-ours';
import { grpcStatusOf } from '../configuration/temporal/grpc-status';
import { PrepError } from '../contracts/prep-error';

const ANSWER_WITHIN_MS = 10_000;

/**
 * Asks the server about runs, until the activity that asks is cancelled.
 *
 * @param resource what is asked about, as a problem names it
 * @throws PrepError `HistoryUnreadable`; WorkflowNotFoundError, WorkflowFailedError, and what says that a payload is none of ours;
 *   the reason of the cancellation
 */
export async function askedOfServer<T>(
  connection: Pick<Client, 'withAbortSignal' | 'withDeadline'>,
  resource: string,
  cancellation: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await connection.withAbortSignal(cancellation, () =>
      connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, ask),
    );
  } catch (error) {
    cancellation.throwIfAborted();
    if (
      error instanceof WorkflowNotFoundError ||
      error instanceof WorkflowFailedError ||
      isNoneOfOurs(error)
    ) {
      throw error;
    }
    const status = grpcStatusOf(error);
    throw new PrepError('HistoryUnreadable', {
      resource,
      ...(status === undefined ? {} : { code: `gRPC ${status}` }),
    });
  }
}

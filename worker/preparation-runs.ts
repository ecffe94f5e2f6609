import {
  ApplicationFailure,
  Client,
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';
import { isNoneOfOurs } from '../configuration/encryption/is-none-of-ours';
import { executionState } from '../configuration/temporal/execution-state';
import { grpcStatusOf } from '../configuration/temporal/grpc-status';
import { inputOfRun } from '../configuration/temporal/run-input';
import { undecoded } from '../configuration/temporal/undecoded';
import { statusQuery } from '../contracts/messages';
import type { RunIdentity } from '../contracts/runs/run-identity';
import type { PreparationStatus } from '../contracts/runs/status';
import type { PreparationRuns } from '../provisioning/fleet/preparation-runs';
import { askedOfServer } from './asked-of-server';

/** For a query, which a worker answers. */
const ANSWER_WITHIN_MS = 10_000;
const OF_SCHEDULES =
  'WorkflowType = "prepareMigration" AND ExecutionStatus = "Running" AND TemporalScheduledById IS NOT NULL';

/**
 * The preparations of a namespace over the connection of a worker.
 *
 * @param dataConverter the worker's, so that encrypted results and answers are decrypted
 */
export function connectPreparationRuns(
  connection: NativeConnection,
  namespace: string,
  dataConverter: DataConverter,
): PreparationRuns {
  const client = new Client({ connection, namespace, dataConverter });
  const { workflow: bare } = undecoded(client);

  const answered = <T>(resource: string, cancellation: AbortSignal, ask: () => Promise<T>) =>
    askedOfServer(client, resource, cancellation, ask);

  return {
    async describe(workflowId, cancellation) {
      try {
        const found = await answered(workflowId, cancellation, () => bare.getHandle(workflowId).describe());
        return {
          runId: found.runId,
          type: found.type,
          state: executionState(found.status.name),
          events: found.historyLength,
          closedAt: found.closeTime?.getTime() ?? null,
        };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          return null;
        }
        throw error;
      }
    },

    async status(workflowId, runId, cancellation) {
      try {
        return await client.withAbortSignal(cancellation, () =>
          client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
            client.workflow.getHandle(workflowId, runId).query<PreparationStatus, []>(statusQuery.name),
          ),
        );
      } catch (error) {
        cancellation.throwIfAborted();
        // A run without a workflow task yet, one that fails its tasks, or one that is not ours: the next look asks again.
        if (
          grpcStatusOf(error) !== undefined ||
          error instanceof QueryNotRegisteredError ||
          error instanceof QueryRejectedError ||
          error instanceof WorkflowNotFoundError ||
          isNoneOfOurs(error)
        ) {
          return null;
        }
        throw error;
      }
    },

    input: (workflowId, runId, cancellation) =>
      answered(workflowId, cancellation, () => inputOfRun(client, { workflowId, runId })),

    ofSchedules: (cancellation) =>
      answered('the runs of Schedules', cancellation, async () => {
        const found: RunIdentity[] = [];
        for await (const { workflowId, runId } of bare.list({ query: OF_SCHEDULES })) {
          found.push({ workflowId, runId });
        }
        return found;
      }),

    async ending(workflowId, runId, cancellation) {
      try {
        const result: unknown = await answered(workflowId, cancellation, () =>
          client.workflow.getHandle(workflowId, runId, { firstExecutionRunId: undefined }).result(),
        );
        return { result };
      } catch (error) {
        if (error instanceof WorkflowFailedError) {
          const { cause } = error;
          return { failure: cause instanceof ApplicationFailure ? (cause.type ?? 'Failed') : 'Failed' };
        }
        if (isNoneOfOurs(error)) {
          return { result: undefined };
        }
        throw error;
      }
    },
  };
}

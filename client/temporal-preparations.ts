import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { SliceProgress } from '../contracts/inventory';
import { decideUpdate, statusQuery } from '../contracts/messages';
import { TASK_QUEUE } from '../contracts/names';
import { connectClient } from '../worker/temporal-connection';
import type { Preparations, RunState } from './preparations';
import { explainTemporalError } from './temporal-errors';
import { webUiLink } from './web-ui-link';

const SERVER_ANSWERS_WITHIN_MS = 10_000;
/** A worker answers a query or an update within a workflow task, whose timeout is ten seconds. */
const WORKER_ANSWERS_WITHIN_MS = 15_000;
/** A poll lasts up to a minute; a worker that has not polled for longer is gone. */
const POLLED_WITHIN_MS = 90_000;
const WORKFLOW_TASK_QUEUE = 1;

const STATES: Readonly<Record<string, RunState['state']>> = {
  RUNNING: 'running',
  COMPLETED: 'completed',
  CONTINUED_AS_NEW: 'running',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed out',
};

/**
 * Connects to the namespace that the environment names.
 *
 * @throws ConfigurationError, TemporalConnectionError
 */
export async function connectPreparations(env: NodeJS.ProcessEnv): Promise<Preparations> {
  const connected = await connectClient(env);
  const { client, address, namespace } = connected;
  return temporalPreparations(
    client,
    (workflowId) => webUiLink(env, address, namespace, workflowId),
    () => connected.close(),
  );
}

/** The port to runs over a connected client. */
export function temporalPreparations(
  client: Client,
  linkOf: Preparations['linkOf'],
  close: () => Promise<void>,
): Preparations {
  const { workflow } = client;
  const { namespace } = client.options;

  async function asked<T>(workflowId: string, withinMs: number, ask: () => Promise<T>): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + withinMs, ask);
    } catch (error) {
      throw explainTemporalError(error, workflowId, withinMs === WORKER_ANSWERS_WITHIN_MS);
    }
  }

  async function describe(workflowId: string): Promise<RunState> {
    const found = await asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () =>
      workflow.getHandle(workflowId).describe(),
    );
    return {
      workflowId,
      runId: found.runId,
      state: STATES[found.status.name] ?? 'failed',
      startedAt: found.startTime,
      closedAt: found.closeTime ?? null,
    };
  }

  return {
    namespace,
    linkOf,
    describe,
    close,

    async start({ type, workflowId, input, summary }) {
      const options = { workflowId, taskQueue: TASK_QUEUE, args: [input], staticSummary: summary };
      try {
        // A conflict is an error here and not USE_EXISTING, whose answer does not tell whether it was new.
        const handle = await client.withDeadline(Date.now() + SERVER_ANSWERS_WITHIN_MS, () =>
          workflow.start(type, { ...options, workflowIdConflictPolicy: 'FAIL' }),
        );
        return { runId: handle.firstExecutionRunId, attached: false };
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) {
          return { runId: (await describe(workflowId)).runId, attached: true };
        }
        throw explainTemporalError(error, workflowId);
      }
    },

    status: (workflowId) =>
      asked(workflowId, WORKER_ANSWERS_WITHIN_MS, () => workflow.getHandle(workflowId).query(statusQuery)),

    async listingProgress(inventoryWorkflowId) {
      const { raw } = await asked(inventoryWorkflowId, SERVER_ANSWERS_WITHIN_MS, () =>
        workflow.getHandle(inventoryWorkflowId).describe(),
      );
      const beats = (raw.pendingActivities ?? []).flatMap(
        ({ heartbeatDetails }) => heartbeatDetails?.payloads ?? [],
      );
      return readProgress(await decoded(client, beats));
    },

    decide: (workflowId, decision) =>
      asked(workflowId, WORKER_ANSWERS_WITHIN_MS, () =>
        workflow.getHandle(workflowId).executeUpdate(decideUpdate, { args: [decision] }),
      ),

    signal: (workflowId, name, payload) =>
      asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () => workflow.getHandle(workflowId).signal(name, payload)),

    async result(workflowId) {
      try {
        return (await workflow.getHandle(workflowId).result()) as unknown;
      } catch (error) {
        throw explainTemporalError(error, workflowId);
      }
    },

    async workers() {
      const { pollers } = await asked(TASK_QUEUE, SERVER_ANSWERS_WITHIN_MS, () =>
        client.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name: TASK_QUEUE },
          taskQueueType: WORKFLOW_TASK_QUEUE,
        }),
      );
      const since = (Date.now() - POLLED_WITHIN_MS) / 1000;
      return pollers.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) >= since).length;
    },
  };
}

/** Decodes payloads as the client's data converter would: through the codecs, the last one first. */
async function decoded(client: Client, payloads: readonly Payload[]): Promise<unknown[]> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  let plain = [...payloads];
  for (const codec of payloadCodecs.toReversed()) {
    plain = await codec.decode(plain);
  }
  return plain.map((payload) => payloadConverter.fromPayload(payload));
}

/** Adds up what the slices that run now have reached; null where no heartbeat tells. */
function readProgress(beats: readonly unknown[]): SliceProgress | null {
  const told = beats.filter((beat): beat is SliceProgress => {
    return typeof beat === 'object' && beat !== null && 'objects' in beat && 'bytes' in beat;
  });
  if (told.length === 0) {
    return null;
  }
  const sum = (field: 'pages' | 'requests' | 'rangesLeft' | 'objectsPerSecond') =>
    told.reduce((total, beat) => total + Number(beat[field]), 0);
  const exactSum = (field: 'objects' | 'bytes') =>
    told.reduce((total, beat) => total + BigInt(beat[field]), 0n).toString();
  return {
    objects: exactSum('objects'),
    bytes: exactSum('bytes'),
    pages: sum('pages'),
    requests: sum('requests'),
    rangesLeft: sum('rangesLeft'),
    objectsPerSecond: sum('objectsPerSecond'),
    ...longest(told),
  };
}

/** The listing takes as long as its slowest slice; unknown while one of them does not know. */
function longest(told: readonly SliceProgress[]): Pick<SliceProgress, 'secondsLeft'> {
  const known = told.flatMap(({ secondsLeft }) => (secondsLeft === undefined ? [] : [secondsLeft]));
  return known.length === told.length ? { secondsLeft: Math.max(...known) } : {};
}

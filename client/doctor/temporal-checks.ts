import { TASK_QUEUE } from '../../contracts/names';
import { humanDuration } from '../../contracts/human-units';
import { ConfigurationError } from '../../worker/configuration/configuration-error';
import { connectClient, describeNamespace, type ConnectedClient } from '../../worker/temporal-connection';
import { TemporalConnectionError } from '../../worker/temporal-connection-error';
import { ask } from './ask';
import { asChecks } from './configuration-checks';
import { problem, warning, type DoctorCheck } from './doctor-report';

/** Temporal is reachable, the namespace exists, and a worker polls the task queue. */
export async function checkTemporal(env: NodeJS.ProcessEnv): Promise<DoctorCheck[]> {
  let connected: ConnectedClient;
  try {
    connected = await connectClient(env);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return asChecks('Temporal', error);
    }
    if (error instanceof TemporalConnectionError) {
      return [problem('Temporal', error.happened, error.remedy)];
    }
    throw error;
  }
  try {
    return await Promise.all([
      ask('Temporal', () => namespaceFound(connected)),
      ask('Workers', () => workersFound(connected)),
    ]);
  } finally {
    await connected.close();
  }
}

async function namespaceFound({ connection, namespace, address, tls }: ConnectedClient): Promise<string> {
  const { config } = await describeNamespace(connection, { namespace });
  const kept = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) * 1000;
  const encrypted = tls ? 'over TLS' : 'without TLS';
  return `Namespace ${namespace} at ${address} (${encrypted}) keeps finished runs for ${humanDuration(kept)}.`;
}

/** Values of the API's TaskQueueType. */
const QUEUE_TYPES = { workflows: 1, activities: 2 } as const;

/** The server remembers who polled for five minutes; a worker that lives asks again within one. */
const POLLED_WITHIN_MS = 90_000;

/** Shorter than what `ask` allows: a call that is still being repeated must not outlive the connection. */
const ANSWER_TIMEOUT_MS = 10_000;

async function workersFound({ connection, namespace }: ConnectedClient): Promise<string | DoctorCheck> {
  const polling = async (taskQueueType: number) => {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType,
    });
    const since = (Date.now() - POLLED_WITHIN_MS) / 1000;
    return pollers
      .filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) >= since)
      .map(({ identity }) => identity ?? 'unnamed');
  };
  const pollers = await connection.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, async () => [
    await polling(QUEUE_TYPES.workflows),
    await polling(QUEUE_TYPES.activities),
  ]);
  if (pollers.some((identities) => identities.length === 0)) {
    return warning(
      'Workers',
      `No worker has asked for work on task queue ${TASK_QUEUE} of namespace ${namespace} in the last minutes.`,
      'Start one with this configuration: npx prep worker',
    );
  }
  return `On task queue ${TASK_QUEUE}: ${[...new Set(pollers.flat())].join(', ')}.`;
}

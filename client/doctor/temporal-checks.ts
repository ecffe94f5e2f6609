import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { TASK_QUEUE } from '../../contracts/names';
import { ConfigurationError } from '../../configuration/settings/configuration-error';
import { loadPayloadEncryption } from '../../configuration/settings/load-settings';
import type { PayloadEncryption } from '../../configuration/encryption/encryption-codec';
import {
  connectClient,
  describeNamespace,
  type ConnectedClient,
} from '../../configuration/temporal/temporal-connection';
import { TemporalConnectionError } from '../../configuration/temporal/temporal-connection-error';
import { isGone } from '../runs/unanswered';
import { ask } from './ask';
import { asChecks } from './configuration-checks';
import { problem, warning, type DoctorCheck } from './doctor-report';
import { latestRunsReadable } from './payload-keys-in-use';
import { searchAttributesChecked } from './search-attribute-checks';
import { principalsStamped } from './principal-checks';

/**
 * Temporal is reachable, the namespace exists, a worker polls the task queue, and what the latest runs hold can be read.
 *
 * @param configFile a configuration file instead of the usual ones
 * @param requirePrincipals whether the server has to vouch for the senders of approvals
 * @param fix registers missing search attributes
 */
export async function checkTemporal(
  env: NodeJS.ProcessEnv,
  configFile: string | undefined,
  requirePrincipals: Promise<boolean>,
  fix = false,
): Promise<DoctorCheck[]> {
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
    const encryption = payloadEncryption(env, configFile);
    const principals = await requirePrincipals;
    return await Promise.all([
      ask('Temporal', () => namespaceFound(connected)),
      ask(phrase('doctor.workers'), () => workersFound(connected)),
      ask(phrase('doctor.searchAttributes'), () => searchAttributesChecked(connected, fix)),
      ...(encryption === null
        ? []
        : [ask(phrase('doctor.payloadKeys'), () => latestRunsReadable(connected, encryption))]),
      ...(principals ? [ask(phrase('doctor.principals'), () => principalsStamped(connected))] : []),
    ]);
  } finally {
    await connected.close();
  }
}

/** Null if it is not valid, which the check of the configuration reports. */
function payloadEncryption(env: NodeJS.ProcessEnv, file: string | undefined): PayloadEncryption | null {
  try {
    return loadPayloadEncryption({ env, file });
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return null;
    }
    throw error;
  }
}

async function namespaceFound({ connection, namespace, address, tls }: ConnectedClient): Promise<Said> {
  const { config } = await describeNamespace(connection, { namespace });
  const keptMs = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) * 1000;
  return phrase('doctor.namespace', { namespace, address, tls, keptMs });
}

/** Values of the API's TaskQueueType. */
const QUEUE_TYPES = { workflows: 1, activities: 2 } as const;

/** Shorter than the limit of `ask`: a call that outlives the connection would fail uncaught. */
const ANSWER_WITHIN_MS = 10_000;

async function workersFound(connected: ConnectedClient): Promise<Said | DoctorCheck> {
  const [pollers, ofActivities] = await Promise.all([
    pollersOf(connected, QUEUE_TYPES.workflows),
    pollersOf(connected, QUEUE_TYPES.activities),
  ]);
  // A worker whose activity slots are all taken asks for no more activities, but for workflow tasks all the same.
  const running = pollers.filter(({ polled }) => !isGone(polled));
  if (running.length === 0 || ofActivities.length === 0) {
    return warning(
      phrase('doctor.workers'),
      phrase('doctor.noWorkers', { taskQueue: TASK_QUEUE, namespace: connected.namespace }),
      phrase('doctor.startWorker'),
    );
  }
  const workers = [...new Set(running.map(({ identity }) => identity))].join(', ');
  return phrase('doctor.workersFound', { taskQueue: TASK_QUEUE, workers });
}

/** The workers that polled in the last five minutes, also those that have stopped since. */
async function pollersOf(
  { connection, namespace }: ConnectedClient,
  taskQueueType: number,
): Promise<{ readonly identity: string; readonly polled: Date }[]> {
  const { pollers } = await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType,
    }),
  );
  return (pollers ?? []).map(({ identity, lastAccessTime }) => ({
    identity: identity ?? 'unnamed',
    polled: new Date(Number(lastAccessTime?.seconds ?? 0) * 1000),
  }));
}

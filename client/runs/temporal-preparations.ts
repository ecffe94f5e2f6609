import { randomUUID } from 'node:crypto';
import {
  WorkflowExecutionAlreadyStartedError,
  type Client,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import {
  auditQuery,
  decideUpdate,
  fleetQuery,
  draftQuery,
  planQuery,
  sealedQuery,
  statusQuery,
  type UpdateReceipt,
} from '../../contracts/messages';
import type { FleetPage, FleetQuestion } from '../../contracts/runs/fleet';
import { TASK_QUEUE, type WorkflowType } from '../../contracts/names';
import {
  PREP_ACTION_REQUIRED,
  PREP_BUCKET,
  PREP_PHASE,
  PREP_REQUESTER,
} from '../../contracts/runs/search-attributes';
import { statusCommand } from '../../contracts/runs/run-commands';
import type { PreparationStatus } from '../../contracts/runs/status';
import { undecoded } from '../../configuration/temporal/undecoded';
import { named } from '../../presentation/text/foreign-text';
import type { Language } from '../../presentation/words/language';
import { phrase } from '../../presentation/words/words';
import { loadPayloadEncryption, loadTrust } from '../../configuration/settings/load-settings';
import { workedOn } from './worked-on';
import { inputOfRun } from '../../configuration/temporal/run-input';
import { searchAttributesRegistered } from '../../configuration/temporal/search-attributes';
import { connectClient } from '../../configuration/temporal/temporal-connection';
import { temporalSchedules } from '../schedules/temporal-schedules';
import { CommandError } from '../command-error';
import { cleanedUpIn } from './cleaned-up';
import { earlierRuns } from './earlier-runs';
import { ifThere } from './if-there';
import { pendingSteps } from './pending-steps';
import { readListingProgress } from './listing-heartbeat';
import { newestDelivery } from './newest-delivery';
import type { ListedRun, Preparations, RunState } from './preparations';
import { ending, endsAt, runStateOf } from './run-state';
import { unsigned, verifyInventory, verifyResult, verifyVerification } from './verify-result';
import { isNoneOfOurs } from '../../configuration/encryption/is-none-of-ours';
import { explainTemporalError } from './temporal-errors';
import { explainUnanswered, isUnanswered, noWorkerAnswers } from './unanswered';
import { webUiLinks } from './web-ui-links';

const SERVER_ANSWERS_WITHIN_MS = 10_000;
/** A worker answers a query or an update within a workflow task, whose timeout is ten seconds. */
const WORKER_ANSWERS_WITHIN_MS = 15_000;
const WORKFLOW_TASK_QUEUE = 1;
const RUNS_A_PAGE = 500;

/**
 * Connects to the namespace that the environment names.
 *
 * @throws ConfigurationError, TemporalConnectionError
 */
export async function connectPreparations(env: NodeJS.ProcessEnv, language: Language): Promise<Preparations> {
  const connected = await connectClient(env, loadPayloadEncryption({ env }));
  const { publicKeys } = loadTrust({ env });
  const { client, address, namespace } = connected;
  return temporalPreparations(client, {
    ...webUiLinks(env, address, namespace),
    publicKeys,
    language,
    close: () => connected.close(),
  });
}

/** What the port takes in addition to a client. */
export interface PortOptions extends Pick<Preparations, 'linkOf' | 'viewOf' | 'close'> {
  /** Whose signatures of results count. */
  readonly publicKeys: readonly string[];
  readonly language: Language;
}

/** The port to runs over a connected client. */
export function temporalPreparations(
  client: Client,
  { linkOf, viewOf, publicKeys, language, close }: PortOptions,
): Preparations {
  const { workflow } = client;
  const { workflow: bare } = undecoded(client);
  const { namespace } = client.options;

  const underWay = new Set<AbortController>();

  /** A request that closing ends: one that is left behind would go on over a connection that is closed. */
  async function untilClosed<T>(ask: () => Promise<T>): Promise<T> {
    const stop = new AbortController();
    underWay.add(stop);
    try {
      return await client.withAbortSignal(stop.signal, ask);
    } finally {
      underWay.delete(stop);
    }
  }

  async function asked<T>(workflowId: string, withinMs: number, ask: () => Promise<T>): Promise<T> {
    try {
      return await untilClosed(() => client.withDeadline(Date.now() + withinMs, ask));
    } catch (error) {
      throw explainTemporalError(error, workflowId, withinMs === WORKER_ANSWERS_WITHIN_MS);
    }
  }

  /** Asks what only a worker can answer; without a worker it is not even sent. */
  async function askedOfWorker<T>(workflowId: string, ask: () => Promise<T>): Promise<T> {
    const polled = await lastPoll();
    try {
      if (polled === null) {
        throw noWorkerAnswers();
      }
      return await asked(workflowId, WORKER_ANSWERS_WITHIN_MS, ask);
    } catch (error) {
      throw isUnanswered(error) ? await explained(workflowId, error, polled) : error;
    }
  }

  function explained(
    workflowId: string,
    unanswered: CommandError,
    polled: Date | null,
  ): Promise<CommandError> {
    return client.withDeadline(Date.now() + SERVER_ANSWERS_WITHIN_MS, () =>
      explainUnanswered({ client, bare }, workflowId, unanswered, polled),
    );
  }

  /** The server lists who polled within the last five minutes, also if it has stopped since. */
  async function lastPoll(): Promise<Date | null> {
    const { pollers } = await asked(TASK_QUEUE, SERVER_ANSWERS_WITHIN_MS, () =>
      client.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: TASK_QUEUE },
        taskQueueType: WORKFLOW_TASK_QUEUE,
      }),
    );
    const times = pollers.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000);
    return times.length === 0 ? null : new Date(Math.max(...times));
  }

  /** Sends a message. The server finds no run for it if there never was one, and if it has ended. */
  async function sent<T>(workflowId: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof CommandError && error.type === 'NotFound') {
        const { state } = await describe(workflowId);
        const see = statusCommand(workflowId);
        throw new CommandError(
          'AlreadyFinished',
          phrase('command.alreadyFinished', { workflowId, state, see }),
        );
      }
      throw error;
    }
  }

  const verify: Preparations['verify'] = (result, run) => verifyResult(result, run, publicKeys);

  async function describe(workflowId: string): Promise<RunState> {
    const found = await asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () =>
      bare.getHandle(workflowId).describe(),
    );
    return { ...runStateOf(found), ...endsAt(found.raw) };
  }

  return {
    namespace,
    schedules: temporalSchedules(client),
    linkOf,
    viewOf,
    searchable: () => searchAttributesRegistered(client.connection, namespace),
    list: (query, limit) =>
      asked(query, SERVER_ANSWERS_WITHIN_MS, async () => {
        const runs: ListedRun[] = [];
        for await (const run of bare.list({ query, pageSize: Math.min(limit, RUNS_A_PAGE) })) {
          runs.push(listed(run));
          if (runs.length === limit) {
            break;
          }
        }
        return runs;
      }),
    describe,
    lastPoll,
    close() {
      underWay.forEach((stop) => stop.abort());
      return close();
    },

    async start({ type, workflowId, input, summary }) {
      const options = { workflowId, taskQueue: TASK_QUEUE, args: [input], staticSummary: summary };
      try {
        // A conflict is an error here, because the answer with USE_EXISTING does not show whether the run is new.
        const handle = await client.withDeadline(Date.now() + SERVER_ANSWERS_WITHIN_MS, () =>
          workflow.start(type, { ...options, workflowIdConflictPolicy: 'FAIL' }),
        );
        const runId = handle.firstExecutionRunId;
        return { runId, attached: false, ...ending(await describe(workflowId)) };
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) {
          const found = await describe(workflowId);
          if (found.type !== type) {
            throw openAsOther(found);
          }
          return { runId: found.runId, attached: true, ...ending(found) };
        }
        throw explainTemporalError(error, workflowId);
      }
    },

    status: (workflowId) =>
      askedOfWorker(workflowId, () =>
        workflow
          .getHandle(workflowId)
          .query<PreparationStatus, [{ language: Language }]>(statusQuery.name, { language }),
      ),

    plan: (workflowId) => askedOfWorker(workflowId, () => workflow.getHandle(workflowId).query(planQuery)),

    draft: (workflowId) => askedOfWorker(workflowId, () => workflow.getHandle(workflowId).query(draftQuery)),

    fleet: (workflowId, question) =>
      askedOfWorker(workflowId, () =>
        workflow
          .getHandle(workflowId)
          .query<FleetPage, [FleetQuestion]>(fleetQuery.name, { language, ...question }),
      ),

    audit: (workflowId) => askedOfWorker(workflowId, () => workflow.getHandle(workflowId).query(auditQuery)),
    sealed: (workflowId) =>
      askedOfWorker(workflowId, () => workflow.getHandle(workflowId).query(sealedQuery)),

    pending: (workflowId) =>
      asked(workflowId, SERVER_ANSWERS_WITHIN_MS, async () => {
        const { raw } = await bare.getHandle(workflowId).describe();
        return pendingSteps(client, raw.pendingActivities ?? []);
      }),

    async listingProgress(inventoryWorkflowId) {
      const { raw } = await asked(inventoryWorkflowId, SERVER_ANSWERS_WITHIN_MS, () =>
        bare.getHandle(inventoryWorkflowId).describe(),
      );
      return readListingProgress(client.options.loadedDataConverter, raw.pendingActivities ?? []);
    },

    decide: (workflowId, decision) =>
      sent(workflowId, () =>
        askedOfWorker(workflowId, () =>
          workflow.getHandle(workflowId).executeUpdate(decideUpdate, { args: [decision] }),
        ),
      ),

    signal: (workflowId, name, payload) =>
      sent(workflowId, () =>
        asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () =>
          workflow.getHandle(workflowId).signal(name, payload),
        ),
      ),

    cancel: (workflowId, reason) =>
      sent(workflowId, () =>
        asked(workflowId, SERVER_ANSWERS_WITHIN_MS, async () => {
          await client.workflowService.requestCancelWorkflowExecution({
            namespace,
            workflowExecution: { workflowId },
            reason,
            identity: client.options.identity,
            requestId: randomUUID(),
          });
        }),
      ),

    inputOf: (workflowId) =>
      asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () => inputOfRun(client, { workflowId })),

    workedOn: (workflowId) => asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () => workedOn(client, workflowId)),

    cleanedUp: (workflowId) =>
      asked(workflowId, SERVER_ANSWERS_WITHIN_MS, async () =>
        cleanedUpIn(await workflow.getHandle(workflowId).fetchHistory(), client.options.loadedDataConverter),
      ),

    update: (workflowId, name, payload) =>
      sent(workflowId, () =>
        askedOfWorker(workflowId, () =>
          workflow.getHandle(workflowId).executeUpdate<UpdateReceipt, [object]>(name, { args: [payload] }),
        ),
      ),

    delivered: (workflowId) =>
      asked(workflowId, SERVER_ANSWERS_WITHIN_MS, () => newestDelivery(client, workflowId, verify)),

    earlierRuns: (workflowId) =>
      asked(workflowId, SERVER_ANSWERS_WITHIN_MS, async () =>
        earlierRuns(client, workflowId, await ifThere(describe(workflowId), null)),
      ),

    verify,
    verifyInventory: (...given) => verifyInventory(...given, publicKeys),
    verifyVerification: (...given) => verifyVerification(...given, publicKeys),

    async result(workflowId, runId) {
      try {
        const handle = workflow.getHandle<() => Promise<unknown>>(workflowId, runId);
        return await untilClosed(() => handle.result());
      } catch (error) {
        if (isNoneOfOurs(error)) {
          throw unsigned({ workflowId, runId: runId ?? '' });
        }
        throw explainTemporalError(error, workflowId);
      }
    },
  };
}

/** Nobody's run is followed, or recommended for termination, as if it were the one that was asked for. */
function openAsOther({ workflowId, type }: RunState): CommandError {
  return new CommandError(
    'OtherRunOpen',
    phrase('command.openAsOther', { workflowId: named(workflowId), type: named(type) }),
  );
}

function listed(run: WorkflowExecutionInfo): ListedRun {
  const { type, typedSearchAttributes: found } = run;
  return {
    ...runStateOf(run),
    type: type as WorkflowType,
    indexed: {
      phase: found.get(PREP_PHASE) ?? null,
      bucket: found.get(PREP_BUCKET) ?? null,
      requester: found.get(PREP_REQUESTER) ?? null,
      actionRequired: found.get(PREP_ACTION_REQUIRED) === true,
    },
  };
}

import { defaultPayloadConverter, type DataConverter, type PayloadConverter } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';
import type { RecordedSignal, RunHistory } from '../provisioning/trust/run-history';
import { isRunOf, runsUnderQuery } from '../contracts/names';
import type { RunIdentity } from '../contracts/runs/run-identity';
import { decodePayloads } from '../configuration/encryption/decode-payloads';
import { askedOfServer } from './asked-of-server';

type HistoryService = Pick<
  NativeConnection['workflowService'],
  | 'getWorkflowExecutionHistoryReverse'
  | 'listWorkflowExecutions'
  | 'describeWorkflowExecution'
  | 'describeSchedule'
>;

/** What reading a history takes of a connection. */
export interface HistoryConnection {
  readonly workflowService: HistoryService;
  withAbortSignal<R>(signal: AbortSignal, ask: () => Promise<R>): Promise<R>;
  withDeadline<R>(deadline: number, ask: () => Promise<R>): Promise<R>;
}

type Page = Awaited<ReturnType<HistoryService['getWorkflowExecutionHistoryReverse']>>;
type HistoryEvent = NonNullable<NonNullable<NonNullable<Page['history']>['events']>[number]>;

/** What came since the plan waits is mostly on one page; the server cuts longer ones itself. */
const EVENTS_A_PAGE = 250;
const RUNS_A_PAGE = 500;
const RESULTS_A_PAGE = 20;
const RUNNING = 'WorkflowType IN ("prepareMigration", "migrateBucket") AND ExecutionStatus = "Running"';
/** `WORKFLOW_EXECUTION_STATUS_RUNNING` of Temporal's API. */
const RUNNING_STATUS = 1;

/**
 * The histories of a namespace, read backwards from the newest event, only as far as needed.
 *
 * @param dataConverter the worker's, so that encrypted events are decrypted
 */
export function connectRunHistory(
  connection: HistoryConnection,
  namespace: string,
  { payloadCodecs = [] }: DataConverter,
): RunHistory {
  const converter = { payloadCodecs, payloadConverter: defaultPayloadConverter };

  const answered = <T>(resource: string, cancellation: AbortSignal, ask: () => Promise<T>) =>
    askedOfServer(connection, resource, cancellation, ask);

  function pageOf(
    run: RunIdentity,
    nextPageToken: Uint8Array | null,
    cancellation: AbortSignal,
    maximumPageSize = EVENTS_A_PAGE,
  ) {
    const request = {
      namespace,
      execution: run,
      maximumPageSize,
      ...(nextPageToken === null ? {} : { nextPageToken }),
    };
    return answered(`${run.workflowId}, run ${run.runId}`, cancellation, () =>
      connection.workflowService.getWorkflowExecutionHistoryReverse(request),
    );
  }

  return {
    async *signalsSince(run, name, since, cancellation) {
      let token: Uint8Array | null = null;
      do {
        const page: Page = await pageOf(run, token, cancellation);
        for (const event of page.history?.events ?? []) {
          if (timeOf(event) < since) {
            return;
          }
          const signal = event.workflowExecutionSignaledEventAttributes;
          if (signal?.signalName === name) {
            yield await recorded(event, converter);
          }
        }
        token = page.nextPageToken;
      } while (token !== null && token.length > 0);
    },

    async *runningPreparations(cancellation) {
      let token: Uint8Array = new Uint8Array();
      do {
        const request = { namespace, query: RUNNING, pageSize: RUNS_A_PAGE, nextPageToken: token };
        const page = await answered('the runs of this namespace', cancellation, () =>
          connection.workflowService.listWorkflowExecutions(request),
        );
        for (const { execution } of page.executions) {
          yield execution?.workflowId ?? '';
        }
        token = page.nextPageToken;
      } while (token.length > 0);
    },

    async isOpen(workflowId, cancellation) {
      const { workflowExecutionInfo } = await answered(workflowId, cancellation, () =>
        connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } }),
      );
      return workflowExecutionInfo?.status === RUNNING_STATUS;
    },

    async skippedFirings(scheduleId, cancellation) {
      const { info } = await answered(`Schedule ${scheduleId}`, cancellation, () =>
        connection.workflowService.describeSchedule({ namespace, scheduleId }),
      );
      return Number(info?.overlapSkipped ?? 0);
    },

    async *results(type, workflowId, cancellation) {
      let token: Uint8Array = new Uint8Array();
      do {
        const query = runsUnderQuery(type, workflowId, 'Completed');
        const request = { namespace, query, pageSize: RESULTS_A_PAGE, nextPageToken: token };
        const page = await answered(`the runs of ${workflowId}`, cancellation, () =>
          connection.workflowService.listWorkflowExecutions(request),
        );
        for (const { execution } of page.executions) {
          const run = { workflowId: execution?.workflowId ?? '', runId: execution?.runId ?? '' };
          if (isRunOf(workflowId, run.workflowId)) {
            const { history } = await pageOf(run, null, cancellation, 1);
            const ended = history?.events?.[0]?.workflowExecutionCompletedEventAttributes;
            yield { run, result: await argumentOf(ended?.result?.payloads?.slice(0, 1) ?? [], converter) };
          }
        }
        token = page.nextPageToken;
      } while (token.length > 0);
    },
  };
}

async function recorded(
  event: HistoryEvent,
  converter: {
    payloadCodecs: NonNullable<DataConverter['payloadCodecs']>;
    payloadConverter: PayloadConverter;
  },
): Promise<RecordedSignal> {
  const { principal, workflowExecutionSignaledEventAttributes: signal } = event;
  const stamped = principal?.name ? { type: principal.type ?? '', name: principal.name } : null;
  return {
    eventId: String(event.eventId),
    principal: stamped,
    argument: await argumentOf(signal?.input?.payloads?.slice(0, 1) ?? [], converter),
  };
}

/** Anybody can send anything: what cannot be decoded is not a decision. */
async function argumentOf(
  payloads: Parameters<typeof decodePayloads>[1],
  converter: Parameters<typeof decodePayloads>[0],
): Promise<unknown> {
  try {
    return (await decodePayloads(converter, payloads))[0];
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970. */
function timeOf({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds ?? 0) * 1000 + Math.floor((eventTime?.nanos ?? 0) / 1_000_000);
}

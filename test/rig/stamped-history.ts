import type { HistoryConnection } from '../../worker/run-history';

/**
 * A connection whose histories have principals. The dev server authenticates nobody and stamps nothing; here each
 * event is stamped on its way to the reader, as by a server that knows each client by its claimed identity.
 */
export function stamped(connection: HistoryConnection): HistoryConnection {
  return {
    withAbortSignal: (signal, ask) => connection.withAbortSignal(signal, ask),
    withDeadline: (deadline, ask) => connection.withDeadline(deadline, ask),
    workflowService: {
      async getWorkflowExecutionHistoryReverse(request: object) {
        const page = await connection.workflowService.getWorkflowExecutionHistoryReverse(request);
        for (const event of page.history?.events ?? []) {
          const name = event.workflowExecutionSignaledEventAttributes?.identity ?? '';
          event.principal = name === '' ? null : { type: 'jwt', name };
        }
        return page;
      },
    } as HistoryConnection['workflowService'],
  };
}

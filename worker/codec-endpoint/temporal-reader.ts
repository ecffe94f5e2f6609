import { Connection } from '@temporalio/client';
import type { TemporalTarget } from '../../configuration/temporal/temporal-target';
import type { ReadWithToken } from './temporal-access';

const ANSWER_WITHIN_MS = 5000;

/** A connection to the Temporal server without credentials of its own. */
export interface TemporalReader {
  readonly read: ReadWithToken;
  close(): Promise<void>;
}

/** Connects on first use; lists a run of the namespace with the caller's token. */
export function temporalReader({ options, tls, namespace }: TemporalTarget): TemporalReader {
  const { apiKey, metadata = {}, ...rest } = options;
  const others = Object.entries(metadata).filter(([name]) => name.toLowerCase() !== 'authorization');
  const connection = Connection.lazy({
    ...rest,
    // An API key alone would have enabled TLS.
    tls: rest.tls ?? (tls || apiKey !== undefined),
    metadata: Object.fromEntries(others),
  });
  return {
    read: (token) =>
      connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        connection.withMetadata({ authorization: `Bearer ${token}` }, () =>
          connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }),
        ),
      ),
    close: () => connection.close(),
  };
}

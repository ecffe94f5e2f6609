import { ScheduleClient, WorkflowClient, type Client } from '@temporalio/client';
import type { DataConverter, Payload } from '@temporalio/common';

/** It is read as undefined. */
const LEFT_OUT: Payload = { metadata: { encoding: Buffer.from('binary/null') } };

const NO_PAYLOADS: DataConverter = {
  payloadCodecs: [
    {
      encode: async (payloads) => payloads,
      decode: async (payloads) => payloads.map(() => LEFT_OUT),
    },
  ],
};

/**
 * The same client without what runs and Schedules carry, their memos above all: anybody can have put anything there, and the
 * SDK fails a whole list or description for one payload that it cannot decode.
 */
export function undecoded({ connection, options }: Client): {
  readonly workflow: WorkflowClient;
  readonly schedule: ScheduleClient;
} {
  const how = { connection, namespace: options.namespace, dataConverter: NO_PAYLOADS };
  return { workflow: new WorkflowClient(how), schedule: new ScheduleClient(how) };
}

import type { Payload } from '@temporalio/common';
import { visit, walkWorkflowActivation } from '@temporalio/common/lib/internal-non-workflow';
import type { coresdk } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';

/** By it the SDK knows a reference to its external storage. */
const MESSAGE_TYPE = 'messageType';

/**
 * A worker that no payload can stop. Without external storage the SDK fails every workflow task that holds a reference
 * to one, before any codec or converter sees it. Without its message type a reference is a payload with a foreign
 * encoding like any other.
 */
export class TolerantWorker extends Worker {
  protected override async handleActivation(
    workflow: unknown,
    job: { activation: coresdk.workflow_activation.WorkflowActivation; synthetic: boolean },
  ): ReturnType<Worker['handleActivation']> {
    await visit(job.activation, walkWorkflowActivation, {
      transformPayload: (payload) => Promise.resolve(withoutMessageType(payload)),
      transformPayloads: (payloads) => Promise.resolve(payloads.map(withoutMessageType)),
      skipSearchAttributes: true,
    });
    // The SDK does not export the type of its workflows.
    return super.handleActivation(workflow as never, job);
  }
}

function withoutMessageType(payload: Payload): Payload {
  const { [MESSAGE_TYPE]: messageType, ...metadata } = payload.metadata ?? {};
  return messageType === undefined ? payload : { ...payload, metadata };
}

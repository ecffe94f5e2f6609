import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';
import type { SerializationContext } from '@temporalio/common/lib/converter/serialization-context';
import { inWorkflowContext, workflowInfo } from '@temporalio/workflow';
import { unreadablePayload, type Undecodable } from '../../contracts/inputs/unreadable-payload';
import { named } from '../../presentation/text/foreign-text';
import { unreadableJson } from './unreadable-json';
import { encodingOf, undecryptedIn } from './undecrypted';

const JSON_PLAIN = 'json/plain';
/** Represents no value at all. */
const BINARY_NULL = 'binary/null';

/**
 * The payload converter of a worker. In a workflow it never throws because of what somebody sent: that would fail the
 * workflow task, which the server repeats indefinitely. Inputs and messages that cannot be decoded become an
 * `UnreadablePayload`, and so do results, which the interceptors turn into failures of their step.
 *
 * Only a result that other keys can read fails the task: this worker lacks a key that others have, and the run
 * continues on one of them. A failure of the step would stay in the history, which the others could then not replay.
 *
 * Workers and the workflow bundle load this file by its path, so it imports nothing that a workflow may not.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value, context, hint) => defaultPayloadConverter.toPayload(value, context, hint),

  fromPayload<T>(payload: Payload, context?: SerializationContext): T {
    const undecrypted = undecryptedIn(payload);
    if (undecrypted !== null && (!inWorkflowContext() || (undecrypted.elsewhere && isResult(context)))) {
      throw new Error(undecrypted.message);
    }
    if (!inWorkflowContext()) {
      return defaultPayloadConverter.fromPayload<T>(payload);
    }
    const reason = undecrypted?.reason ?? unreadableReason(payload);
    return reason === null
      ? defaultPayloadConverter.fromPayload<T>(payload)
      : (unreadablePayload(reason) as T);
  },
};

/** What an activity or another workflow answered, and not what somebody sent to this one. */
function isResult(context: SerializationContext | undefined): boolean {
  return context?.type !== 'workflow' || context.workflowId !== workflowInfo().workflowId;
}

/** Why a payload cannot be decoded; null if it can. */
function unreadableReason(payload: Payload): Undecodable | null {
  const encoding = encodingOf(payload);
  switch (encoding) {
    case BINARY_NULL:
      return null;
    case JSON_PLAIN:
      return unreadableJson(payload.data ?? new Uint8Array());
    case '':
      return { why: 'noEncoding' };
    default:
      return { why: 'otherEncoding', about: { encoding: named(encoding) } };
  }
}

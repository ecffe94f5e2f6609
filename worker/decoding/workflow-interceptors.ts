import {
  ApplicationFailure,
  type ActivateInput,
  type WorkflowInterceptors,
  type WorkflowInterceptorsFactory,
} from '@temporalio/workflow';
import type { ErrorType } from '../../contracts/error-table';
import { describeError } from '../../contracts/prep-error';
import { whyUnreadable } from '../../contracts/inputs/unreadable-payload';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { isOfOtherForm } from './result-forms';
import { WORKER_LANGUAGE } from '../../workflows/run/worker-language';

const RESERVED = '__temporal_';
/** Queries with such a name that the SDK answers. */
const OF_TEMPORAL = new Set(['__temporal_workflow_metadata']);

/**
 * Turns a result that cannot be decoded, or that no worker of this product gives, into the failure of its step, which
 * parks the run. Keeps messages with a reserved name away from the SDK, which throws at them in every workflow that
 * handles unknown ones.
 *
 * The workflow bundle loads this file by its path, so it imports nothing that a workflow may not.
 */
export const interceptors: WorkflowInterceptorsFactory = (): WorkflowInterceptors => ({
  outbound: [
    {
      async scheduleActivity(input, next) {
        const { activityType } = input;
        const resource = phrase('resource.activity', { type: activityType });
        const result = readable(await next(input), resource);
        if (isOfOtherForm(activityType, result)) {
          throw unreadable(phrase('payload.otherForm'), resource);
        }
        return result;
      },
      async startChildWorkflowExecution(input, next) {
        const [started, completed] = await next(input);
        const result = completed.then((value) =>
          readable(value, phrase('resource.workflow', { id: input.options.workflowId })),
        );
        // Nothing awaits the result of a child that does not start.
        result.catch(() => undefined);
        return [started, result];
      },
    },
  ],
  internals: [
    {
      activate(input, next) {
        renameReserved(input);
        next(input);
      },
    },
  ],
});

function readable(value: unknown, resource: Phrase): unknown {
  const reason = whyUnreadable(value);
  if (reason === null) {
    return value;
  }
  throw unreadable(reason, resource);
}

function unreadable(reason: Phrase, resource: Phrase): ApplicationFailure {
  const type: ErrorType = 'UnreadableResult';
  const about = { resource, detail: phrase('payload.why', { reason }) };
  return ApplicationFailure.nonRetryable(describeError(type, about, WORKER_LANGUAGE), type, {
    error: type,
    about,
  });
}

/** The workflow then answers them as any other message that it does not know. */
function renameReserved({ activation }: ActivateInput): void {
  for (const { signalWorkflow, doUpdate, queryWorkflow } of activation.jobs ?? []) {
    if (signalWorkflow?.signalName?.startsWith(RESERVED) === true) {
      signalWorkflow.signalName = `reserved ${signalWorkflow.signalName}`;
    }
    if (doUpdate?.name?.startsWith(RESERVED) === true) {
      doUpdate.name = `reserved ${doUpdate.name}`;
    }
    if (
      queryWorkflow?.queryType?.startsWith(RESERVED) === true &&
      !OF_TEMPORAL.has(queryWorkflow.queryType)
    ) {
      queryWorkflow.queryType = `reserved ${queryWorkflow.queryType}`;
    }
  }
}

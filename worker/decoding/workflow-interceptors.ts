import {
  ApplicationFailure,
  type ActivateInput,
  type WorkflowInterceptors,
  type WorkflowInterceptorsFactory,
} from '@temporalio/workflow';
import type { ErrorType } from '../../contracts/error-table';
import { describeError } from '../../contracts/prep-error';
import { whyUnreadable } from '../../contracts/unreadable-payload';

const RESERVED = '__temporal_';

/**
 * Makes a result that cannot be decoded the failure of its step, which parks the run, and keeps signals with a reserved
 * name away from the SDK, which throws at them in every workflow that handles unknown signals.
 *
 * The workflow bundle loads this file by its path, so it imports nothing that a workflow may not.
 */
export const interceptors: WorkflowInterceptorsFactory = (): WorkflowInterceptors => ({
  outbound: [
    {
      async scheduleActivity(input, next) {
        return readable(await next(input), `Activity ${input.activityType}`);
      },
      async startChildWorkflowExecution(input, next) {
        const [started, completed] = await next(input);
        const result = completed.then((value) => readable(value, `Workflow ${input.options.workflowId}`));
        // Nothing awaits the result of a child that does not start.
        result.catch(() => undefined);
        return [started, result];
      },
    },
  ],
  internals: [
    {
      activate(input, next) {
        renameReservedSignals(input);
        next(input);
      },
    },
  ],
});

function readable(value: unknown, resource: string): unknown {
  const reason = whyUnreadable(value);
  if (reason === null) {
    return value;
  }
  const type: ErrorType = 'UnreadableResult';
  throw ApplicationFailure.nonRetryable(describeError(type, { resource, detail: `Why: ${reason}.` }), type);
}

/** The workflow then gives notice of them as of any other signal that it does not know. */
function renameReservedSignals({ activation }: ActivateInput): void {
  for (const { signalWorkflow } of activation.jobs ?? []) {
    if (signalWorkflow?.signalName?.startsWith(RESERVED) === true) {
      signalWorkflow.signalName = `reserved ${signalWorkflow.signalName}`;
    }
  }
}

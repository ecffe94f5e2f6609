import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { quoted } from '../presentation/text/foreign-text';
import { WORKFLOW_TYPES } from '../contracts/names';
import { describeError } from '../contracts/prep-error';

/**
 * Catches every workflow type that does not exist. Without it a misspelt type, as the Web UI's free-text field
 * allows, would sit in "Running" for ever.
 */
export async function unknownWorkflowType(): Promise<never> {
  const message = describeError('UnknownWorkflowType', {
    resource: quoted(workflowInfo().workflowType, 100),
    detail: `There are: ${WORKFLOW_TYPES.join(', ')}.`,
  });
  throw ApplicationFailure.nonRetryable(message, 'UnknownWorkflowType');
}

import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { quoted } from '../presentation/text/foreign-text';
import { phrase } from '../presentation/words/words';
import { WORKFLOW_TYPES } from '../contracts/names';
import { describeError } from '../contracts/prep-error';

/**
 * Catches every workflow type that does not exist. Without it a misspelt type, as the Web UI's free-text field
 * allows, would sit in "Running" for ever.
 */
export async function unknownWorkflowType(): Promise<never> {
  const about = {
    resource: quoted(workflowInfo().workflowType, 100),
    detail: phrase('run.workflowTypes', { types: WORKFLOW_TYPES }),
  };
  const message = describeError('UnknownWorkflowType', about);
  throw ApplicationFailure.nonRetryable(message, 'UnknownWorkflowType', {
    error: 'UnknownWorkflowType',
    about,
  });
}

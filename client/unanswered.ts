import type { Client } from '@temporalio/client';
import { CommandError } from './command-error';
import { lastFailedTask } from './last-failed-task';

const NO_WORKER =
  'No worker answers for this run. Start one (npx prep worker) or look whether the running one has trouble, then ask again.';
const NO_ANSWER =
  'A worker runs, but did not answer in time. Ask again; if that does not help, look at its log and at the load of its machine.';
/** The server keeps an update that it could not hand over. */
const UPDATE_UNANSWERED =
  'The decision was not answered in time, and may still count: see npx prep status before sending it again.';

/** Nobody answers what only a worker can. */
export function noWorkerAnswers(): CommandError {
  return new CommandError('NoWorker', NO_WORKER);
}

/** An update was sent and not answered. */
export function updateUnanswered(): CommandError {
  return new CommandError('NoAnswer', UPDATE_UNANSWERED);
}

/** Whether an error says that only a worker could answer, and that none did. */
export function isUnanswered(error: unknown): error is CommandError {
  return error instanceof CommandError && ['NoWorker', 'NoAnswer', 'WorkflowTaskFailed'].includes(error.type);
}

/**
 * Finds out why a question was not answered: the workflow task fails, or a worker runs and is slow, or there is none.
 *
 * @param polled whether a worker asked for work lately
 */
export async function explainUnanswered(
  client: Client,
  workflowId: string,
  unanswered: CommandError,
  polled: boolean,
): Promise<CommandError> {
  // What cannot be read explains nothing; the first answer stands.
  const failure = await lastFailedTask(client, workflowId).catch(() => null);
  if (failure !== null) {
    const sent = unanswered.type === 'NoAnswer' ? ` ${UPDATE_UNANSWERED}` : '';
    return new CommandError(
      'WorkflowTaskFailed',
      `The last workflow task of ${workflowId} failed, and the server repeats it until a worker completes it. It said: ${failure}.${sent}`,
    );
  }
  return polled && unanswered.type === 'NoWorker' ? new CommandError('NoAnswer', NO_ANSWER) : unanswered;
}

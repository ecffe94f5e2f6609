import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import { TASK_QUEUE } from '../../contracts/names';
import type { Client, WorkflowClient } from '@temporalio/client';
import { CommandError } from '../command-error';
import { lastFailedTask } from './last-failed-task';

/** No worker answered what only a worker can. */
export function noWorkerAnswers(): CommandError {
  return new CommandError('NoWorker', phrase('command.noWorkerAnswers'));
}

/** A worker asks for work again within a minute, and the server remembers one that has stopped for five. */
const ASKS_AGAIN_WITHIN_MS = 90_000;

/** Whether a worker that asked for work then has probably stopped. */
export function isGone(polled: Date): boolean {
  return Date.now() - polled.getTime() > ASKS_AGAIN_WITHIN_MS;
}

/** A worker polls, and has not answered so far. */
export function noAnswerYet(): CommandError {
  return new CommandError('NoAnswer', phrase('command.workerSlow'));
}

/** An update was sent and not answered; the server keeps an update that it could not hand over. */
export function updateUnanswered(): CommandError {
  return new CommandError('NoAnswer', phrase('command.updateUnanswered'));
}

/** Whether an error says that only a worker could answer, and none did. */
export function isUnanswered(error: unknown): error is CommandError {
  return (
    error instanceof CommandError &&
    ['NoWorker', 'NoAnswer', 'WorkflowTaskFailed', 'WrongTaskQueue'].includes(error.type)
  );
}

/** Whether following a run outlasts an error: a worker or a server that restarts, or is asked too much, answers again. */
export function mayPass(error: unknown): error is CommandError {
  return (
    isUnanswered(error) ||
    (error instanceof CommandError && ['TemporalUnreachable', 'TemporalBusy'].includes(error.type))
  );
}

/**
 * Finds out why a request was not answered: the workflow task fails, the run is on a task queue that no worker polls, a worker runs but is slow, or none runs.
 *
 * @param bare decodes nothing that the run carries
 * @param polled when a worker polled for work last; null if none has for five minutes
 */
export async function explainUnanswered(
  { client, bare }: { readonly client: Client; readonly bare: WorkflowClient },
  workflowId: string,
  unanswered: CommandError,
  polled: Date | null,
): Promise<CommandError> {
  // If it cannot be read, it explains nothing, and the first answer counts.
  const failure = await lastFailedTask(client, workflowId).catch(() => null);
  if (failure !== null) {
    const said = phrase('command.taskFailed', { workflowId, failure });
    return new CommandError(
      'WorkflowTaskFailed',
      unanswered.type === 'NoAnswer' ? [said, phrase('command.updateUnanswered')] : said,
    );
  }
  const { taskQueue } = await bare.getHandle(workflowId).describe();
  if (taskQueue !== TASK_QUEUE) {
    return new CommandError(
      'WrongTaskQueue',
      phrase('command.wrongTaskQueue', { workflowId, taskQueue: named(taskQueue), right: TASK_QUEUE }),
    );
  }
  if (polled === null || unanswered.type !== 'NoWorker') {
    return unanswered;
  }
  return isGone(polled)
    ? new CommandError('NoWorker', phrase('command.workerGone', { at: polled.toISOString() }))
    : noAnswerYet();
}

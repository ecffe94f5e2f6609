import { workflowTag } from '../../contracts/runs/preparation-id';
import type { RunHistory } from './run-history';

/** The workflow ID of the running preparation or migration that a mark names by its tag; null if none runs. */
export async function ownerAtWork(
  tag: string,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<string | null> {
  for await (const workflowId of history.runningPreparations(signal)) {
    if (workflowTag(workflowId) === tag) {
      return workflowId;
    }
  }
  return null;
}

/** The same, as the server itself states it: its index is behind for a moment, and may still show a run that has ended. */
export async function openOwner(
  tag: string,
  history: Pick<RunHistory, 'runningPreparations' | 'isOpen'>,
  signal: AbortSignal,
): Promise<string | null> {
  const workflowId = await ownerAtWork(tag, history, signal);
  return workflowId !== null && (await history.isOpen(workflowId, signal)) ? workflowId : null;
}

import { workflowTag } from '../../contracts/preparation-id';
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

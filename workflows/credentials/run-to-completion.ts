import { unwrapFailure } from '../preparation/failure';
import type { PreparationRun } from '../preparation/run';

/** Does the work of a run, and shows how it ended: with its outcome, or with the clear failure itself. */
export async function runToCompletion<Step extends string, T extends { readonly outcome: string }>(
  run: PreparationRun<Step>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    run.enter({ name: 'finished', outcome: result.outcome });
    return result;
  } catch (error) {
    run.endedBy(error);
    throw unwrapFailure(error);
  } finally {
    await run.notifications.flush();
  }
}

import type { WorkflowType } from '../../contracts/names';
import type { PreparationRuns } from './preparation-runs';

const FLEET: WorkflowType = 'prepareMigrations';

/**
 * Whether a fleet tells of its preparations: as long as it runs, and also when it has ended by itself or was cancelled, because it
 * told everything then. One that was terminated, that the server ended, or that is gone leaves it to each of them, and so does what is no
 * fleet.
 *
 * @throws PrepError `HistoryUnreadable` if the server does not answer
 */
export async function tellsOfMembers(
  fleet: string,
  runs: Pick<PreparationRuns, 'describe'>,
  signal: AbortSignal,
): Promise<boolean> {
  const found = await runs.describe(fleet, signal);
  return found?.type === FLEET && ['running', 'completed', 'cancelled'].includes(found.state);
}

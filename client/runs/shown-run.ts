import { isRunOf, runsUnderQuery } from '../../contracts/names';
import { ifThere } from './if-there';
import type { Preparations } from './preparations';

/** The query finds runs of other buckets, too, whose names go on with `-2`. */
const MAX_LOOKED_AT = 50;

/**
 * The run by which the preparation of a bucket is shown: that of its own workflow ID while it is open, else one that a
 * Schedule started and that is open. Of those that have ended it is that of its own ID, else the newest of the Schedule.
 *
 * @param workflowId of the preparation of the bucket
 */
export async function shownRun(
  workflowId: string,
  runs: Pick<Preparations, 'describe' | 'list'>,
): Promise<string> {
  const found = await runs.list(runsUnderQuery('prepareMigration', workflowId), MAX_LOOKED_AT);
  const fired = found.filter((run) => run.workflowId !== workflowId && isRunOf(workflowId, run.workflowId));
  const [newest] = fired;
  if (newest === undefined) {
    return workflowId;
  }
  const own = await ifThere(runs.describe(workflowId), null);
  if (own?.state === 'running') {
    return workflowId;
  }
  const open = fired.find(({ state }) => state === 'running');
  return (open ?? (own === null ? newest : own)).workflowId;
}

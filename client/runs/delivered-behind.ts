import type { LifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import type { MigrationResult } from '../../contracts/migration/migration';
import type { PreparationResult } from '../../contracts/runs/result';
import type { DeliveredRun, Preparations } from './preparations';
import { resultOrNull } from './result-or-null';

/**
 * The run that delivered what a later one only compared; null if the result is no comparison, or the server no longer
 * has that run.
 */
export async function deliveredBehind(
  preparations: Preparations,
  result: PreparationResult | MigrationResult | LifecycleResult,
): Promise<DeliveredRun | null> {
  if (result.outcome !== 'already prepared' || result.approved === null) {
    return null;
  }
  const { workflowId, runId } = result.approved.run;
  const deliveredAt = new Date(result.delivered.at);
  return resultOrNull(async () => {
    const delivered = (await preparations.result(workflowId, runId)) as PreparationResult;
    if (delivered.outcome !== 'prepared') {
      return null;
    }
    const verified = preparations.verify(delivered, { workflowId, runId });
    const at = { startedAt: new Date(delivered.inventory.startedAt), closedAt: deliveredAt };
    const run = { workflowId, runId, type: 'prepareMigration', state: 'completed', ...at } as const;
    return { run, result: delivered, verified };
  });
}

import { named } from '../presentation/text/foreign-text';
import type { Preparations } from './preparations';
import type { RunStatus } from './run-status';

/**
 * How a preparation stands; where its latest run has no result, how the run before it that delivered ended. A preparation
 * that is started again, by a scheduler for example, stops because of what was delivered, and must not hide that.
 *
 * @param tell is told where it is about another run than the latest
 */
export async function orEarlierDelivery(
  preparations: Preparations,
  standing: RunStatus,
  tell: (said: string) => void = () => undefined,
): Promise<RunStatus> {
  if (standing.kind === 'ended') {
    return standing;
  }
  const { workflowId } = standing.run;
  const earlier = await preparations.delivered(workflowId);
  if (earlier === null) {
    return standing;
  }
  const latest = standing.kind === 'open' ? 'goes on' : `ended without a result (${named(standing.type)})`;
  const { runId, closedAt } = earlier.run;
  tell(
    `The latest run of ${workflowId} ${latest}. This is of run ${runId}, which delivered at ${closedAt?.toISOString() ?? 'an unknown time'}.`,
  );
  return { kind: 'ended', ...earlier };
}

import { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { PREP_PHASE } from '../contracts/runs/search-attributes';
import { OPEN_PHASES } from '../contracts/runs/status';
import { repeatUntil } from './repeat-until';

const EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5000;

/** How many open runs a namespace has in each phase. */
export type OpenRuns = ReadonlyMap<(typeof OPEN_PHASES)[number], number>;

/**
 * Counts the open runs of a namespace by phase, at once and again and again until stopped. What the server does not count is
 * left as it was: it may be away, or the namespace may not have the search attribute, which is never required.
 */
export async function countOpenRuns(
  stop: AbortSignal,
  { connection, namespace }: { readonly connection: NativeConnection; readonly namespace: string },
  report: (counts: OpenRuns) => void,
): Promise<void> {
  const client = new Client({ connection, namespace });
  await repeatUntil(stop, EVERY_MS, () =>
    client
      .withDeadline(Date.now() + ANSWER_WITHIN_MS, () => countsBy(client))
      .then(report)
      .catch(() => undefined),
  );
}

async function countsBy({ workflow }: Client): Promise<OpenRuns> {
  const counts = OPEN_PHASES.map(async (phase) => {
    const { count } = await workflow.count(`ExecutionStatus = "Running" AND ${PREP_PHASE.name} = "${phase}"`);
    return [phase, count] as const;
  });
  return new Map(await Promise.all(counts));
}

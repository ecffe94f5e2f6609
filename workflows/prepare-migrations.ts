import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import type { ValidatedFleet } from '../activities/fleet-activities';
import type { FleetRow } from '../contracts/inputs/fleet-input';
import { dryRunPhrase } from '../presentation/details/fleet-details';
import { countPhases, OPEN_PHASES, type FleetResult } from '../contracts/runs/fleet';
import { fleetNameOf } from '../contracts/names';
import { phrase } from '../presentation/words/words';
import { carriedBy, limitsOf, type CarriedFleet, type HistoryLimits } from './fleet/carried';
import { cancelMembers } from './fleet/cancel-members';
import { dryRun } from './fleet/dry-run';
import { listenForFleetMessages } from './fleet/fleet-messages';
import { FleetNews } from './fleet/fleet-news';
import { FleetRun } from './fleet/fleet-run';
import { Members } from './fleet/members';
import { retryMembers } from './fleet/retry-members';
import { startMembers } from './fleet/start-members';
import { watchOnce } from './fleet/watch-once';
import { activitiesOf } from './run/step-activities';

/** Where thousands wait, a busy worker has to replay the history again and again, each time within ten seconds. */
const LIMITS: HistoryLimits = { events: 1000, started: 100, bytes: 8_000_000 };

/**
 * Prepares the migration of many buckets: each by a `prepareMigration` of its own, which is approved, parks and is repaired
 * by itself. Some work at a time; those that wait for a person make room for others. One that fails holds up no other.
 *
 * The preparations outlive this run: it only starts them and looks at them, so nothing is lost when it ends or
 * continues as new. What runs or is prepared already is recognized and not started again.
 *
 * @param input one JSON object (`contracts/fleet-input.ts`): `buckets` or `match`
 * @param carried what the run before this one left
 * @param limits when a history is left behind
 */
export async function prepareMigrations(
  input: unknown,
  carried: CarriedFleet | null = null,
  limits: Partial<HistoryLimits> | null = null,
): Promise<FleetResult> {
  const { workflowId } = workflowInfo();
  const run = new FleetRun(fleetNameOf(workflowId), (Object(input) as { dryRun?: unknown }).dryRun === true);
  listenForFleetMessages(run);
  return run.toCompletion(async () => {
    const left = { carried: carriedBy(carried), limits: limitsOf(limits, LIMITS) };
    const fleet = left.carried === null ? await begin(run, input) : resumed(run, left.carried);
    if (fleet.dryRun) {
      return finish(run, 'dry run', await dryRun(run, fleet, rowsOf(input)));
    }
    await run.step(
      'prepare',
      () => prepareAll(run, { input, fleet, limits: left.limits }),
      () => countsIn(run),
    );
    run.tell();
    return finish(run, 'complete', {});
  });
}

/** Validates the input, and finds the buckets that it names by patterns. */
async function begin(run: FleetRun, input: unknown): Promise<ValidatedFleet> {
  const fleet = await run.step('validate', () => activitiesOf(run.title('validate')).validateFleet(input));
  introduce(run, fleet);
  if (fleet.buckets === null) {
    const found = await run.step(
      'match',
      () => activitiesOf(run.title('match')).matchBuckets(input),
      ({ length }) => phrase('fleet.buckets', { count: length }),
    );
    run.members = Members.of(found);
  } else {
    run.skip('match', phrase('fleet.buckets', { count: fleet.buckets.length }));
    run.members = Members.of(fleet.buckets);
  }
  return fleet;
}

function introduce(run: FleetRun, fleet: ValidatedFleet): void {
  run.speak(fleet.language);
  run.notifications.wanted(fleet.notify);
  run.remindEvery(fleet.remindEveryMs);
  run.findable(fleet, { destination: null, requester: fleet.requester });
}

function resumed(run: FleetRun, { fleet, members, news }: CarriedFleet): ValidatedFleet {
  introduce(run, fleet);
  run.members = Members.from(members);
  run.news = new FleetNews(news);
  run.resumeAt('prepare');
  return fleet;
}

interface Work {
  readonly input: unknown;
  readonly fleet: ValidatedFleet;
  readonly limits: HistoryLimits;
}

/** Starts and watches until every bucket has ended. */
async function prepareAll(run: FleetRun, { input, fleet, limits }: Work): Promise<void> {
  const rows = rowsOf(input);
  let started = 0;
  try {
    while (isAnyOpen(run)) {
      await retryMembers(run);
      const begun = await startMembers(run, fleet, rows);
      started += begun.started;
      run.publish();
      if (isLong(limits) || started >= limits.started) {
        await leaveHistory(run, { input, fleet, limits });
      }
      if (!begun.more) {
        run.tell();
        await watchOnce(run, fleet.concurrency);
      }
    }
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => cancelMembers(run));
    }
    throw error;
  }
}

function isLong({ events, bytes }: HistoryLimits): boolean {
  const { historyLength, historySize } = workflowInfo();
  return historyLength > events || historySize > bytes;
}

/** What was signalled meanwhile is done first: the next run would not know of it. */
async function leaveHistory(run: FleetRun, { input, fleet, limits }: Work): Promise<void> {
  await run.notifications.flush();
  await retryMembers(run);
  await condition(allHandlersFinished);
  const carried: CarriedFleet = {
    fleet: { ...fleet, buckets: null },
    members: run.members.carried(),
    news: run.news.carried(),
  };
  await continueAsNew<typeof prepareMigrations>(input, carried, limits);
}

function isAnyOpen({ members }: FleetRun): boolean {
  return members.has(...OPEN_PHASES);
}

async function finish(
  run: FleetRun,
  outcome: FleetResult['outcome'],
  more: Pick<FleetResult, 'planned' | 'terms'>,
): Promise<FleetResult> {
  const { workflowId, runId } = workflowInfo();
  const { planned = [] } = more;
  const { total } = run.members;
  const isDryRun = outcome === 'dry run';
  run.finish(outcome);
  await condition(allHandlersFinished);
  return {
    outcome,
    run: { workflowId, runId },
    summary: run.readable(isDryRun ? dryRunPhrase(planned, total) : countsIn(run)),
    counts: isDryRun ? countPhases(planned.map(({ found }) => found ?? 'pending')) : run.members.counts,
    members: isDryRun ? [] : run.members.list(),
    ...more,
  };
}

function countsIn({ members: { counts } }: FleetRun) {
  return phrase('fleet.counts', { counts });
}

/** The rows of the input, or null if the names of its buckets are all there is. */
function rowsOf(input: unknown): readonly FleetRow[] | null {
  const { buckets } = Object(input) as { buckets?: unknown };
  return Array.isArray(buckets) ? (buckets as FleetRow[]) : null;
}

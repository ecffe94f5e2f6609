import { CancellationScope, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { LaunchRoundRequest } from '../../activities/migration-activities';
import type { CutOverState } from '../../contracts/migration/job-progress';
import { MAX_ROUND, type CutOver, type Migration } from '../../contracts/migration/migration';
import type { Attested } from '../../contracts/approval/attested';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { phrase } from '../../presentation/words/words';
import { askForApproval } from '../approval/ask-for-approval';
import { activitiesOf } from '../run/step-activities';
import { waitUntil } from '../run/wait-until';
import { toApprove } from './launch-decision';
import type { MigrationRun } from './migration-run';
import type { Launched } from './resumed';
import { undoOf } from './undo';

/** Histories may have fifty thousand events; replaying some thousands takes a worker a moment. */
const MAX_EVENTS = 2000;
/** So many rounds are left for the cut-over, and for what a comparison finds after it. */
const ROUNDS_KEPT = 20;
const YEAR_MS = 365 * 24 * 3600_000;

/**
 * Waits for the next round, or for the cut-over: somebody asks for it, and enough people approve it. Until then the
 * rounds continue, whatever is rejected.
 *
 * @returns the decision of the cut-over; `due` for another round before it; `long` if a new run is to go on first
 */
export async function nextRound(
  run: MigrationRun,
  input: unknown,
  launched: Launched,
): Promise<Attested<CutOver> | 'due' | 'long'> {
  for (;;) {
    const next = await run.step(
      'rounds',
      () => untilDue(run, launched),
      () => run.roundsInWords(),
    );
    if (next === 'due' || next === 'long') {
      return next;
    }
    const { by } = next;
    run.cutOver = { state: 'waiting for approval', by };
    const request = { input, migration: launched.migration, round: launched.round, askedBy: by };
    const outcome = await askForApproval(run, toApprove(run, request, 'cut-over'), {
      grant: (approved) =>
        run.step('approval', () =>
          activitiesOf(run.say(phrase('migration.approveCutOver'))).approveCutOver({
            ...request,
            ...approved,
          }),
        ),
      revoke: async () => undefined,
    });
    if (outcome.verdict === 'approved') {
      run.cutOver = { state: 'approved', by };
      return outcome.granted;
    }
    run.cutOver = null;
    run.notice(phrase('migration.cutOverRejected'));
  }
}

async function untilDue(
  run: MigrationRun,
  { due, round }: Pick<Launched, 'due' | 'round'>,
): Promise<'due' | 'long' | CutOverState> {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if (run.cutOver === null && (historyLength > MAX_EVENTS || continueAsNewSuggested)) {
    return 'long';
  }
  const isLast = round >= MAX_ROUND - ROUNDS_KEPT;
  const example = messageExamples.cutOver;
  const shown = {
    for: isLast
      ? phrase('migration.noMoreRounds', { round })
      : phrase('migration.nextRound', { round: round + 1 }),
    nextAction: phrase('migration.cutOverHow', { example }),
    person: isLast,
  };
  await waitUntil(run, isLast ? Date.now() + YEAR_MS : due, shown, () => run.cutOver !== null);
  return run.cutOver ?? 'due';
}

/**
 * Launches the next round: of those that were approved, the last one of a cut-over, or one that copies what a comparison
 * found missing. Cancelled before, it removes what it has created.
 *
 * @returns the job to watch
 * @throws the cancellation
 */
export async function launchNextRound(
  run: MigrationRun,
  migration: Migration,
  launched: Launched,
  different: LaunchRoundRequest['different'],
): Promise<Launched> {
  const request = { ...launched, round: launched.round + 1, number: 0 };
  try {
    const launchedAt = await run.step(
      'rounds',
      // To its end: whether the job runs must be known, whatever is cancelled meanwhile.
      () =>
        CancellationScope.nonCancellable(() =>
          activitiesOf(run.say(phrase('migration.launchRound', { round: request.round }))).launchRound({
            migration: request.migration,
            launch: request.launch,
            round: request.round,
            number: 0,
            different,
          }),
        ),
      () => (different === null ? run.roundsInWords() : phrase('migration.again', { round: request.round })),
    );
    return { ...request, due: Date.parse(launchedAt) + (migration.everyMs ?? 0) };
  } catch (error) {
    if (isCancellation(error)) {
      await undoOf(run, request, phrase('run.cancelled'));
    }
    throw error;
  }
}

import { CancellationScope, CancelledFailure, isCancellation } from '@temporalio/workflow';
import { WAIT_FOR_PEOPLE, type MemberToSee, type SeenMember } from '../../contracts/runs/fleet';
import { phrase } from '../../presentation/words/words';
import { watchActivities } from '../run/step-activities';
import type { FleetRun } from './fleet-run';

/** An activity that sees nothing new ends after this time. */
const WATCH_MS = 10 * 60_000;
/** The same if it is the turn of some, and others wait for theirs: what works may work for hours and show nothing new. */
const TURN_MS = 20_000;
/** An activity each time: its events are in the history. */
const MIN_WATCH_MS = 1000;
/** As long as something works: so many of the others are watched with it, in turn. */
const OTHERS_WHILE_BUSY = 30;
/** Of those that wait for people alone: some 230 KB, below what the server warns of. */
const OTHERS_WHILE_IDLE = 5000;
/** After many approvals at once, more work than may be started. */
const MAX_WORKING = 200;

/** Watches the preparations until something about them changes, or until somebody says that it has. */
export async function watchOnce(run: FleetRun, concurrency: number): Promise<void> {
  const { watched, left } = chosen(run, concurrency);
  if (watched.length === 0) {
    return;
  }
  const scope = new CancellationScope();
  run.watching(scope);
  const seen = await scope
    .run(() =>
      watchActivities(run.say(phrase('fleet.watching', { count: watched.length }))).watchMembers({
        members: watched,
        waitMs: Math.min(left ? TURN_MS : WATCH_MS, Math.max(MIN_WATCH_MS, run.quietMs)),
      }),
    )
    .catch(nothingIfInterrupted);
  seen.forEach((one) => run.saw(one));
  run.publish();
  if (CancellationScope.current().consideredCancelled) {
    // The activity may have seen the last preparations end, which the server cancels with the fleet.
    throw new CancelledFailure('The fleet was cancelled');
  }
}

/** What it saw until it was interrupted, it returned; unless no worker had begun it. */
function nothingIfInterrupted(error: unknown): readonly SeenMember[] {
  if (isCancellation(error) && !CancellationScope.current().consideredCancelled) {
    return [];
  }
  throw error;
}

/** Everything that works, and the others in turn; whether some of those are left for another turn. */
function chosen(
  run: FleetRun,
  concurrency: number,
): { readonly watched: readonly MemberToSee[]; readonly left: boolean } {
  const { members } = run;
  const working = members.places('running');
  const others = members.places(...WAIT_FOR_PEOPLE);
  const count = Math.min(others.length, working.length > 0 ? OTHERS_WHILE_BUSY : OTHERS_WHILE_IDLE);
  const from = others.length === 0 ? 0 : run.turn(count) % others.length;
  const inTurn = [...others.slice(from), ...others.slice(0, from)].slice(0, count);
  const watched = [...working.slice(0, Math.max(concurrency, MAX_WORKING)), ...inTurn];
  return { watched: watched.map((at) => members.toSee(at)), left: count < others.length };
}

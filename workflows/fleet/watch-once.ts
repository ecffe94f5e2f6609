import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { MemberToSee, SeenMember } from '../../contracts/fleet';
import { phrase } from '../../presentation/words/words';
import { watchActivities } from '../run/step-activities';
import type { FleetRun } from './fleet-run';

/** An activity that sees nothing new ends after this time. */
const WATCH_MS = 10 * 60_000;
/** As long as something is pending or works, so many of the others are watched at a time: histories stay small. */
const OTHERS_WATCHED = 200;
/** Of those that wait for people alone. */
const MAX_WATCHED = 5000;

/** Watches the preparations until something about them changes, or until somebody says that it has. */
export async function watchOnce(run: FleetRun, concurrency: number): Promise<void> {
  const watched = chosen(run, concurrency);
  if (watched.length === 0) {
    return;
  }
  const scope = new CancellationScope();
  run.watching(scope);
  const seen = await scope
    .run(() =>
      watchActivities(run.say(phrase('fleet.watching', { count: watched.length }))).watchMembers({
        members: watched,
        waitMs: WATCH_MS,
      }),
    )
    .catch(nothingIfInterrupted);
  seen.forEach((one) => run.members.saw(one));
  run.publish();
}

/** What it saw until it was interrupted, it returned; unless no worker had begun it. */
function nothingIfInterrupted(error: unknown): readonly SeenMember[] {
  if (isCancellation(error) && !CancellationScope.current().consideredCancelled) {
    return [];
  }
  throw error;
}

/** Everything that works, and the others in turn. */
function chosen(run: FleetRun, concurrency: number): MemberToSee[] {
  const all = run.members.underWay();
  const working = all.filter(([, , phase]) => phase === 'running');
  const others = all.filter(([, , phase]) => phase !== 'running');
  const isBusy = working.length > 0;
  const from = isBusy && others.length > 0 ? run.turn(OTHERS_WATCHED) % others.length : 0;
  const inTurn = [...others.slice(from), ...others.slice(0, from)];
  return [
    ...working.slice(0, Math.max(concurrency, OTHERS_WATCHED)),
    ...inTurn.slice(0, isBusy ? OTHERS_WATCHED : MAX_WATCHED),
  ];
}

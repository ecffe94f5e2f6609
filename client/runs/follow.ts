import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import type { FollowView } from '../terminal/follow-view';
import { deadlineIn } from './deadline';
import { neverBackwards } from './listing-heartbeat';
import { Patience } from './patience';
import type { Preparations } from './preparations';
import { rightNow } from './right-now';
import { noAnswerYet } from './unanswered';
import { runStatus, waitsForPerson, type RunStatus } from './run-status';

const ASK_EVERY_MS = 1000;

/** When to stop following a run that has not ended. */
export interface Until {
  /** When it waits for a person. */
  readonly input: boolean;
  /** After so many milliseconds; it is then returned as it was last seen. */
  readonly withinMs?: number | undefined;
}

/**
 * Follows a run until it ends, or until something else that it is to stop at.
 *
 * @throws CommandError `NotFound`, or the reason if nothing answers for more than five minutes or until the time is up
 */
export async function follow(
  preparations: Preparations,
  workflowId: string,
  until: Until,
  view: FollowView,
  pause: CommandContext['pause'],
): Promise<RunStatus> {
  const onward = neverBackwards();
  const deadline = deadlineIn(until.withinMs);
  const patience = new Patience(ASK_EVERY_MS);
  let last: RunStatus | CommandError = noAnswerYet();
  try {
    for (; !deadline.isOver(); await pause(ASK_EVERY_MS)) {
      try {
        const found = await Promise.race([runStatus(preparations, workflowId), deadline.passed]);
        if (found === null) {
          break;
        }
        patience.answered();
        last = found;
        if (found.kind !== 'open') {
          return found;
        }
        const now = await rightNow(preparations, found.status);
        view.show(found, { ...now, listing: now.listing === null ? null : onward(now.listing) });
        if (until.input && waitsForPerson(found)) {
          return found;
        }
      } catch (error) {
        last = patience.bear(error);
        view.trouble(last.said);
      }
    }
    if (last instanceof CommandError) {
      throw last;
    }
    return last;
  } finally {
    deadline.clear();
    view.end();
  }
}

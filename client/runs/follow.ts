import { inventoryWorkflowId } from '../../contracts/names';
import type { SliceProgress } from '../../contracts/inventory';
import type { PreparationStatus } from '../../contracts/status';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import type { FollowView } from '../terminal/follow-view';
import { neverBackwards } from './listing-heartbeat';
import type { Preparations } from './preparations';
import { isUnanswered } from './unanswered';
import { runStatus, waitsForPerson, type RunStatus } from './run-status';
import type { Said } from '../../presentation/words/phrase';

const ASK_EVERY_MS = 1000;
/** Watching outlasts a worker or a server that restarts, but not one that stays away. */
const GIVE_UP_AFTER_MISSES = 300;

/**
 * Follows a run until it ends or, with `input`, until it waits for a person.
 *
 * @throws CommandError `NotFound`, or the reason if nothing answers for more than five minutes
 */
export async function follow(
  preparations: Preparations,
  workflowId: string,
  until: { readonly input: boolean },
  view: FollowView,
  pause: CommandContext['pause'],
): Promise<RunStatus> {
  const onward = neverBackwards();
  try {
    for (let misses = 0; ; await pause(ASK_EVERY_MS)) {
      try {
        const found = await runStatus(preparations, workflowId);
        misses = 0;
        if (found.kind !== 'open') {
          return found;
        }
        const listing = await listingOf(preparations, found.status);
        view.show(found, listing === null ? null : onward(listing));
        if (until.input && waitsForPerson(found)) {
          return found;
        }
      } catch (error) {
        misses += 1;
        view.trouble(passingTrouble(error, misses));
      }
    }
  } finally {
    view.end();
  }
}

/** Trouble that may pass; rethrows what will not, or has lasted too long. */
function passingTrouble(error: unknown, misses: number): Said {
  const unreachable = error instanceof CommandError && error.type === 'TemporalUnreachable';
  if (!(unreachable || isUnanswered(error)) || misses > GIVE_UP_AFTER_MISSES) {
    throw error;
  }
  return error.said;
}

async function listingOf(
  preparations: Preparations,
  { workflowId, phase }: PreparationStatus,
): Promise<SliceProgress | null> {
  if (phase.name !== 'running' || phase.step !== 'inventory') {
    return null;
  }
  try {
    return await preparations.listingProgress(inventoryWorkflowId(workflowId));
  } catch (error) {
    // The child has not started yet, or has just ended.
    if (error instanceof CommandError && error.type === 'NotFound') {
      return null;
    }
    throw error;
  }
}

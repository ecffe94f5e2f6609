import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../runs/preparations';
import { deadlineIn } from '../runs/deadline';
import { mayPass, noAnswerYet } from '../runs/unanswered';
import { fleetExitCode, fleetState, waitsForPeople, type FleetState } from './fleet-state';
import { countsText, fleetJson, fleetText } from './fleet-text';

const ASK_EVERY_MS = 2000;
/** Following outlasts a worker or a server that restarts, but not one that stays away. */
const GIVE_UP_AFTER_MISSES = 150;

/**
 * Follows a fleet until it ends, or until nothing happens any more without a person.
 *
 * @throws CommandError the reason if nothing answers for five minutes, or until the time is up
 */
export async function followFleet(
  preparations: Preparations,
  workflowId: string,
  { timeout, json }: { readonly timeout?: number; readonly json?: boolean },
  context: CommandContext,
): Promise<Answer> {
  const deadline = deadlineIn(timeout);
  let last: FleetState | CommandError = noAnswerYet();
  let told = '';
  try {
    for (let misses = 0; !deadline.isOver(); await context.pause(ASK_EVERY_MS)) {
      const state = await Promise.race([
        fleetState(preparations, workflowId).catch(ifItMayPass),
        deadline.passed,
      ]);
      if (state === null) {
        break;
      }
      last = state;
      if (state instanceof CommandError) {
        misses += 1;
        if (misses > GIVE_UP_AFTER_MISSES) {
          break;
        }
        continue;
      }
      misses = 0;
      const counts = countsText(state, context);
      if (json !== true && counts !== told) {
        context.terminal.say(counts);
        told = counts;
      }
      if (state.run.state !== 'running' || waitsForPeople(state)) {
        return answered(state, true, context);
      }
    }
  } finally {
    deadline.clear();
  }
  if (last instanceof CommandError) {
    throw last;
  }
  return answered(last, false, context);
}

function ifItMayPass(error: unknown): CommandError {
  if (mayPass(error)) {
    return error;
  }
  throw error;
}

function answered(state: FleetState, isOver: boolean, context: CommandContext): Answer {
  return {
    exitCode: isOver ? fleetExitCode(state) : EXIT.stillRunning,
    json: fleetJson(state, context),
    text: `\n${fleetText(state, false, context)}`,
  };
}

import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../runs/preparations';
import { isUnanswered } from '../runs/unanswered';
import { fleetExitCode, fleetState, waitsForPeople, type FleetState } from './fleet-state';
import { countsText, fleetJson, fleetText } from './fleet-text';

const ASK_EVERY_MS = 2000;
/** Following outlasts a worker that restarts, but not one that stays away. */
const GIVE_UP_AFTER_MISSES = 150;

/**
 * Follows a fleet until it ends, or until nothing happens any more without a person.
 *
 * @throws CommandError the reason if no worker answers for five minutes
 */
export async function followFleet(
  preparations: Preparations,
  workflowId: string,
  { timeout, json }: { readonly timeout?: number; readonly json?: boolean },
  context: CommandContext,
): Promise<Answer> {
  const deadline = timeout === undefined ? Infinity : Date.now() + timeout;
  let told = '';
  let misses = 0;
  for (;;) {
    const state = await fleetState(preparations, workflowId).catch((error: unknown) => {
      misses += 1;
      if (!isUnanswered(error) || misses > GIVE_UP_AFTER_MISSES) {
        throw error;
      }
      return null;
    });
    if (state !== null) {
      misses = 0;
      const counts = countsText(state, context);
      if (json !== true && counts !== told) {
        context.terminal.say(counts);
        told = counts;
      }
      const isOver = state.run.state !== 'running' || waitsForPeople(state);
      if (isOver || Date.now() >= deadline) {
        return answered(state, isOver, context);
      }
    }
    await context.pause(ASK_EVERY_MS);
  }
}

function answered(state: FleetState, isOver: boolean, context: CommandContext): Answer {
  return {
    exitCode: isOver ? fleetExitCode(state) : EXIT.stillRunning,
    json: fleetJson(state, context),
    text: `\n${fleetText(state, false, context)}`,
  };
}

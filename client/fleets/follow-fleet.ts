import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../runs/preparations';
import { deadlineIn } from '../runs/deadline';
import { Patience } from '../runs/patience';
import { noAnswerYet } from '../runs/unanswered';
import { dryRunAnswer } from './dry-run-answer';
import { fleetExitCode, fleetState, waitsForPeople, type FleetState } from './fleet-state';
import { countsText, fleetJson, fleetText } from './fleet-text';

const ASK_EVERY_MS = 2000;

/**
 * Follows a fleet until it ends, or until nothing happens any more without a person.
 *
 * @throws CommandError the reason if no worker or no server answers for five minutes, or until the time is up
 */
export async function followFleet(
  preparations: Preparations,
  workflowId: string,
  { timeout, json }: { readonly timeout?: number; readonly json?: boolean },
  context: CommandContext,
): Promise<Answer> {
  const deadline = deadlineIn(timeout);
  const patience = new Patience(ASK_EVERY_MS);
  let last: FleetState | CommandError = noAnswerYet();
  let told = '';
  try {
    for (; !deadline.isOver(); await context.pause(ASK_EVERY_MS)) {
      const state = await Promise.race([
        standing(preparations, workflowId).catch((error: unknown) => patience.bear(error)),
        deadline.passed,
      ]);
      if (state === null) {
        break;
      }
      last = state;
      if (state instanceof CommandError) {
        continue;
      }
      patience.answered();
      const counts = countsText(state, context);
      if (json !== true && counts !== told) {
        context.terminal.say(counts);
        told = counts;
      }
      if (isOver(state)) {
        return answered(state, true, preparations, context);
      }
    }
  } finally {
    deadline.clear();
  }
  if (last instanceof CommandError) {
    throw last;
  }
  const seen = last;
  const whole = await fleetState(preparations, workflowId).catch(() => seen);
  return answered(whole, isOver(whole), preparations, context);
}

/** Thousands of buckets are many answers, which only the last look needs. */
async function standing(preparations: Preparations, workflowId: string): Promise<FleetState> {
  const state = await fleetState(preparations, workflowId, undefined, false);
  return isOver(state) ? fleetState(preparations, workflowId) : state;
}

function isOver(state: FleetState): boolean {
  return state.run.state !== 'running' || waitsForPeople(state);
}

function answered(
  state: FleetState,
  hasEnded: boolean,
  preparations: Preparations,
  context: CommandContext,
): Answer {
  if (state.dryRun !== undefined) {
    return dryRunAnswer(state.dryRun, state.name, context);
  }
  return {
    exitCode: hasEnded ? fleetExitCode(state) : EXIT.stillRunning,
    json: fleetJson(state, preparations, context),
    text: `\n${fleetText(state, false, context, context.terminal.width)}`,
  };
}

import { condition } from '@temporalio/workflow';
import type { WaitsFor, Run } from './run';

/** The server takes summaries of 200 bytes; a Chinese character has three. */
const MAX_SUMMARY = 60;

/**
 * Waits durably, for months where need be and across restarts, until a time, or until somebody says that it goes on.
 *
 * @param untilMs milliseconds since the epoch
 * @returns whether somebody said so before that time
 */
export async function waitUntil(
  run: Pick<Run<never>, 'showWaiting' | 'say'>,
  untilMs: number,
  shown: WaitsFor,
  sooner: () => boolean,
): Promise<boolean> {
  const patience = untilMs - Date.now();
  if (patience <= 0) {
    return sooner();
  }
  run.showWaiting(new Date(untilMs).toISOString(), shown);
  return condition(sooner, patience, { summary: run.say(shown.for).slice(0, MAX_SUMMARY) });
}

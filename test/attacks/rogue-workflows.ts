import { condition, proxyActivities } from '@temporalio/workflow';
import { TASK_QUEUE } from '../../contracts/names';

/** What somebody has schedule on the product's workers: an activity by its name, and whatever arguments. */
export interface Attempted {
  readonly activity: string;
  readonly argument: unknown;
}

/** Schedules one of the product's activities with an argument of the attacker's own making. */
async function attempt({ activity, argument }: Attempted): Promise<unknown> {
  const activities = proxyActivities<Record<string, (one: unknown) => Promise<unknown>>>({
    taskQueue: TASK_QUEUE,
    startToCloseTimeout: '1 minute',
    retry: { maximumAttempts: 1 },
  });
  return activities[activity]?.(argument);
}

/** A workflow of the attacker's own on a queue of their own, under the name of the product's. */
export async function prepareMigration(what: Attempted | { readonly result: unknown }): Promise<unknown> {
  return 'activity' in what ? attempt(what) : what.result;
}

/** Holds a workflow ID, and does nothing. */
export async function revokeCredentials(): Promise<void> {
  await condition(() => false);
}

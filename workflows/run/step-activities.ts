import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { PreparationActivities } from '../../activities/activities';

/**
 * Short cloud calls. Retries cover what a few minutes can fix; after them the run parks and a person decides.
 * A cancelled activity is waited for, so that the clean-up sees everything it did.
 */
const CLOUD_STEP: ActivityOptions = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '15 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
    maximumAttempts: 10,
  },
};

/** A slice of a listing: its heartbeat is its checkpoint, so an attempt that dies costs seconds. */
const INVENTORY_SLICE: ActivityOptions = {
  ...CLOUD_STEP,
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '10 seconds',
};

/**
 * A search for what differs, with contents if they are to be compared, may take many hours; its heartbeat is its
 * checkpoint, too.
 */
const SEARCH: ActivityOptions = { ...INVENTORY_SLICE, startToCloseTimeout: '1 day' };

/**
 * A look at the run's own history. Decisions are judged one after the other, so one that cannot be proven must not
 * keep the next one waiting for minutes.
 */
const LOOK_AT_HISTORY: ActivityOptions = {
  ...CLOUD_STEP,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumAttempts: 5 },
};

/** Watching lasts for ten minutes if nothing happens; it changes nothing, so it is repeated until it succeeds. */
const WATCH: ActivityOptions = {
  ...CLOUD_STEP,
  startToCloseTimeout: '15 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
};

/** The activities of a step, labelled in the Web UI's timeline with what the step does. */
export function activitiesOf(summary: string): PreparationActivities {
  return proxyActivities<PreparationActivities>({ ...CLOUD_STEP, summary });
}

/** The activities that read the history of the run. */
export function historyActivities(summary: string): PreparationActivities {
  return proxyActivities<PreparationActivities>({ ...LOOK_AT_HISTORY, summary });
}

/** The activities of the inventory. */
export function inventoryActivities(summary: string): PreparationActivities {
  return proxyActivities<PreparationActivities>({ ...INVENTORY_SLICE, summary });
}

/** The activities that compare two listings. */
export function searchActivities(summary: string): PreparationActivities {
  return proxyActivities<PreparationActivities>({ ...SEARCH, summary });
}

/** The activities that watch other runs. */
export function watchActivities(summary: string): PreparationActivities {
  return proxyActivities<PreparationActivities>({ ...WATCH, summary });
}

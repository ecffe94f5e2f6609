import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { ChannelOutcome, Notification } from '../contracts/notification';
import type { RunIdentity } from '../contracts/run-identity';
import type { Settings } from '../contracts/settings';
import { createApprovalActivities, type ApprovalActivities } from './approval-activities';
import type { Attempt } from '../provisioning/trust/attempt';
import type { Clouds } from '../provisioning/clouds';
import { connectSinks, type Sinks } from '../provisioning/delivery/sinks';
import { createGrantActivities, type GrantActivities } from './grant-activities';
import { guarded } from './guarded-activity';
import { createInventoryActivities, type InventoryActivities } from './inventory-activities';
import { createLifecycleActivities, type LifecycleActivities } from './lifecycle-activities';
import { notify } from './notify';
import { createProvisioningActivities, type ProvisioningActivities } from './provisioning-activities';
import type { RunHistory } from '../provisioning/trust/run-history';
import { Attestor } from '../provisioning/trust/attestor';
import { WorkerKeys } from '../provisioning/trust/worker-keys';

/** What activities work with. Workers give the real clouds; tests below the ports give fakes. */
export interface ActivityDependencies {
  readonly settings: Settings;
  readonly clouds: Clouds;
  /** What the Temporal server has on record of runs. */
  readonly history: RunHistory;
  /** Address of the Temporal Web UI, for links in notifications; null where nobody said it. */
  readonly webUi?: string | null | undefined;
}

/** The same, with what is made of it and what the Temporal server states of the activity under way. */
export interface ActivityTools extends ActivityDependencies {
  readonly attestor: Attestor;
  readonly sinks: Sinks;
  /** The run that it belongs to: never what an argument says. */
  readonly run: () => RunIdentity;
  readonly attempt: () => Attempt;
  readonly signal: () => AbortSignal;
}

/** The activities as workflows see them: one idempotent step each. */
export interface PreparationActivities
  extends
    ProvisioningActivities,
    InventoryActivities,
    ApprovalActivities,
    GrantActivities,
    LifecycleActivities {
  notify(notification: Notification): Promise<ChannelOutcome[]>;
}

/** Builds the activities of a worker. */
export function createActivities(dependencies: ActivityDependencies): PreparationActivities {
  const { settings, webUi = null } = dependencies;
  const tools: ActivityTools = {
    ...dependencies,
    attestor: new Attestor(new WorkerKeys(settings.trust)),
    sinks: connectSinks(settings),
    run: thisRun,
    attempt: thisAttempt,
    signal: cancellationSignal,
  };
  return {
    ...createProvisioningActivities(tools),
    ...createInventoryActivities(tools),
    ...createApprovalActivities(tools),
    ...createGrantActivities(tools),
    ...createLifecycleActivities(tools),
    // Its heartbeats are its own: they name the channels that have it.
    notify: guarded((notification) => notify(notification, settings.notify, webUi), false),
  };
}

function thisRun(): RunIdentity {
  const { workflowId = '', runId = '' } = activityInfo().workflowExecution ?? {};
  return { workflowId, runId };
}

function thisAttempt(): Attempt {
  const { attempt, scheduledTimestampMs } = activityInfo();
  return { number: attempt, scheduledAtMs: scheduledTimestampMs };
}

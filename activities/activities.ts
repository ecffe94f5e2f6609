import type { Notification } from '../contracts/runs/notification';
import { activityTools, type ActivityDependencies } from './activity-tools';
import { createApprovalActivities } from './approval-activities';
import { createFleetActivities } from './fleet-activities';
import { createComparisonActivities } from './comparison-activities';
import { createGrantActivities } from './grant-activities';
import { createInventoryActivities } from './inventory-activities';
import { createLifecycleActivities } from './lifecycle-activities';
import { createMigrationActivities } from './migration-activities';
import { tellsOfMembers } from '../provisioning/fleet/tells-of-members';
import { notify } from './notify';
import { createProvisioningActivities } from './provisioning-activities';
import { createVerificationActivities } from './verification-activities';

/** The activities as workflows see them: one idempotent step each. */
export type PreparationActivities = ReturnType<typeof createActivities>;

/** Builds the activities of a worker. */
export function createActivities(dependencies: ActivityDependencies) {
  const tools = activityTools(dependencies);
  const { settings, webUi = null, guarded } = tools;
  return {
    ...createProvisioningActivities(tools),
    ...createInventoryActivities(tools),
    ...createVerificationActivities(tools),
    ...createApprovalActivities(tools),
    ...createComparisonActivities(tools),
    ...createGrantActivities(tools),
    ...createLifecycleActivities(tools),
    ...createFleetActivities(tools),
    ...createMigrationActivities(tools),
    // Its heartbeats are its own: they name the channels that have it.
    notify: guarded(async (notification: Notification, fleet: string | null) => {
      const isTold = fleet !== null && (await tellsOfMembers(fleet, tools.runs, tools.signal()));
      return isTold ? [] : notify(notification, settings.notify, webUi, settings.language);
    }, false),
  };
}

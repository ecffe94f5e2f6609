import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { Occurrence } from './notification-of';

/** What a fleet tells the preparations that it starts, beside their input. */
export interface FleetMember {
  /** Workflow ID of the fleet. */
  readonly fleet: string;
}

/**
 * The workflow ID of the fleet that tells of a run, which is a member of it: its parent has to be that fleet. Null for a run that
 * somebody starts with the same arguments, or below a workflow of their own: it tells of itself.
 *
 * @param told the second argument of the run, which may be anything
 */
export function fleetOf(told: unknown): string | null {
  const { parent } = workflowInfo();
  const { fleet } = Object(told) as { fleet?: unknown };
  return parent !== undefined && fleet === parent.workflowId ? parent.workflowId : null;
}

/**
 * Whether a fleet tells this of its members, together with the others of the same kind. What goes wrong, and what
 * is for other people than before, each run tells by itself.
 */
export function isToldByFleet({ event, decision }: Pick<Occurrence, 'event' | 'decision'>): boolean {
  switch (event) {
    case 'reminder':
      // A fleet that was cancelled does not wait for clean-ups that park, and may have ended.
      return !isCancelled();
    case 'waiting':
    case 'attention':
    case 'done':
    case 'cancelled':
      return true;
    case 'decision':
      return decision !== 'timed out';
    case 'escalation':
    case 'changed':
    case 'launched':
    case 'migrated':
    case 'failed':
      return false;
  }
}

/** Whether the run was cancelled, also while it cleans up, which is not cancelled. */
function isCancelled(): boolean {
  for (let scope = CancellationScope.current(); ;) {
    if (scope.consideredCancelled) {
      return true;
    }
    if (scope.parent === undefined) {
      return false;
    }
    scope = scope.parent;
  }
}

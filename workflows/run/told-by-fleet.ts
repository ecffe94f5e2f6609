import { workflowInfo } from '@temporalio/workflow';
import { fleetNameIn } from '../../contracts/names';
import type { Occurrence } from './notification-of';

/**
 * Whether the fleet that started this run tells of it, together with the others of the same kind. What goes wrong, and what
 * is for other people than before, each run tells by itself.
 */
export function isToldByFleet({ event, decision }: Pick<Occurrence, 'event' | 'decision'>): boolean {
  const { parent } = workflowInfo();
  if (parent === undefined || fleetNameIn(parent.workflowId) === null) {
    return false;
  }
  switch (event) {
    case 'waiting':
    case 'reminder':
    case 'attention':
    case 'done':
      return true;
    case 'decision':
      return decision !== 'timed out';
    case 'escalation':
    case 'changed':
    case 'launched':
    case 'migrated':
    case 'cancelled':
    case 'failed':
      return false;
  }
}

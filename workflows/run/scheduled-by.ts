import { workflowInfo } from '@temporalio/workflow';
import { SCHEDULED_BY } from '../../contracts/runs/search-attributes';

/** The ID of the Schedule that started this run, as the server states it; null if a person or a program did. */
export function scheduledBy(): string | null {
  return workflowInfo().typedSearchAttributes.get(SCHEDULED_BY) ?? null;
}

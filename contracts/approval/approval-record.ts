import type { Decision } from './approval';
import type { ApprovalTerms } from '../runs/preparation';

/** What a decision is judged against. */
export interface ApprovalRecord {
  readonly workflowId: string;
  readonly terms: ApprovalTerms;
  readonly planDigest: string;
  readonly decisions: readonly Decision[];
  /** ISO time from which the second group counts; null where there is none. */
  readonly escalatesAt: string | null;
  /** Whether it counts by now. */
  readonly escalated: boolean;
}

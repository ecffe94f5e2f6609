import type { MigrationResult } from '../../contracts/migration/migration';
import type { ReportedResult } from '../../contracts/runs/result';

/** What there is of a run: its result, as a worker signed it for that very run; a draft before its end; or why there is neither. */
export type FoundResult =
  | { readonly kind: 'result'; readonly result: ReportedResult | MigrationResult }
  | { readonly kind: 'unknown run' | 'open' | 'no result' | 'not authentic' };

/**
 * Reads the result of a preparation or of a migration.
 *
 * @param runId undefined for the latest run
 */
export type ReadResult = (workflowId: string, runId: string | undefined) => Promise<FoundResult>;

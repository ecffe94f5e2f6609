import type { SourceRequest } from '../../contracts/runs/preparation';
import { PrepError } from '../../contracts/prep-error';
import type { Clouds } from '../clouds';
import { sourceChecks } from '../preflight/source-checks';

/**
 * What preflight would find wrong with a source bucket, in three requests at most: a type of the error table, or null. Of many
 * buckets one that is out of reach at the moment says so too, and holds up no other. Read-only.
 */
export async function sourceProblem(
  source: SourceRequest,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const checks = await sourceChecks(source, clouds, signal);
    return checks.find(({ outcome }) => outcome === 'problem')?.errorType ?? null;
  } catch (error) {
    if (error instanceof PrepError && !signal.aborted) {
      return error.type;
    }
    throw error;
  }
}

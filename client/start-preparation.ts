import type { PreparationInput } from '../contracts/preparation-input';
import { preparationWorkflowId, TASK_QUEUE } from '../contracts/names';
import { openPrefixWarning } from '../contracts/open-prefix';
import { regionWarnings } from '../contracts/region-spelling';
import type { Preparations } from './preparations';
import { say, sayIn } from '../presentation/words/words';

/** A preparation that was started, or found running. */
export interface StartedPreparation {
  readonly workflowId: string;
  readonly runId: string;
  readonly attached: boolean;
  readonly namespace: string;
  readonly link: string | null;
  /** What the user should know now. */
  readonly warnings: readonly string[];
}

/**
 * Starts the preparation of a checked input, or attaches to the running one of the same bucket.
 */
export async function startPreparation(
  preparations: Preparations,
  input: PreparationInput,
  id: string | undefined,
): Promise<StartedPreparation> {
  const { bucket, prefix = '', region } = input.source;
  const workflowId = id ?? preparationWorkflowId(bucket);
  const { runId, attached } = await preparations.start({
    type: 'prepareMigration',
    workflowId,
    input,
    summary: `Prepare the migration of KS3 bucket ${bucket} to OSS`,
  });
  const aboutPrefix = openPrefixWarning(prefix);
  const warnings = [
    ...(aboutPrefix === null ? [] : [say('en', aboutPrefix)]),
    ...regionWarnings(region, input.destination?.region).map(sayIn('en')),
    ...(attached
      ? [
          `${workflowId} was running already: this attached to it. Its own input stands; the one given now was not used.`,
        ]
      : []),
    ...((await preparations.workers()) === 0
      ? [
          `No worker asks the task queue ${TASK_QUEUE} for work; nothing happens until one runs: npx prep worker`,
        ]
      : []),
  ];
  return {
    workflowId,
    runId,
    attached,
    namespace: preparations.namespace,
    link: preparations.linkOf(workflowId),
    warnings,
  };
}

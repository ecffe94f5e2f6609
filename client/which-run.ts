import { preparationWorkflowId } from '../contracts/names';
import { CommandError } from './command-error';

/** How a command names the run it is about. */
export interface RunName {
  readonly id?: string | undefined;
}

/**
 * The workflow ID of the preparation that a command is about: of a bucket, or the one given.
 *
 * @throws CommandError `InvalidInput` where neither is given, or both
 */
export function workflowIdOf(bucket: string | undefined, { id }: RunName): string {
  if (bucket !== undefined && id !== undefined) {
    throw new CommandError('InvalidInput', 'Name the KS3 bucket or the workflow ID (--id), not both.');
  }
  const named = id ?? (bucket === undefined ? '' : preparationWorkflowId(bucket));
  if (named === '' || bucket === '') {
    throw new CommandError(
      'InvalidInput',
      'Name the KS3 bucket of the preparation, or its workflow ID with --id.',
    );
  }
  return named;
}

import { createKs3Source } from '../clouds/ks3/adapter';
import type { SliceProgress } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { InterruptedInventory } from '../inventory/interrupted';
import { takeInventory } from '../inventory/take-inventory';
import { ks3SourceFromEnvironment } from '../worker/configuration/ks3-from-environment';
import type { Answer } from './answer';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file';
import { CommandError } from './command-error';
import { EXIT } from './exit-codes';
import { inventoryAnswer } from './inventory-answer';

/** What to list in this process, without a server. */
export interface DirectRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly pathStyle?: boolean | undefined;
  readonly concurrency: number;
  /** Checkpoint to go on from. */
  readonly resume?: string | undefined;
  /** Where to leave a checkpoint when the listing does not come to its end. */
  readonly checkpoint?: string | undefined;
}

/**
 * Takes a proven inventory with the KS3 keys of the environment. Where it does not come to its end it leaves a
 * checkpoint file and fails: there is no total then.
 *
 * @throws ConfigurationError, PrepError `Ks3…`, CommandError `Interrupted`
 */
export async function directInventory(
  request: DirectRequest,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  onProgress: (progress: SliceProgress) => void,
): Promise<Answer> {
  const { bucket, prefix, concurrency, resume, endpoint, region, pathStyle } = request;
  const profile = ks3SourceFromEnvironment(env, { endpoint, region, pathStyle });
  const listed = { endpoint: profile.endpoint, bucket, prefix };
  const checkpoint = resume === undefined ? undefined : await readCheckpoint(resume, listed);
  const source = createKs3Source({ ...profile, bucket });
  const started = performance.now();
  try {
    const result = await takeInventory({
      source,
      bucket,
      prefix,
      concurrency,
      checkpoint,
      signal,
      onProgress,
    });
    const seconds = Math.round(performance.now() - started) / 1000;
    return inventoryAnswer(listed, result, seconds, resume === undefined ? {} : { resumedFrom: resume });
  } catch (error) {
    if (!(error instanceof InterruptedInventory)) {
      throw error;
    }
    const file = request.checkpoint ?? resume ?? `${bucket}.inventory-checkpoint.json`;
    await writeCheckpoint(file, listed, error.checkpoint);
    throw unfinished(error, file);
  } finally {
    source.close();
  }
}

function unfinished({ checkpoint, reason }: InterruptedInventory, file: string): CommandError {
  const toGoOn =
    `There is no total yet; ${checkpoint.totals.objects} objects were counted. ` +
    `To go on, repeat the command with: --resume ${file}`;
  return reason instanceof PrepError
    ? new CommandError(reason.type, `${reason.message} ${toGoOn}`, EXIT.error)
    : new CommandError('Interrupted', `Interrupted. ${toGoOn}`);
}

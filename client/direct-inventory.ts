import { createKs3Source } from '../clouds/ks3/adapter';
import type { InventoryCheckpoint, SliceProgress } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { InterruptedInventory } from '../inventory/interrupted';
import { takeInventory } from '../inventory/take-inventory';
import { ks3SourceFromEnvironment } from '../worker/configuration/ks3-from-environment';
import type { Answer } from './answer';
import { keepCheckpoints } from './checkpoint-keeper';
import {
  demandCheckpointOrNone,
  readCheckpoint,
  writeCheckpoint,
  type ListedSource,
} from './checkpoint-file';
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
  /** Where to keep a checkpoint while it lists. Without it one is left only where it is interrupted or fails. */
  readonly checkpoint?: string | undefined;
}

/**
 * Takes a proven inventory with the KS3 keys of the environment. Where it does not come to its end it leaves a
 * checkpoint file and fails: there is no total then.
 *
 * @throws ConfigurationError, PrepError `Ks3…`, CommandError `Interrupted`, `FileRefused`
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
  if (request.checkpoint !== undefined) {
    await demandCheckpointOrNone(request.checkpoint);
  }
  const source = createKs3Source({ ...profile, bucket, connections: concurrency });
  const kept = request.checkpoint === undefined ? undefined : keepCheckpoints(request.checkpoint, listed);
  const started = performance.now();
  try {
    const result = await takeInventory({
      source,
      bucket,
      prefix,
      concurrency,
      checkpoint,
      signal,
      onProgress(progress, reached) {
        kept?.offer(reached);
        onProgress(progress);
      },
    });
    await kept?.written();
    const seconds = Math.round(performance.now() - started) / 1000;
    return inventoryAnswer(listed, result, seconds, resume === undefined ? {} : { resumedFrom: resume });
  } catch (error) {
    if (!(error instanceof InterruptedInventory)) {
      throw error;
    }
    await kept?.written();
    throw await unfinished(
      error,
      listed,
      request.checkpoint ?? resume ?? `${bucket}.inventory-checkpoint.json`,
    );
  } finally {
    source.close();
  }
}

/** Leaves the checkpoint and words the failure. A file that cannot be written must not hide what went wrong. */
async function unfinished(
  { checkpoint, reason }: InterruptedInventory,
  listed: ListedSource,
  file: string,
): Promise<CommandError> {
  const [type, happened] =
    reason instanceof PrepError
      ? ([reason.type, reason.message] as const)
      : (['Interrupted', 'Interrupted.'] as const);
  const left = await leaveCheckpoint(file, listed, checkpoint);
  return new CommandError(type, `${happened} There is no total yet. ${left}`, EXIT.error);
}

async function leaveCheckpoint(
  file: string,
  listed: ListedSource,
  checkpoint: InventoryCheckpoint,
): Promise<string> {
  const { objects, pages } = checkpoint.totals;
  if (pages === 0) {
    return 'Nothing was counted.';
  }
  try {
    await writeCheckpoint(file, listed, checkpoint);
    return `${objects} objects were counted; to go on, repeat the command with: --resume ${file}`;
  } catch (error) {
    return `${objects} objects were counted, but no checkpoint was left: ${(error as Error).message}`;
  }
}

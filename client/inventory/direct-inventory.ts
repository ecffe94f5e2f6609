import { join, resolve as fullPath } from 'node:path';
import { createKs3Source } from '../../clouds/ks3/adapter';
import { named } from '../../presentation/text/foreign-text';
import type { InventoryCheckpoint, SliceProgress } from '../../contracts/listing/inventory';
import { PrepError } from '../../contracts/prep-error';
import { InterruptedInventory } from '../../inventory/interrupted';
import { takeInventory } from '../../inventory/take-inventory';
import { ks3SourceFromEnvironment } from '../../configuration/settings/ks3-from-environment';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import type { Answer } from '../answer';
import { keepCheckpoints } from './checkpoint-keeper';
import {
  demandCheckpointPlace,
  misfitFor,
  readCheckpoint,
  removeCheckpoints,
  writeCheckpoint,
  type ListedSource,
} from './checkpoint-file';
import { compileSparingly } from './compile-sparingly';
import { CommandError, unexpected, type CommandErrorType } from '../command-error';
import { DEFAULT_PATIENCE_MS, resumeCommand, type DirectRequest } from './direct-request';
import { EXIT } from '../exit-codes';
import { inventoryAnswer } from './inventory-answer';
import { Outlast } from './outlast';
import { checkpointName, createStateFolder, stateFolder } from './state-folder';

/** Longer than any path that Linux takes (4,096 bytes). */
const MAX_PATH_CHARACTERS = 4096;

/**
 * Takes a proven inventory with the KS3 keys of the environment. If it does not complete, it leaves a
 * checkpoint and fails: there is no total then. The checkpoint goes to `checkpoint`, else to `resume`, else to a file of
 * the state folder, never to the working folder unasked. One that completes deletes the checkpoints it was given.
 *
 * @throws ConfigurationError, PrepError `Ks3…`, CommandError `Interrupted`, `Failed`, `FileRefused`
 */
export async function directInventory(
  request: DirectRequest,
  context: CommandContext,
  signal: AbortSignal,
  onProgress: (progress: SliceProgress) => void,
): Promise<Answer> {
  compileSparingly();
  const { env } = context;
  const { bucket, prefix, concurrency, resume, endpoint, region, pathStyle } = request;
  const { patience = DEFAULT_PATIENCE_MS } = request;
  const profile = ks3SourceFromEnvironment(env, { endpoint, region, pathStyle });
  const listed = { endpoint: profile.endpoint, bucket, prefix };
  const checkpoint = resume === undefined ? undefined : await readCheckpoint(resume, listed);
  if (request.checkpoint !== undefined) {
    await demandCheckpointPlace(request.checkpoint, misfitFor(listed), resume);
  }
  const outlast = new Outlast(patience, context.tell);
  const source = outlast.over(createKs3Source({ ...profile, bucket, connections: concurrency }));
  const kept =
    request.checkpoint === undefined ? undefined : keepCheckpoints(request.checkpoint, listed, context.tell);
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
    await removeCheckpoints([request.checkpoint, resume], misfitFor(listed), context.tell);
    const seconds = Math.round(performance.now() - started) / 1000;
    return inventoryAnswer(
      listed,
      result,
      seconds,
      context,
      resume === undefined ? {} : { resumedFrom: resume },
    );
  } catch (error) {
    if (!(error instanceof InterruptedInventory)) {
      throw error;
    }
    await kept?.written();
    throw await unfinished(error, listed, request, env, signal);
  } finally {
    source.close();
  }
}

/** Leaves the checkpoint and describes the failure. A file that cannot be written must not hide what went wrong. */
async function unfinished(
  { checkpoint, reason }: InterruptedInventory,
  listed: ListedSource,
  request: DirectRequest,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<CommandError> {
  const [type, happened] = whatHappened(reason, signal);
  const left = await leaveCheckpoint(checkpoint, listed, request, env);
  const said = phrase('command.noTotalYet', { happened, left });
  return new CommandError(type, said, EXIT.error, { cause: reason });
}

function whatHappened(reason: unknown, signal: AbortSignal): readonly [CommandErrorType, Said] {
  if (reason instanceof PrepError) {
    return [reason.type, { ...reason.report, outside: true }];
  }
  if (signal.aborted) {
    return ['Interrupted', phrase('command.interrupted')];
  }
  return ['Failed', unexpected(reason)];
}

async function leaveCheckpoint(
  checkpoint: InventoryCheckpoint,
  listed: ListedSource,
  request: DirectRequest,
  env: NodeJS.ProcessEnv,
): Promise<Said> {
  const { objects, pages } = checkpoint.totals;
  if (pages === 0) {
    return phrase('command.nothingCounted');
  }
  try {
    const file = await checkpointPlace(listed, request, env);
    await writeCheckpoint(file, listed, checkpoint);
    return phrase('command.checkpointLeft', {
      objects,
      file: named(file, MAX_PATH_CHARACTERS),
      resume: resumeCommand(request, file),
    });
  } catch (error) {
    const why = error instanceof CommandError ? error.said : (error as Error).message;
    return phrase('command.noCheckpointLeft', { objects, why });
  }
}

/** The full path of the checkpoint; the state folder exists if it is in there. */
async function checkpointPlace(
  listed: ListedSource,
  { checkpoint, resume }: DirectRequest,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const given = checkpoint ?? resume;
  if (given !== undefined) {
    return fullPath(given);
  }
  const folder = stateFolder(env);
  await createStateFolder(folder);
  return join(folder, checkpointName(listed));
}

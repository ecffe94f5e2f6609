import { phrase } from '../../presentation/words/words';
import { lstat, readFile } from 'node:fs/promises';
import { quoted, shown } from '../../presentation/text/foreign-text';
import type { InventoryCheckpoint } from '../../contracts/inventory';
import { CommandError } from '../command-error';
import { absent, demandFolder, writePrivateFile } from '../private-file';

/** What a checkpoint counts: it only fits the same listing. */
export interface ListedSource {
  readonly endpoint: string;
  readonly bucket: string;
  readonly prefix: string;
}

const VERSION = 1;

/**
 * Writes what was counted and what is left, for `--resume`. The keys in it may be confidential: mode 0600.
 *
 * @throws CommandError `FileRefused`
 */
export async function writeCheckpoint(
  file: string,
  { endpoint, bucket, prefix }: ListedSource,
  checkpoint: InventoryCheckpoint,
): Promise<void> {
  await demandCheckpointOrNone(file);
  const content = { version: VERSION, endpoint, bucket, prefix, checkpoint };
  await writePrivateFile(file, `${JSON.stringify(content, null, 2)}\n`, true);
}

/**
 * Makes sure that nothing but an earlier checkpoint would be replaced.
 *
 * @throws CommandError `FileRefused` for a link, what is no file, and a file that is no checkpoint
 */
export async function demandCheckpointOrNone(file: string): Promise<void> {
  const found = await lstat(file).catch(absent);
  if (found === null || (found.isFile() && (await holdsCheckpoint(file)))) {
    return;
  }
  throw new CommandError('FileRefused', phrase('command.notReplaced', { file }));
}

/**
 * Makes sure that a checkpoint can be kept where somebody wants it: hours later it is too late.
 *
 * @throws CommandError `FileRefused`, as above, and for a folder in which nothing can be written
 */
export async function demandCheckpointPlace(file: string): Promise<void> {
  await demandCheckpointOrNone(file);
  await demandFolder(file);
}

async function holdsCheckpoint(file: string): Promise<boolean> {
  const { version, checkpoint } = (await readContent(file).catch(() => ({}))) as Record<string, unknown>;
  return version === VERSION && typeof checkpoint === 'object';
}

/**
 * Reads a checkpoint of the same source.
 *
 * @throws CommandError `InvalidInput` if the file is no checkpoint, or one of another listing
 */
export async function readCheckpoint(file: string, source: ListedSource): Promise<InventoryCheckpoint> {
  const content = await readContent(file);
  const { version, checkpoint } = content as { version?: unknown; checkpoint?: Partial<InventoryCheckpoint> };
  const { ranges, totals, lastKey } = Object(checkpoint) as Partial<InventoryCheckpoint>;
  if (version !== VERSION || !Array.isArray(ranges) || totals === undefined) {
    throw new CommandError('InvalidInput', phrase('command.notACheckpoint', { file }));
  }
  for (const name of ['endpoint', 'bucket', 'prefix'] as const) {
    const counted: unknown = Reflect.get(content, name);
    if (counted !== source[name]) {
      throw new CommandError(
        'InvalidInput',
        phrase('command.otherListing', {
          file,
          field: name,
          counted: shownJson(counted),
          asked: quoted(source[name]),
        }),
      );
    }
  }
  return { ranges, totals, ...(lastKey === undefined ? {} : { lastKey }) };
}

/** @throws CommandError `InvalidInput` if it cannot be read or is no JSON */
export async function readContent(file: string): Promise<object> {
  try {
    return Object(JSON.parse(await readFile(file, 'utf8'))) as object;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      'InvalidInput',
      phrase('command.checkpointUnreadable', { file, code: code ?? null }),
    );
  }
}

/** A member of a file, for people. */
export function shownJson(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : shown(JSON.stringify(value) ?? 'missing');
}

import { readFile } from 'node:fs/promises';
import type { InventoryCheckpoint } from '../contracts/inventory';
import { CommandError } from './command-error';
import { writePrivateFile } from './private-file';

/** What a checkpoint counts: it only fits the same listing. */
export interface ListedSource {
  readonly endpoint: string;
  readonly bucket: string;
  readonly prefix: string;
}

const VERSION = 1;

/** Writes what was counted and what is left, for `--resume`. The keys in it may be confidential: mode 0600. */
export async function writeCheckpoint(
  file: string,
  { endpoint, bucket, prefix }: ListedSource,
  checkpoint: InventoryCheckpoint,
): Promise<void> {
  const content = { version: VERSION, endpoint, bucket, prefix, checkpoint };
  await writePrivateFile(file, `${JSON.stringify(content, null, 2)}\n`, true);
}

/**
 * Reads a checkpoint of the same source.
 *
 * @throws CommandError `InvalidInput` where the file is no checkpoint, or one of another listing
 */
export async function readCheckpoint(file: string, source: ListedSource): Promise<InventoryCheckpoint> {
  const content = await readContent(file);
  const { version, checkpoint } = content as { version?: unknown; checkpoint?: Partial<InventoryCheckpoint> };
  const { ranges, totals, lastKey } = Object(checkpoint) as Partial<InventoryCheckpoint>;
  if (version !== VERSION || !Array.isArray(ranges) || totals === undefined) {
    throw new CommandError('InvalidInput', `${file} is not a checkpoint of an inventory.`);
  }
  for (const name of ['endpoint', 'bucket', 'prefix'] as const) {
    const counted: unknown = Reflect.get(content, name);
    if (counted !== source[name]) {
      throw new CommandError(
        'InvalidInput',
        `${file} belongs to another listing: its ${name} is ${JSON.stringify(counted)}, not ${JSON.stringify(source[name])}.`,
      );
    }
  }
  return { ranges, totals, ...(lastKey === undefined ? {} : { lastKey }) };
}

async function readContent(file: string): Promise<object> {
  try {
    return Object(JSON.parse(await readFile(file, 'utf8'))) as object;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      'InvalidInput',
      `The checkpoint ${file} cannot be read (${code ?? 'it is not JSON'}).`,
    );
  }
}

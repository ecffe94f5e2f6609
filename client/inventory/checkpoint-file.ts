import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { lstat, readFile, realpath, rm } from 'node:fs/promises';
import { quoted, shown } from '../../presentation/text/foreign-text';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import { CommandError, saidOf } from '../command-error';
import { absent, demandFolder, refused, writePrivateFile } from '../private-file';

/** What a checkpoint counts: it only fits the same listing. */
export interface ListedSource {
  readonly endpoint: string;
  readonly bucket: string;
  readonly prefix: string;
}

const VERSION = 1;

/** Says what a checkpoint holds instead of what it is to hold; null if it fits. */
export type Misfit = (file: string, content: object) => Phrase | null;

/**
 * Writes what was counted and what is left, for `--resume`. The keys in it may be confidential: mode 0600.
 *
 * @throws CommandError `FileRefused`
 */
export async function writeCheckpoint(
  file: string,
  source: ListedSource,
  checkpoint: InventoryCheckpoint,
): Promise<void> {
  await demandReplaceable(file, misfitFor(source));
  const { endpoint, bucket, prefix } = source;
  const content = { version: VERSION, endpoint, bucket, prefix, checkpoint };
  await writePrivateFile(file, `${JSON.stringify(content, null, 2)}\n`, true);
}

/**
 * Makes sure that nothing but an earlier checkpoint of the same would be replaced.
 *
 * @returns whether there is one
 * @throws CommandError `FileRefused` for a link, what is no file, and a file that is no checkpoint or one of another listing
 */
export async function demandReplaceable(file: string, misfit: Misfit): Promise<boolean> {
  const found = await lstat(file).catch(absent);
  if (found === null) {
    return false;
  }
  const content = found.isFile() ? await readContent(file).catch(() => ({})) : {};
  const why = misfit(file, content);
  if (why !== null) {
    throw new CommandError('FileRefused', [why, phrase('command.leftUnchanged')]);
  }
  return true;
}

/**
 * Makes sure that a checkpoint can be kept where somebody wants it: hours later it is too late. A file that is there is of a
 * listing that did not end, since one that ends deletes it: nothing replaces it but what resumes from it.
 *
 * @throws CommandError `FileRefused`, as above, and for a folder in which nothing can be written
 */
export async function demandCheckpointPlace(
  file: string,
  misfit: Misfit,
  resumed: string | undefined,
): Promise<void> {
  if ((await demandReplaceable(file, misfit)) && !(await isSame(file, resumed))) {
    throw new CommandError('FileRefused', phrase('command.checkpointInUse', { file }));
  }
  await demandFolder(file);
}

async function isSame(file: string, other: string | undefined): Promise<boolean> {
  return other !== undefined && (await realpath(file)) === (await realpath(other));
}

/** Deletes the checkpoints of a listing that has ended, and nothing else. One that stays is told: its keys may be confidential. */
export async function removeCheckpoints(
  files: readonly (string | undefined)[],
  misfit: Misfit,
  tell: (said: Said) => void,
): Promise<void> {
  for (const file of files.filter((one) => one !== undefined)) {
    try {
      if (await demandReplaceable(file, misfit)) {
        await rm(file).catch((error: unknown) => Promise.reject(refused(file, error)));
      }
    } catch (error) {
      tell(phrase('command.checkpointStays', { file, why: saidOf(error) }));
    }
  }
}

/**
 * Reads a checkpoint of the same source.
 *
 * @throws CommandError `InvalidInput` if the file is no checkpoint, or one of another listing
 */
export async function readCheckpoint(file: string, source: ListedSource): Promise<InventoryCheckpoint> {
  const content = await readContent(file);
  const why = misfitFor(source)(file, content);
  if (why !== null) {
    throw new CommandError('InvalidInput', why);
  }
  const { checkpoint } = content as { readonly checkpoint: InventoryCheckpoint };
  const { ranges, totals, lastKey } = checkpoint;
  return { ranges, totals, ...(lastKey === undefined ? {} : { lastKey }) };
}

/** What keeps a file from being a checkpoint of a source. */
export function misfitFor(source: ListedSource): Misfit {
  return (file, content) => {
    const { version, checkpoint, ...about } = content as Record<string, unknown>;
    const { ranges, totals } = Object(checkpoint) as Partial<InventoryCheckpoint>;
    if (version !== VERSION || !Array.isArray(ranges) || totals === undefined) {
      return phrase('command.notACheckpoint', { file });
    }
    const { endpoint, bucket, prefix } = source;
    return otherListing(file, about, { endpoint, bucket, prefix });
  };
}

/** What has to be the same, as people ask for it where another name stands in the file. */
const OPTIONS: Readonly<Record<string, string>> = {
  destinationBucket: '--to',
  destinationRegion: '--to-region',
  destinationEndpoint: 'ALIBABA_OSS_ENDPOINT',
  sourcePrefix: '--source-prefix',
  destinationPrefix: '--destination-prefix',
  ignoreAfter: '--ignore-after',
  ignoreMarkers: '--ignore-markers',
  contents: '--deep',
};

/** Says what a checkpoint is about that it should not be about; null if it is about what is asked for. */
export function otherListing(
  file: string,
  about: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, unknown>>,
): Phrase | null {
  for (const [field, value] of Object.entries(asked)) {
    if (JSON.stringify(about[field]) !== JSON.stringify(value)) {
      return phrase('command.otherListing', {
        file,
        what: OPTIONS[field] ?? field,
        counted: shownJson(about[field]),
        asked: shownJson(value),
      });
    }
  }
  return null;
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
function shownJson(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : shown(JSON.stringify(value) ?? 'missing');
}

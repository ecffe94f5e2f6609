import { phrase } from '../../presentation/words/words';
import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { homeOf } from '../../configuration/settings/configuration-file';
import type { ListedSource } from './checkpoint-file';
import { CommandError } from '../command-error';

const OWNER_ONLY = 0o700;
const MAX_SLUG_CHARACTERS = 40;
const DIGEST_CHARACTERS = 16;

/**
 * The default folder for files of commands: `$XDG_STATE_HOME/ks3-oss-prep`, by default below `~/.local/state`. The
 * XDG specification says to ignore relative paths.
 */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(base) ? base : join(homeOf(env), '.local', 'state'), 'ks3-oss-prep');
}

/**
 * Creates the state folder if it is missing, with mode 0700.
 *
 * @throws CommandError `FileRefused`
 */
export async function createStateFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CommandError('FileRefused', phrase('command.stateFolderRefused', { folder, code }));
  }
}

/**
 * Creates a folder and those above it. The `recursive` option of Node.js never returns where a file system, such as /proc,
 * answers ENOENT for a new folder although the one above it exists.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === folder) {
      throw error;
    }
    await makeFolder(above);
    await makeOne(folder);
  }
}

/** Creates one folder, unless it exists. */
async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder, OWNER_ONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !(await stat(folder)).isDirectory()) {
      throw error;
    }
  }
}

/**
 * The name of a listing's checkpoint in the state folder. Bucket and prefix are in it for people to read; the digest
 * keeps listings apart that read alike, or that differ in their endpoint.
 */
export function checkpointName({ endpoint, bucket, prefix }: ListedSource): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([endpoint, bucket, prefix]))
    .digest('hex')
    .slice(0, DIGEST_CHARACTERS);
  const readable = [slug(bucket), slug(prefix)].filter((part) => part !== '');
  return [...readable, digest, 'inventory-checkpoint', 'json'].join('.');
}

/** Only letters, digits and hyphens, so that it is a plain file name everywhere. */
function slug(text: string): string {
  return text
    .slice(0, MAX_SLUG_CHARACTERS)
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

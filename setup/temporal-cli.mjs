import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.mjs';
import { withLock } from './lock.mjs';
import { SetupError, say } from './messages.mjs';
import { downloadTemporalCli } from './temporal-download.mjs';
import { buildTemporalCli } from './temporal-go.mjs';

/**
 * The release that the tests and the demo are run with, and the newest that `go install` accepts: later
 * ones have a `replace` directive in their go.mod. Any newer server found on the machine is used as well.
 */
const version = 'v1.5.1';
const oldestServer = [1, 29];

/**
 * Finds the Temporal CLI or obtains it, in this order: $TEMPORAL_CLI, PATH, the project's cache folder,
 * the download that the Temporal SDK offers, `go install`. What does not run is passed over and said.
 * Safe to call from two processes at once: the second waits for what the first obtains.
 *
 * @returns {Promise<string>} absolute path of a `temporal` that runs. Throws SetupError naming
 *   everything that was tried.
 */
export async function ensureTemporalCli() {
  /** @type {string[]} */
  const tried = [];
  const found = await findTemporalCli(tried);
  if (found !== undefined) {
    return found;
  }
  const folder = path.join(cacheFolder(), 'temporal-cli', version);
  try {
    const waiting = `Another command is obtaining the Temporal CLI for ${folder}; waiting for it (up to some minutes).`;
    return await withLock(`${folder}.lock`, waiting, () => obtainTemporalCli(folder, tried));
  } catch (error) {
    if (error instanceof SetupError) {
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    tried.push(`the cache folder ${folder}: ${reason}. Set XDG_CACHE_HOME to a folder that can be written`);
    throw notFound(tried);
  }
}

/** @param {string[]} tried */
async function findTemporalCli(tried) {
  const named = process.env['TEMPORAL_CLI'];
  if (named === undefined || named === '') {
    tried.push('$TEMPORAL_CLI: not set');
  } else if (await works(path.resolve(named), '$TEMPORAL_CLI', tried)) {
    return path.resolve(named);
  }
  const onPath = findOnPath('temporal');
  for (const candidate of onPath) {
    if (await works(candidate, 'PATH', tried)) {
      return candidate;
    }
  }
  if (onPath.length === 0) {
    tried.push('PATH: no `temporal` in it');
  }
  return undefined;
}

/**
 * @param {string} folder
 * @param {string[]} tried
 */
async function obtainTemporalCli(folder, tried) {
  const executable = path.join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  if (!isExecutable(executable)) {
    tried.push(`the cache folder ${folder}: empty`);
  } else if (await works(executable, 'the cache folder', tried)) {
    return executable;
  }
  for (const obtain of [downloadTemporalCli, buildTemporalCli]) {
    const workFolder = await emptyWorkFolder(folder);
    try {
      const { file, source, problem } = await obtain(workFolder, version);
      if (file === undefined) {
        tried.push(`${source}: ${problem}`);
        say(`The Temporal CLI could not be obtained by ${source}: ${problem}`);
      } else if (await works(file, source, tried)) {
        await rename(file, executable);
        say(`The Temporal CLI is now at ${executable}; later runs use it from there.`);
        return executable;
      }
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  }
  throw notFound(tried);
}

/**
 * A fresh folder beside the final place, so that the executable is moved there in one step. What
 * interrupted runs left is removed: whoever calls this holds the lock.
 *
 * @param {string} folder
 */
async function emptyWorkFolder(folder) {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder)) {
    if (entry.startsWith('obtaining-')) {
      await rm(path.join(folder, entry), { recursive: true, force: true });
    }
  }
  const workFolder = path.join(folder, `obtaining-${process.pid}`);
  await mkdir(workFolder);
  return workFolder;
}

/**
 * @param {string} executable
 * @param {string} source where it was found
 * @param {string[]} tried gets the reason where it does not work
 */
async function works(executable, source, tried) {
  const { code, output, problem } = await runCommand(executable, ['--version'], { timeout: 60_000 });
  const server = /^temporal version .*\(Server (\d+)\.(\d+)/m.exec(output);
  let reason;
  if (problem !== undefined || code !== 0) {
    reason = `does not run (${problem ?? `exit code ${code}`}) ${lastLines(output, 1)}`.trim();
  } else if (server === null) {
    reason = `is not the Temporal CLI: \`--version\` answers "${lastLines(output, 1)}"`;
  } else if (isOlder([Number(server[1]), Number(server[2])], oldestServer)) {
    reason = `is too old: it has Server ${server[1]}.${server[2]}, needed is ${oldestServer.join('.')} or newer`;
  }
  if (reason === undefined) {
    return true;
  }
  tried.push(`${source}: ${executable} ${reason}`);
  say(`Passing over ${executable} (from ${source}): it ${reason}.`);
  return false;
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function isOlder([major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]) {
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'];
  // The XDG specification has relative paths ignored.
  const root = base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache');
  return path.join(root, 'ks3-oss-prep');
}

/** @param {string[]} tried */
function notFound(tried) {
  return new SetupError(
    [
      'The Temporal CLI is needed to run a Temporal server, and there is none. Tried:',
      ...tried.map((line) => `  - ${line}`),
      'Do one of these and run the same command again:',
      '  - install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on PATH',
      '  - set TEMPORAL_CLI to the path of a `temporal` executable',
      '  - install Go (https://go.dev/dl), which lets this command build it from source',
    ].join('\n'),
  );
}

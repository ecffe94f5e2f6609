import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.mjs';
import { withLock } from './lock.mjs';
import { SetupError, say } from './messages.mjs';
import { buildTemporalCli, downloadTemporalCli } from './temporal-sources.mjs';

/**
 * The release that the tests and the demo are run with, and the newest that `go install` accepts: later
 * ones have a `replace` directive in their go.mod. Any newer server found on the machine is used as well.
 */
const version = 'v1.5.1';
const oldestServer = [1, 29];

/** Names the Temporal CLI in $TEMPORAL_CLI to whatever is started from here. Throws as `ensureTemporalCli`. */
export async function provideTemporalCli() {
  process.env['TEMPORAL_CLI'] = await ensureTemporalCli();
}

/**
 * Finds the Temporal CLI or obtains it, in this order: $TEMPORAL_CLI, PATH, the project's cache folder,
 * the download that the Temporal SDK offers, `go install`. Says which ones do not run, and takes the next.
 *
 * @returns {Promise<string>} absolute path of a `temporal` that runs. Throws SetupError naming
 *   everything that was tried.
 */
export async function ensureTemporalCli() {
  /** @type {string[]} */
  const tried = [];
  const named = process.env['TEMPORAL_CLI'] ?? '';
  const onPath = findOnPath('temporal');
  tried.push(...(named === '' ? ['$TEMPORAL_CLI: not set'] : []));
  tried.push(...(onPath.length === 0 ? ['PATH: no `temporal` in it'] : []));
  const candidates = onPath.map((file) => ({ file, source: 'PATH' }));
  if (named !== '') {
    candidates.unshift({ file: path.resolve(named), source: '$TEMPORAL_CLI' });
  }
  for (const { file, source } of candidates) {
    if (await works(file, source, tried)) {
      return file;
    }
  }
  const folder = path.join(cacheFolder(), 'temporal-cli', version);
  try {
    const waiting = `Another command is obtaining the Temporal CLI for ${folder}; waiting for it (up to some minutes).`;
    return await withLock(`${folder}.lock`, waiting, () => obtain(folder, tried));
  } catch (error) {
    if (error instanceof SetupError) {
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    tried.push(`the cache folder ${folder}: ${reason}. Set XDG_CACHE_HOME to a folder that can be written`);
    throw notFound(tried);
  }
}

/**
 * @param {string} folder
 * @param {string[]} tried
 */
async function obtain(folder, tried) {
  const executable = path.join(folder, 'temporal');
  if (!isExecutable(executable)) {
    tried.push(`the cache folder ${folder}: empty`);
  } else if (await works(executable, 'the cache folder', tried)) {
    return executable;
  }
  // In the folder of the final place, so that the executable can be moved in one step.
  const workFolder = path.join(folder, 'obtaining');
  for (const source of [downloadTemporalCli, buildTemporalCli]) {
    rmSync(workFolder, { recursive: true, force: true });
    mkdirSync(workFolder, { recursive: true });
    const { file, name, problem } = await source(workFolder, version);
    if (problem !== undefined) {
      tried.push(`${name}: ${problem}`);
      say(`The Temporal CLI could not be obtained by ${name}: ${problem}`);
    } else if (await works(file, name, tried)) {
      renameSync(file, executable);
      rmSync(workFolder, { recursive: true });
      say(`The Temporal CLI is now at ${executable}; later runs use it from there.`);
      return executable;
    }
  }
  throw notFound(tried);
}

/**
 * @param {string} executable
 * @param {string} source where it was found
 * @param {string[]} tried gets the reason if it does not work
 */
async function works(executable, source, tried) {
  const { code, output, problem } = await runCommand(executable, ['--version'], { timeout: 60_000 });
  const [, major, minor] = /^temporal version .*\(Server (\d+)\.(\d+)/m.exec(output)?.map(Number) ?? [];
  const [oldestMajor = 0, oldestMinor = 0] = oldestServer;
  let reason;
  if (problem !== undefined || code !== 0) {
    reason = `does not run (${problem ?? `exit code ${code}`}) ${lastLines(output, 1)}`.trim();
  } else if (major === undefined || minor === undefined) {
    reason = `is not the Temporal CLI: \`--version\` answers "${lastLines(output, 1)}"`;
  } else if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    reason = `is too old: it has Server ${major}.${minor}, needed is ${oldestServer.join('.')} or newer`;
  } else {
    return true;
  }
  tried.push(`${source}: ${executable} ${reason}`);
  say(`Passing over ${executable} (from ${source}): it ${reason}.`);
  return false;
}

function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'] ?? '';
  // The XDG specification has relative paths ignored.
  return path.join(path.isAbsolute(base) ? base : path.join(homedir(), '.cache'), 'ks3-oss-prep');
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

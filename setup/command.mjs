import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { interruption } from './interruption.mjs';

const keptOutput = 16_384;
const killAfter = 10_000;

/**
 * @typedef {object} CommandResult
 * @property {number | null} code exit code; null when a signal ended the command or it did not start
 * @property {string} output the last 16,384 characters that it wrote to stdout and stderr
 * @property {string} [problem] why it did not start, or that its time was up
 */

/**
 * Runs a command without a shell and waits for its end. Does not throw for a command that fails;
 * throws InterruptedError when the setup was interrupted, after the command has ended.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, stop?: AbortSignal }} [options]
 *   `timeout` in milliseconds; `stop` ends the command early with its reason as the problem
 * @returns {Promise<CommandResult>}
 */
export async function runCommand(command, args, { cwd, env, timeout, stop } = {}) {
  interruption.throwIfAborted();
  const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  /** @type {string | undefined} */
  let problem;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output = (output + chunk).slice(-keptOutput);
    });
  }
  /** @type {NodeJS.Timeout[]} */
  const timers = [];
  /** @param {string} reason */
  const end = (reason) => {
    problem ??= reason;
    child.kill('SIGTERM');
    timers.push(setTimeout(() => child.kill('SIGKILL'), killAfter));
  };
  const onInterruption = () => end('interrupted');
  const onStop = () => end(String(stop?.reason));
  interruption.addEventListener('abort', onInterruption);
  stop?.addEventListener('abort', onStop);
  if (timeout !== undefined) {
    timers.push(setTimeout(() => end(`not finished after ${timeout / 1000} s`), timeout));
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      problem ??= error.message;
      resolve(null);
    });
    child.on('close', resolve);
    // A grandchild that keeps the pipes open must not hold up the setup.
    child.on('exit', (exitCode) => timers.push(setTimeout(resolve, 2000, exitCode)));
  });
  timers.forEach(clearTimeout);
  child.stdout.destroy();
  child.stderr.destroy();
  interruption.removeEventListener('abort', onInterruption);
  stop?.removeEventListener('abort', onStop);
  interruption.throwIfAborted();
  return { code, output, problem };
}

/**
 * All executable files of that name in the folders of PATH, first one first.
 *
 * @param {string} name
 */
export function findOnPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  return [...new Set(folders)].map((folder) => path.join(folder, file)).filter(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The last lines of a command's output, for a message.
 *
 * @param {string} output
 * @param {number} [lines]
 */
export function lastLines(output, lines = 12) {
  return output.trim().split('\n').slice(-lines).join('\n');
}

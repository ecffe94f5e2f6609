import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot } from './checkout.mjs';

/** Aborted, with an InterruptedError as its reason, when somebody asked the setup to stop. */
export const interruption = new AbortController();

/**
 * @typedef {object} CommandResult
 * @property {number | null} code exit code; null when a signal ended the command or it did not start
 * @property {string} output the last 16,384 characters that it wrote, unless `stdio` says otherwise
 * @property {string | undefined} problem why it did not start, or that its time was up
 */

/**
 * Runs a command in the checkout, without a shell, and waits for its end. Does not throw for a command that
 * fails; throws InterruptedError when the setup was interrupted, after the command has ended.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] `timeout` in milliseconds
 * @returns {Promise<CommandResult>}
 */
export async function runCommand(command, args, { timeout, ...options } = {}) {
  interruption.signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd: checkoutRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: interruption.signal,
    ...options,
  });
  // Not spawn's own option, whose timer outlives a command that does not start.
  const timer = timeout === undefined ? undefined : setTimeout(() => child.kill(), timeout);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      output = (output + chunk).slice(-16_384);
    });
  }
  /** @type {string | undefined} */
  let problem;
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') {
        problem = error.message;
        resolve(null);
      }
    });
    child.on('close', resolve);
    // A grandchild that keeps the pipes open must not hold up the setup.
    child.on('exit', (exitCode) => setTimeout(resolve, 2000, exitCode).unref());
  });
  clearTimeout(timer);
  child.stdout?.destroy();
  child.stderr?.destroy();
  interruption.signal.throwIfAborted();
  if (child.killed) {
    problem = `not finished after ${Number(timeout) / 1000} s`;
  }
  return { code, output, problem };
}

/**
 * Runs a Node.js script with the terminal of this process.
 *
 * @param {string} script absolute path
 * @param {string[]} args
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export async function runScript(script, args) {
  const { code } = await runCommand(process.execPath, [script, ...args], { stdio: 'inherit' });
  return code ?? 1;
}

/**
 * All executable files of that name in the folders of PATH, the first one first.
 *
 * @param {string} name
 */
export function findOnPath(name) {
  const folders = new Set((process.env['PATH'] ?? '').split(':').filter((folder) => path.isAbsolute(folder)));
  return [...folders].map((folder) => path.join(folder, name)).filter(isExecutable);
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
 * @param {string} output
 * @param {number} count
 */
export const lastLines = (output, count) => output.trim().split('\n').slice(-count).join('\n');

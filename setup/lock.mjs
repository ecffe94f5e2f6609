import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { interruption } from './command.mjs';
import { say } from './messages.mjs';

/**
 * Runs `work` when no other process does so under the same lock: a file with the process's ID, which counts
 * while a process with that ID runs on this machine.
 *
 * @template T
 * @param {string} file its folder is made if it is missing
 * @param {string} waiting said once when another process has the lock
 * @param {() => Promise<T>} work must check first whether the other process has done the work already
 * @returns {Promise<T>}
 */
export async function withLock(file, waiting, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let looks = 0; !take(file); looks += 1) {
    if (looks === 1) {
      say(`${waiting} (If there is none, delete ${file}.)`);
    }
    await sleep(200);
    interruption.signal.throwIfAborted();
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
  }
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') {
      rmSync(file, { force: true });
    }
  }
  return false;
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;

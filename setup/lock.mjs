import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { interruption } from './interruption.mjs';
import { say } from './messages.mjs';

const beatEvery = 5_000;
const silentAfter = 60_000;
const lookEvery = 200;

/**
 * Runs `work` while no other process on this machine, or on another one that shares the folder, runs
 * work under the same lock. The lock is a folder with an owner file: its holder touches the file every
 * 5 s, and it is taken over when the holder's process is gone or the file was not touched for 60 s.
 *
 * @template T
 * @param {string} lock path of the lock folder; its parent is made where missing
 * @param {string} waiting said once when another process holds the lock
 * @param {() => Promise<T>} work must look first whether the other holder has done the work already
 * @returns {Promise<T>}
 */
export async function withLock(lock, waiting, work) {
  await mkdir(path.dirname(lock), { recursive: true });
  const token = await acquire(lock, waiting);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(ownerFile(lock), now, now).catch(() => undefined);
  }, beatEvery);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await remove(lock, token);
  }
}

/** @param {string} lock */
const ownerFile = (lock) => path.join(lock, 'owner.json');

/**
 * @param {string} lock
 * @param {string} waiting
 */
async function acquire(lock, waiting) {
  const token = randomUUID();
  // Renaming a filled folder into place takes the lock and names its owner in one step: a rename onto
  // another filled folder fails.
  const prepared = `${lock}.${token}`;
  await mkdir(prepared);
  await writeFile(ownerFile(prepared), JSON.stringify({ token, pid: process.pid, host: hostname() }));
  let told = false;
  let seen = { token: '', touched: 0, since: performance.now() };
  try {
    for (;;) {
      if (await renamed(prepared, lock)) {
        return token;
      }
      interruption.throwIfAborted();
      const owner = await readOwner(lock);
      if (owner !== undefined) {
        if (owner.token !== seen.token || owner.touched !== seen.touched) {
          // Measured from when this process saw the change: clocks of two hosts differ, and a
          // laptop that slept has an old time stamp and a living owner.
          seen = { token: owner.token, touched: owner.touched, since: performance.now() };
        }
        if (isGone(owner) || performance.now() - seen.since > silentAfter) {
          await takeOver(lock, owner.token);
          continue;
        }
        if (!told) {
          say(waiting);
          told = true;
        }
      }
      await sleep(lookEvery, undefined, { signal: interruption }).catch(() => undefined);
    }
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function renamed(from, to) {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    // EPERM is what Windows answers.
    const taken = process.platform === 'win32' ? ['EPERM'] : ['ENOTEMPTY', 'EEXIST'];
    if (taken.includes(codeOf(error))) {
      return false;
    }
    throw error;
  }
}

/**
 * Removes the lock of an owner that is gone. The guard folder lets one process at a time do so: a
 * second one would otherwise remove the lock that the first has taken in the meantime.
 *
 * @param {string} lock
 * @param {string} token
 */
async function takeOver(lock, token) {
  const guard = `${lock}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
    const made = await stat(guard).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > silentAfter) {
      await rm(guard, { recursive: true, force: true });
    }
    await sleep(lookEvery);
    return;
  }
  try {
    await remove(lock, token);
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

/**
 * Removes the lock if it is still the one with that token; in two steps, so that nobody ever sees a
 * lock without an owner.
 *
 * @param {string} lock
 * @param {string} token
 */
async function remove(lock, token) {
  const owner = await readOwner(lock);
  if (owner?.token !== token) {
    return;
  }
  const discarded = `${lock}.${token}.released`;
  await rename(lock, discarded).catch(() => undefined);
  await rm(discarded, { recursive: true, force: true });
}

/**
 * @param {string} lock
 * @returns {Promise<{ token: string, pid: number, host: string, touched: number } | undefined>}
 */
async function readOwner(lock) {
  try {
    const touched = (await stat(ownerFile(lock))).mtimeMs;
    return { ...JSON.parse(await readFile(ownerFile(lock), 'utf8')), touched };
  } catch {
    return undefined;
  }
}

/** @param {{ pid: number, host: string }} owner */
function isGone(owner) {
  if (owner.host !== hostname()) {
    return false;
  }
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** @param {unknown} error */
const codeOf = (error) => String(/** @type {{ code?: unknown }} */ (error).code);

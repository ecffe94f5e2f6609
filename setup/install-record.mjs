import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inCheckout } from './checkout.mjs';

const lockfile = inCheckout('package-lock.json');
// npm writes this one last, so its presence says that npm came to its end.
const npmRecord = inCheckout('node_modules', '.package-lock.json');
const stamp = inCheckout('node_modules', '.ks3-oss-prep-installed.json');

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockEntry */

/**
 * Whether node_modules holds what package-lock.json asks for, for this machine and this Node.js.
 * Takes a few milliseconds when the stamp of an earlier look still fits. Without one, an install made
 * by npm itself is accepted when npm's own record of it agrees with the lockfile.
 */
export function isInstalled() {
  const asked = read(lockfile);
  const installed = read(npmRecord);
  if (asked === undefined || installed === undefined) {
    return false;
  }
  const wanted = stampFor(asked, installed);
  const found = parsed(read(stamp));
  if (found === undefined) {
    return agree(asked, installed) && recordInstall();
  }
  if (found.machine !== wanted.machine) {
    return false;
  }
  if (found.lockfile === wanted.lockfile && found.npmRecord === wanted.npmRecord) {
    return true;
  }
  return agree(asked, installed) && recordInstall();
}

/** Called when an install has come to its end; returns true. */
export function recordInstall() {
  writeFileSync(stamp, JSON.stringify(stampFor(read(lockfile) ?? '', read(npmRecord) ?? '')));
  return true;
}

/** Called before an install, so that an interrupted one is never taken for a finished one. */
export function forgetInstall() {
  rmSync(stamp, { force: true });
  rmSync(npmRecord, { force: true });
}

/**
 * @param {string} asked text of package-lock.json
 * @param {string} installed text of npm's record
 */
function stampFor(asked, installed) {
  const node = process.versions.node.split('.')[0];
  return {
    lockfile: digest(asked),
    npmRecord: digest(installed),
    machine: `${process.platform} ${process.arch} node ${node}`,
  };
}

/**
 * @param {string} asked
 * @param {string} installed
 */
function agree(asked, installed) {
  /** @type {Record<string, LockEntry>} */
  const want = parsed(asked)?.packages ?? {};
  /** @type {Record<string, LockEntry>} */
  const have = parsed(installed)?.packages ?? {};
  return Object.entries(want).every(([folder, entry]) => {
    if (folder === '' || entry.link === true) {
      return true;
    }
    const found = have[folder];
    if (found === undefined) {
      return entry.optional === true && !isForThisMachine(entry);
    }
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * Whether an optional package is the build for this platform. One without such limits may be missing:
 * npm leaves it out when it does not install.
 *
 * @param {LockEntry} entry
 */
function isForThisMachine({ os, cpu, libc }) {
  if (os === undefined && cpu === undefined) {
    return false;
  }
  return admits(os, process.platform) && admits(cpu, process.arch) && admits(libc, currentLibc());
}

/**
 * @param {string[] | undefined} list
 * @param {string} value
 */
const admits = (list, value) => list === undefined || list.includes(value);

function currentLibc() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    /** @type {unknown} */ (process.report.getReport())
  );
  return report.header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/** @param {string} text */
const digest = (text) => createHash('sha256').update(text).digest('hex');

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string | undefined} text */
function parsed(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

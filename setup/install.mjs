import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findOnPath, lastLines, runCommand } from './command.mjs';
import { inCheckout } from './checkout.mjs';
import { withLock } from './lock.mjs';
import { SetupError, say, since } from './messages.mjs';

const lockfile = inCheckout('package-lock.json');
// npm writes this one last, so its presence says that npm came to its end.
const npmRecord = inCheckout('node_modules', '.package-lock.json');
const marker = inCheckout('node_modules', '.ks3-oss-prep-installed');
const machine = `${process.platform} ${process.arch} node ${process.versions.node.split('.')[0]}`;

/**
 * Makes sure that the dependencies of package-lock.json are installed, by `npm ci` if they are missing or
 * other versions. An install that was interrupted does not count. Throws SetupError with npm's last lines
 * and what to do.
 */
export async function ensureInstalled() {
  if (isInstalled()) {
    return;
  }
  const waiting = 'Another command is installing the dependencies in this checkout; waiting for it.';
  await withLock(inCheckout('.setup', 'install.lock'), waiting, async () => {
    if (!isInstalled()) {
      await install();
    }
  });
}

async function install() {
  const [npm] = findOnPath('npm');
  if (npm === undefined) {
    throw new SetupError(
      '`npm` was not found on PATH. It comes with Node.js: install it and run the command again.',
    );
  }
  say('Installing the dependencies (npm ci). This takes 20 s to a few minutes, depending on the network.');
  const started = performance.now();
  rmSync(marker, { force: true });
  rmSync(npmRecord, { force: true });
  // The tools that build and test are development dependencies, needed whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output, problem } = await runCommand(npm, args);
  if (code !== 0) {
    const [, remedy] = remedies.find(([codes]) => codes.test(output)) ?? [];
    const lines = [
      `The dependencies could not be installed: \`npm ci\` ${problem ?? `ended with exit code ${code}`}. Its last lines:`,
      ...lastLines(output, 12).split('\n'),
    ];
    throw new SetupError(
      `${lines.join('\n  ')}\n${remedy ?? 'Fix what npm reports above.'} Then run the same command again.`,
    );
  }
  writeFileSync(marker, machine);
  say(`Dependencies installed in ${since(started)}.`);
}

/** @type {[RegExp, string][]} */
const remedies = [
  [
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH)\b/,
    'The npm registry was not reached. Check the network, or set your proxy or mirror in ~/.npmrc.',
  ],
  [
    /\b(E401|E403|E404|ETARGET)\b/,
    'The npm registry refused the request or lacks a package. Check its address, your login and that a mirror is up to date.',
  ],
  [/\bEUSAGE\b/, 'package.json and package-lock.json disagree. Run `npm install` and commit both.'],
];

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record, and for this kind of
 * machine if this setup installed it. Optional packages may be missing: they can be for other platforms.
 */
function isInstalled() {
  const installed = packagesIn(npmRecord);
  if (installed === undefined || (existsSync(marker) && readFileSync(marker, 'utf8') !== machine)) {
    return false;
  }
  return Object.entries(packagesIn(lockfile) ?? {}).every(([folder, { version, integrity, optional }]) => {
    const found = installed[folder] ?? (optional === true ? { version, integrity } : {});
    return folder === '' || (found.version === version && found.integrity === integrity);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

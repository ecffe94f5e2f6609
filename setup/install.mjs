import { findOnPath, lastLines, runCommand } from './command.mjs';
import { checkoutRoot, inCheckout } from './checkout.mjs';
import { forgetInstall, isInstalled, recordInstall } from './install-record.mjs';
import { withLock } from './lock.mjs';
import { SetupError, duration, say } from './messages.mjs';

/** What a person can do about npm's error codes; the first match counts. */
const remedies = [
  {
    codes: [
      'ENOTFOUND',
      'EAI_AGAIN',
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'ERR_SOCKET_TIMEOUT',
      'ENETUNREACH',
    ],
    remedy: 'The npm registry was not reached. Check the network, or set your proxy or mirror in ~/.npmrc.',
  },
  {
    codes: ['E401', 'E403'],
    remedy: 'The npm registry refused the request. Check its address and your login in ~/.npmrc.',
  },
  {
    codes: ['E404', 'ETARGET'],
    remedy: 'The npm registry lacks a package. If it is a mirror, check that it is up to date.',
  },
  {
    codes: ['EINTEGRITY'],
    remedy:
      'A downloaded package is not the one recorded. Run `npm cache verify`; if it stays so, do not use that registry.',
  },
  {
    codes: ['EUSAGE'],
    remedy: 'package.json and package-lock.json disagree. Run `npm install` and commit both.',
  },
  { codes: ['ENOSPC'], remedy: 'The disk is full. Free some space (about 500 MB are needed).' },
  {
    codes: ['EACCES', 'EPERM', 'EROFS'],
    remedy: 'A file could not be written. Check who owns this folder and ~/.npm.',
  },
];

/**
 * Makes sure that the dependencies of package-lock.json are installed, by `npm ci` where they are
 * missing or another version. Safe to call from two processes at once, and again after it was
 * interrupted: an install counts only when it has come to its end.
 *
 * Throws SetupError with npm's last lines and what to do.
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
  say(
    'Installing the dependencies (npm ci). This takes from 20 s to a few minutes, depending on the network.',
  );
  const started = performance.now();
  forgetInstall();
  // The tools that build and test are development dependencies, needed whatever NODE_ENV says.
  const result = await runCommand(
    npm,
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: checkoutRoot,
    },
  );
  if (result.code !== 0) {
    throw new SetupError(explain(result));
  }
  recordInstall();
  say(`Dependencies installed in ${duration(performance.now() - started)}.`);
}

/** @param {import('./command.mjs').CommandResult} result */
function explain({ code, output, problem }) {
  const known = remedies.find(({ codes }) => codes.some((name) => new RegExp(`\\b${name}\\b`).test(output)));
  return [
    `The dependencies could not be installed: \`npm ci\` ${problem ?? `ended with exit code ${code}`}. Its last lines:`,
    ...lastLines(output)
      .split('\n')
      .map((line) => `  ${line}`),
    `${known?.remedy ?? 'Cure what npm reports above.'} Then run the same command again; it starts the install anew.`,
  ].join('\n');
}

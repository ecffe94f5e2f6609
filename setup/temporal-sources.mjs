import { existsSync } from 'node:fs';
import path from 'node:path';
import { inCheckout } from './checkout.mjs';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.mjs';
import { say, since } from './messages.mjs';

/** @typedef {{ file: string, name: string, problem: string | undefined }} Obtained the executable, by which way */

/**
 * Obtains the Temporal CLI by the downloader of the Temporal SDK, which knows the address and the archive
 * for each platform. A process of its own, because the download cannot be cancelled.
 *
 * @param {string} folder where the executable goes
 * @param {string} version release tag
 * @returns {Promise<Obtained>}
 */
export async function downloadTemporalCli(folder, version) {
  const name = 'the download of the Temporal SDK';
  const file = path.join(folder, `temporal-${version}`);
  say(`Downloading the Temporal CLI ${version} (about 50 MB).`);
  const downloader = inCheckout('setup', 'temporal-download.mjs');
  const { output, problem } = await runCommand(process.execPath, [downloader, folder, version], {
    timeout: 300_000,
  });
  // The downloader also starts the server once; on a slow machine that may fail when the file is fine.
  return { file, name, problem: existsSync(file) ? undefined : (problem ?? lastLines(output, 1)) };
}

/**
 * Builds the Temporal CLI from source with the Go toolchain, if there is one.
 *
 * @param {string} folder where the executable goes
 * @param {string} version release tag
 * @returns {Promise<Obtained>}
 */
export async function buildTemporalCli(folder, version) {
  const file = path.join(folder, 'temporal');
  // The folder of Go's own installer; the PATH of a shell without a login profile often lacks it.
  const offPath = path.join(process.env['GOROOT'] ?? '/usr/local/go', 'bin', 'go');
  const go = findOnPath('go')[0] ?? (isExecutable(offPath) ? offPath : undefined);
  if (go === undefined) {
    return { file, name: '`go install`', problem: 'no Go toolchain on this machine' };
  }
  const target = `github.com/temporalio/cli/cmd/temporal@${version}`;
  say(
    `Building the Temporal CLI with \`go install ${target}\`. This happens once and takes 3 to 5 minutes on two cores.`,
  );
  const started = performance.now();
  const progress = setInterval(() => say(`Still building (${since(started)}).`), 30_000);
  // As in the project's own releases: no C compiler, no debug information, a version that says what it is.
  const linking = `-s -w -X github.com/temporalio/cli/temporalcli.Version=${version.slice(1)}`;
  const { GOOS: _os, GOARCH: _arch, ...env } = process.env;
  const { code, output, problem } = await runCommand(go, ['install', `-ldflags=${linking}`, target], {
    cwd: folder,
    env: { ...env, GOBIN: folder, CGO_ENABLED: '0' },
    timeout: 20 * 60_000,
  }).finally(() => clearInterval(progress));
  return {
    file,
    name: `\`${go} install\``,
    problem: code === 0 ? undefined : (problem ?? lastLines(output, 4)),
  };
}

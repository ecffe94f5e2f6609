import path from 'node:path';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.mjs';
import { duration, say } from './messages.mjs';

const timeout = 20 * 60_000;
const sayEvery = 30_000;
// Where Go's own installer puts it; the PATH of a shell without a login profile often lacks it.
const usualRoot = '/usr/local/go';

/**
 * Builds the Temporal CLI from source with the Go toolchain, where there is one.
 *
 * @param {string} folder where the executable goes
 * @param {string} version release tag
 * @returns {Promise<{ file?: string, source: string, problem?: string }>}
 */
export async function buildTemporalCli(folder, version) {
  const offPath = path.join(process.env['GOROOT'] ?? usualRoot, 'bin', 'go');
  const go = findOnPath('go')[0] ?? (isExecutable(offPath) ? offPath : undefined);
  if (go === undefined) {
    return { source: '`go install`', problem: 'no Go toolchain on this machine' };
  }
  const target = `github.com/temporalio/cli/cmd/temporal@${version}`;
  say(
    `Building the Temporal CLI with \`go install ${target}\`. This happens once and takes 3 to 5 minutes on two cores.`,
  );
  const started = performance.now();
  const told = setInterval(() => say(`Still building (${duration(performance.now() - started)}).`), sayEvery);
  // As in the project's own releases: no C compiler, no debug information, a version that says what it is.
  const linking = `-s -w -X github.com/temporalio/cli/temporalcli.Version=${version.slice(1)}`;
  const { GOOS: _os, GOARCH: _arch, ...environment } = process.env;
  const result = await runCommand(go, ['install', `-ldflags=${linking}`, target], {
    cwd: folder,
    env: { ...environment, GOBIN: folder, CGO_ENABLED: '0' },
    timeout,
  }).finally(() => clearInterval(told));
  const source = `\`${go} install\``;
  if (result.code !== 0) {
    return { source, problem: result.problem ?? lastLines(result.output, 4) };
  }
  say(`Built in ${duration(performance.now() - started)}.`);
  return { file: path.join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal'), source };
}

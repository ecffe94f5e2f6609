import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A command line and its whole environment apart from PATH and HOME, so that no setting of the user changes a
 * measurement.
 */
export interface Command {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

export interface Timed {
  readonly exitCode: number | null;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  /** The end of what it wrote to standard output; some tools print every key. */
  readonly output: string;
}

const GNU_TIME = '/usr/bin/time';
const KEPT_OUTPUT = 65_536;

/** The path of a program in PATH. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error if GNU time is missing: Node.js does not report a child's CPU time and memory */
export function assertGnuTime(): void {
  if (!isExecutable(GNU_TIME)) {
    throw new Error(`${GNU_TIME} is missing, which counts CPU time and memory: apt-get install time`);
  }
}

/** Runs a command to its end, in an empty home folder, and counts what it and its children used. */
export async function timed({ command, env }: Command): Promise<Timed> {
  const home = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-bench-'));
  const used = join(home, 'used');
  const started = performance.now();
  const child = spawn(GNU_TIME, ['-o', used, '-f', '%U %S %M', ...command], {
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const closed = once(child, 'close');
  let output = '';
  let complaints = '';
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => (output = (output + text).slice(-KEPT_OUTPUT)));
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-KEPT_OUTPUT)));
  const [exitCode] = await exited;
  const wallSeconds = (performance.now() - started) / 1000;
  await closed;
  // Before its own line GNU time writes one about an exit code that is not 0.
  const [user = 0, system = 0, peakKiB = 0] = (readFileSync(used, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  rmSync(home, { recursive: true });
  if (exitCode !== 0) {
    console.error(`${command.join(' ')} ended with exit code ${exitCode}: ${complaints.trim().slice(-500)}`);
  }
  return { exitCode, wallSeconds, cpuSeconds: user + system, peakBytes: peakKiB * 1024, output };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './rig';

/** The program as `npm run build` makes it; `npm test` builds first. */
const WORKER = join(__dirname, '..', '..', 'dist', 'worker', 'main.js');

/** How much of its log is shown if it ends unexpectedly, in characters. */
const LAST_WORDS = 2000;

/** How to run a worker process. */
export interface WorkerProcessOptions {
  /** Its whole environment apart from PATH: a developer's own settings must not reach it. */
  readonly env: Readonly<Record<string, string>>;
  /** Working and home folder, so that no configuration file of the machine is found. */
  readonly folder: string;
  readonly logFile: string;
}

/** A worker as a separate process, which can be killed. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #logFile: string;

  constructor({ env, folder, logFile }: WorkerProcessOptions) {
    if (!existsSync(WORKER)) {
      throw new Error(
        `${WORKER} does not exist: run the tests with \`npm test\`, or \`npm run build\` first.`,
      );
    }
    this.#logFile = logFile;
    const log = openSync(logFile, 'a');
    this.#child = spawn(process.execPath, [WORKER], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, ...env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#ended = once(this.#child, 'exit').then(([code]) => code as number | null);
  }

  /** Waits until it takes work, which it says in its log (from level `info` on). */
  async running(): Promise<void> {
    const said = new RegExp(`The worker is running.*worker ${this.#child.pid}@`);
    await until(async () => {
      this.#assertAlive();
      return said.test(readFileSync(this.#logFile, 'utf8')) || undefined;
    });
  }

  #assertAlive(): void {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) {
      const said = readFileSync(this.#logFile, 'utf8').slice(-LAST_WORDS);
      throw new Error(`The worker ended by itself (${exitCode ?? signalCode}):\n${said}`);
    }
  }

  /** Ends it as a power cut would, with no chance to say anything. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to stop, as an orchestrator does. Resolves to its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#ended;
  }
}

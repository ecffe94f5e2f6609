import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';

const PATIENCE_MS = 10_000;

/** The programs that the demo started, so that all of them can be stopped. */
export class Processes {
  readonly #running = new Set<ChildProcess>();
  readonly #heedCtrlC: boolean;
  #stopping = false;

  /** @param heedCtrlC true: they end by themselves at Ctrl-C; false: only `stop` ends them, in order */
  constructor({ heedCtrlC } = { heedCtrlC: false }) {
    this.#heedCtrlC = heedCtrlC;
  }

  /** Starts a program that should run until the end; `died` is called if it ends earlier. */
  start(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    stdio: StdioOptions,
    died: (code: number | null) => void,
  ): void {
    const child = this.#spawn(command, args, env, stdio);
    child.once('exit', (code) => {
      if (!this.#stopping) {
        died(code);
      }
    });
  }

  /** Runs a program to its end, on the demo's own terminal. Resolves to its exit code. */
  async run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
    const child = this.#spawn(command, args, env, ['ignore', 'inherit', 'inherit']);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  }

  /** Whether everything is being stopped, so that ending programs are expected. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Stops everything: asks first, and insists after ten seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      [...this.#running].map(async (child) => {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
        await gone;
        clearTimeout(insist);
      }),
    );
  }

  /** Ends everything at once, as a power cut does: programs with children of their own, too. */
  async kill(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      [...this.#running].map(async (child) => {
        const gone = once(child, 'exit');
        process.kill(this.#heedCtrlC ? (child.pid ?? 0) : -(child.pid ?? 0), 'SIGKILL');
        await gone;
      }),
    );
  }

  #spawn(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    stdio: StdioOptions,
  ): ChildProcess {
    // In a separate process group, Ctrl-C reaches only the demo, which then stops the others in order.
    const child = spawn(command, args, { env, stdio, detached: !this.#heedCtrlC });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }
}

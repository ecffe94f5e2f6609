import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `worker/main.ts` as a separate process, and its output. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #said = '';

  /** @param folder working and home folder; `env` is the whole environment */
  constructor(folder: string, env: Record<string, string>) {
    this.#child = spawn(
      process.execPath,
      ['-r', join(__dirname, 'typescript-hook.cjs'), join(__dirname, '..', '..', 'worker', 'main.ts')],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], HOME: folder, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        this.#child.emit('said');
      });
    }
    // `close`, not `exit`: all that it wrote has been read by then.
    this.#ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Everything written so far, standard output and standard error together. */
  get said(): string {
    return this.#said;
  }

  /** Exit code; null if a signal ended it. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Waits until it has written something; fails if it ends before. */
  async untilSaid(words: string): Promise<void> {
    while (!this.#said.includes(words)) {
      const ended = await Promise.race([
        once(this.#child, 'said').then(() => false),
        this.#ended.then(() => true),
      ]);
      if (ended && !this.#said.includes(words)) {
        throw new Error(`The worker ended and never said "${words}":\n${this.#said}`);
      }
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** For the end of a test, however it went. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

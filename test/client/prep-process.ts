import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The program as `npm run build` makes it; `npm test` builds first. */
const PREP = join(__dirname, '..', '..', 'dist', 'client', 'main.js');

/** How a command line ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly error: string;
  /** Standard output, which must be one JSON object. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  json(): any;
}

/** A command line as a separate process. */
export class PrepProcess {
  readonly #child: ChildProcess;
  readonly #said = { out: '', error: '' };
  readonly ended: Promise<Ended>;

  /** @param env its whole environment apart from PATH: a developer's own settings must not reach it */
  constructor(args: readonly string[], folder: string, env: Readonly<Record<string, string>>, stdin = '') {
    if (!existsSync(PREP)) {
      throw new Error(`${PREP} does not exist: run the tests with \`npm test\`, or \`npm run build\` first.`);
    }
    const child = spawn(process.execPath, [PREP, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(stdin);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said.error += text));
    this.#child = child;
    // `close`, not `exit`: all that it wrote has been read by then.
    this.ended = once(child, 'close').then(([exitCode]) => ({
      exitCode: exitCode as number | null,
      ...this.#said,
      json: () => JSON.parse(this.#said.out) as unknown,
    }));
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}

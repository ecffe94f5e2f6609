import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** The bucket that a server serves, and how. */
export interface ServedBucket {
  /** One of `keyspaces`, or a kind of bench/splitting. */
  readonly shape: string;
  readonly keys: number;
  readonly latencyMs: number;
  readonly requestsPerSecond?: number;
  /** How many of its keys, chosen at random, are not there. */
  readonly leftOut?: number;
  /** Cores to use, as `taskset` takes them; any if absent. */
  readonly cores?: string | undefined;
}

/** What was asked of a server so far. */
export interface ServerReport {
  readonly requests: number;
  readonly refused: number;
  readonly mostAtOnce: number;
  readonly pagesBySecond: readonly (number | null)[];
  readonly cpuSeconds: number;
}

/** What a server says when it is there. */
interface Served {
  readonly port: number;
  readonly keys: number;
}

const LOOK_EVERY_MS = 20;

/** Name of the bucket that every server serves. */
export const BUCKET = 'bench';

/** The list server in a separate process, so that its CPU is measured separately. */
export class ListServerProcess {
  readonly endpoint: string;
  /** How many keys it has: about as many as it was to have. */
  readonly keys: number;
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  private constructor(child: ChildProcess, lines: Interface, { port, keys }: Served) {
    this.#child = child;
    this.#lines = lines;
    this.keys = keys;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  static async start({
    shape,
    keys,
    latencyMs,
    requestsPerSecond = Infinity,
    leftOut = 0,
    cores,
  }: ServedBucket): Promise<ListServerProcess> {
    const command = [
      process.execPath,
      join(__dirname, 'serve.js'),
      shape,
      keys,
      latencyMs,
      0,
      requestsPerSecond,
      leftOut,
    ];
    const [program = '', ...args] = [
      ...(cores === undefined ? [] : ['taskset', '-c', cores]),
      ...command,
    ].map(String);
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const [first] = (await once(lines, 'line')) as [string];
    return new ListServerProcess(child, lines, JSON.parse(first) as Served);
  }

  /** What was asked of it so far. */
  report(): Promise<ServerReport> {
    return this.#answerTo(() => this.#child.stdin?.write('\n'));
  }

  /** Waits until that many listings were requested, or the server is stopped. */
  async requestsReach(requests: number): Promise<void> {
    while (this.#child.stdin?.writableEnded === false && (await this.report()).requests < requests) {
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Ends it. */
  async stop(): Promise<ServerReport> {
    const gone = once(this.#child, 'exit');
    const report = await this.#answerTo(() => this.#child.stdin?.end());
    await gone;
    return report;
  }

  async #answerTo(ask: () => void): Promise<ServerReport> {
    const answer = once(this.#lines, 'line') as Promise<[string]>;
    ask();
    return JSON.parse((await answer)[0]) as ServerReport;
  }
}

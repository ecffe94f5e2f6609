import type { ProcessContext } from '../../client/command-context';
import type { Preparations } from '../../client/runs/preparations';
import { runPrep } from '../../client/run-prep';
import { Terminal, type Screen } from '../../client/terminal/terminal';

/** What a command line did. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
  /** Standard output, which must be one JSON object. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  json(): any;
}

export interface Around {
  readonly preparations?: Preparations;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  readonly isTTY?: boolean;
  /** A terminal for what it writes, which is then not in what it did. */
  readonly screen?: Screen;
  readonly sign?: ProcessContext['sign'];
  /** What is typed at the terminal when it asks. */
  readonly typed?: string;
  readonly interruption?: AbortSignal;
  readonly onPause?: () => unknown;
  /** Called when it writes to standard error. */
  readonly onError?: () => unknown;
}

/** Runs a command line in this process, with everything around it in memory. */
export async function run(argv: readonly string[], around: Around = {}): Promise<Ran> {
  const {
    preparations,
    env = {},
    stdin = '',
    isTTY = false,
    typed,
    interruption,
    onPause,
    onError,
    sign,
  } = around;
  const written = { out: '', error: '' };
  const screen = (stream: 'out' | 'error') => ({
    isTTY,
    columns: 200,
    write(text: string) {
      written[stream] += text;
      if (stream === 'error') {
        onError?.();
      }
    },
  });
  const context: ProcessContext = {
    env,
    terminal: new Terminal(around.screen ?? screen('out'), screen('error'), env),
    connect: async () => {
      if (preparations === undefined) {
        throw new Error('This command must not connect to Temporal.');
      }
      return preparations;
    },
    readStdin: async () => stdin,
    sign:
      sign ??
      (async () => {
        throw new Error('This command must not sign.');
      }),
    ask: typed === undefined ? undefined : async () => typed,
    pause: async () => {
      await onPause?.();
    },
    interruption: () => interruption ?? new AbortController().signal,
  };
  const exitCode = await runPrep(argv, context);
  return { exitCode, ...written, json: () => JSON.parse(written.out) as unknown };
}

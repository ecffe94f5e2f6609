import type { Preparations } from './preparations';
import type { Terminal } from './terminal';

/** What commands get from the process around them; tests give their own. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** Connects to Temporal, and loads its SDK not before. The caller closes it. */
  readonly connect: () => Promise<Preparations>;
  /** Everything that comes in on standard input. */
  readonly readStdin: () => Promise<string>;
  /** Signs a text with an SSH key and gives the armored signature. Throws CommandError `SigningFailed`. */
  readonly sign: (keyFile: string, text: string) => Promise<string>;
  /** Asks whoever sits at the terminal; undefined where nobody does. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Aborts at the first Ctrl-C or SIGTERM after this is called; a second one ends the process at once. */
  readonly interruption: () => AbortSignal;
}

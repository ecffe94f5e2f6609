import type { Language } from '../presentation/words/language';
import type { Said, Say } from '../presentation/words/phrase';
import type { Words } from '../presentation/words/words';
import type { Preparations } from './runs/preparations';
import type { Terminal } from './terminal/terminal';

/** What the process around a command line gives it; tests give their own. */
export interface ProcessContext {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** Connects to Temporal, and loads its SDK not before. The caller closes it. */
  readonly connect: (language: Language) => Promise<Preparations>;
  /** Everything that comes in on standard input. */
  readonly readStdin: () => Promise<string>;
  /** Signs a text with an SSH key and gives the armored signature. Throws CommandError `SigningFailed`. */
  readonly sign: (keyFile: string, text: string) => Promise<string>;
  /** Asks the person at the terminal; undefined if there is none. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP after this is called; a second one ends the process at once. */
  readonly interruption: () => AbortSignal;
}

/** The same with the language that the command line speaks. */
export interface CommandContext extends ProcessContext {
  readonly language: Language;
  /** Everything people read, in that language. */
  readonly words: Words;
  readonly say: Say;
  /** Says something on standard error. */
  readonly tell: (said: Said) => void;
}

import { readdirSync, readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 250;

/** Collects the command lines of all processes of the machine, as anybody on it can see them. */
export class CommandLines {
  readonly #seen = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.look();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Every one that was seen so far. */
  get seen(): readonly string[] {
    return [...this.#seen];
  }

  /** Samples now, in addition to the intervals. Without /proc nothing is seen. */
  look(): void {
    for (const entry of entriesOf('/proc').filter((name) => /^\d+$/.test(name))) {
      const line = textOf(`/proc/${entry}/cmdline`);
      if (line !== '') {
        this.#seen.add(line.replaceAll('\0', ' '));
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty if the process has just ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

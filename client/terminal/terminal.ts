import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { visibleLines } from '../../presentation/text/foreign-text';
import { fitToWidth } from '../fit-to-width';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** The part of a stream that is written to. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  /** The code of an error: what was written is not whole. */
  readonly failure?: string | null;
  write(text: string): unknown;
}

const DEFAULT_WIDTH = 80;
const DEFAULT_HEIGHT = 24;
const ESCAPE = '\u001B';
const CLEAR_LINE = `${ESCAPE}[2K`;
const CLEAR_BELOW = `${ESCAPE}[J`;

/**
 * The output of a command. Colours and redrawing are used only on a TTY, without NO_COLOR (no-color.org), and not on
 * a dumb terminal.
 */
export class Terminal {
  readonly #out: Screen;
  readonly #error: Screen;
  /** Replaces the escape character in styled text until it is written: no text from elsewhere can contain it. */
  readonly #escape = randomUUID();
  /** The lines on the screen that can be drawn over, as they were written. */
  #drawn: readonly string[] = [];
  /** Whether the block that was drawn last can be drawn again. */
  readonly live: boolean;
  readonly colours: boolean;

  constructor(out: Screen, error: Screen, env: NodeJS.ProcessEnv) {
    this.#out = out;
    this.#error = error;
    this.live = out.isTTY === true && env['TERM'] !== 'dumb';
    this.colours = this.live && (env['NO_COLOR'] ?? '') === '';
  }

  /** The code of an error because of which the answer did not arrive whole; null if it did. */
  get failure(): string | null {
    return this.#out.failure ?? null;
  }

  /** Columns of the screen; Infinity if it is none: a file or a pipe takes lines of any length. */
  get width(): number {
    return this.#out.isTTY === true ? this.#out.columns || DEFAULT_WIDTH : Infinity;
  }

  /** Writes a line, or lines, to standard output. */
  say(text: string): void {
    this.wipe();
    this.#out.write(`${this.#written(text)}\n`);
  }

  /** Writes to standard error, so that standard output contains only the answer. */
  warn(text: string): void {
    this.wipe();
    this.#error.write(`${this.#written(text)}\n`);
  }

  style(style: Style, text: string): string {
    return this.colours
      ? styleText(style, visibleLines(text), { validateStream: false }).replaceAll(ESCAPE, this.#escape)
      : text;
  }

  /**
   * Draws lines over those drawn last, and writes only those that differ. Lines wider than the screen are cut, since a
   * wrapped one could not be drawn over; so are lines beyond its height, which would scroll out of reach.
   */
  draw(lines: readonly string[]): void {
    // A terminal that does not know its size says 0.
    const width = this.#out.columns || DEFAULT_WIDTH;
    const height = this.#out.rows || DEFAULT_HEIGHT;
    const wanted = lines
      .slice(0, Math.max(1, height - 1))
      .map((line) => fitToWidth(this.#written(line), width));
    const changes = redrawn(this.#drawn, wanted);
    if (changes !== '') {
      this.#out.write(changes);
    }
    this.#drawn = wanted;
  }

  /** Leaves what was drawn last on the screen. */
  keep(): void {
    this.#drawn = [];
  }

  /** Wipes what was drawn last. */
  wipe(): void {
    this.draw([]);
  }

  /** Texts come from clouds, people and files: no control in them reaches the terminal, apart from our own colours. */
  #written(text: string): string {
    return text.split(this.#escape).map(visibleLines).join(ESCAPE);
  }
}

/** What makes a block of lines, below which the cursor stands, another one; empty if nothing differs. */
function redrawn(before: readonly string[], after: readonly string[]): string {
  const same = before.findIndex((line, at) => line !== after[at]);
  const first = same === -1 ? before.length : same;
  if (first === before.length && after.length === before.length) {
    return '';
  }
  const up = before.length - first;
  const lines = after.slice(first).map((line, at) => {
    const old = before[first + at];
    return old === line ? '\n' : `${old === undefined ? '' : CLEAR_LINE}${line}\n`;
  });
  const below = after.length < before.length ? CLEAR_BELOW : '';
  return `${up === 0 ? '' : `${ESCAPE}[${up}A`}${lines.join('')}${below}`;
}

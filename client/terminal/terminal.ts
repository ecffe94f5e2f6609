import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { visibleLines } from '../../presentation/text/foreign-text';
import { fitToWidth } from '../fit-to-width';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** The part of a stream that is written to. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const DEFAULT_WIDTH = 80;
const ESCAPE = '\u001B';
const CLEAR_LINE = `${ESCAPE}[2K`;
const LINE_UP = `${ESCAPE}[1A`;

/**
 * The output of a command. Colours and redrawing are used only on a TTY, without NO_COLOR (no-color.org), and not on
 * a dumb terminal.
 */
export class Terminal {
  readonly #out: Screen;
  readonly #error: Screen;
  /** Replaces the escape character in styled text until it is written: no text from elsewhere can contain it. */
  readonly #escape = randomUUID();
  #drawn = 0;
  /** Whether the block that was drawn last can be drawn again. */
  readonly live: boolean;
  readonly colours: boolean;

  constructor(out: Screen, error: Screen, env: NodeJS.ProcessEnv) {
    this.#out = out;
    this.#error = error;
    this.live = out.isTTY === true && env['TERM'] !== 'dumb';
    this.colours = this.live && (env['NO_COLOR'] ?? '') === '';
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

  /** Draws lines over those drawn last. Lines wider than the screen are cut: a wrapped one could not be wiped. */
  draw(lines: readonly string[]): void {
    this.wipe();
    // A terminal that does not know its width says 0.
    const width = this.#out.columns || DEFAULT_WIDTH;
    this.#out.write(lines.map((line) => `${fitToWidth(this.#written(line), width)}\n`).join(''));
    this.#drawn = lines.length;
  }

  /** Leaves what was drawn last on the screen. */
  keep(): void {
    this.#drawn = 0;
  }

  /** Wipes what was drawn last. */
  wipe(): void {
    if (this.#drawn > 0) {
      this.#out.write(`${LINE_UP}${CLEAR_LINE}`.repeat(this.#drawn));
      this.#drawn = 0;
    }
  }

  /** Texts come from clouds, people and files: no control in them reaches the terminal, apart from our own colours. */
  #written(text: string): string {
    return text.split(this.#escape).map(visibleLines).join(ESCAPE);
  }
}

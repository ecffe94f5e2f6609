const SEGMENTS = new Intl.Segmenter();
const ESCAPE = '\u001B';

const WIDE = /\p{Script=Han}|\p{Emoji_Presentation}|[\u3000-\u303f\uff00-\uff60]/u;

/** The columns of a text without controls. */
export function widthOf(text: string): number {
  const widths = [...SEGMENTS.segment(text)].map(({ segment }) => (WIDE.test(segment) ? 2 : 1));
  return widths.reduce((sum, width) => sum + width, 0);
}

/** A terminal of so many columns and rows, of which as much works as ours writes; it throws at everything else. */
export class TerminalModel {
  readonly isTTY = true;
  /** Everything that was on the screen, with what scrolled out at its top. */
  #lines: string[] = [''];
  #row = 0;
  #column = 0;
  /** What was written last. */
  last = '';

  constructor(
    public columns: number,
    public rows: number,
  ) {}

  write(text: string): void {
    this.last = text;
    for (const part of text.split(new RegExp(`(${ESCAPE}\\[[\\d;]*[A-Za-z]|\\n)`))) {
      if (part.startsWith(ESCAPE)) {
        this.#steer(part.slice(2, -1), part.at(-1) ?? '');
      } else if (part === '\n') {
        this.#newline();
      } else {
        [...SEGMENTS.segment(part)].forEach(({ segment }) => this.#put(segment));
      }
    }
  }

  /** Lines with something on them. */
  get text(): string[] {
    const lines = this.#lines.map((line) => line.trimEnd());
    while (lines.at(-1) === '') {
      lines.pop();
    }
    return lines;
  }

  #steer(argument: string, command: string): void {
    switch (command) {
      case 'A':
        // The cursor cannot leave the screen at its top.
        this.#row = Math.max(this.#row - Number(argument), this.#lines.length - this.rows, 0);
        return;
      case 'K':
        this.#lines[this.#row] = '';
        return;
      case 'J':
        this.#lines.splice(this.#row, this.#lines.length, '');
        return;
      case 'm':
        return;
      default:
        throw new Error(`This terminal does not know ESC [${argument}${command}`);
    }
  }

  #newline(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#lines.length) {
      this.#lines.push('');
    }
  }

  #put(character: string): void {
    const width = widthOf(character);
    if (this.#column + width > this.columns) {
      this.#newline();
    }
    const line = this.#lines[this.#row] ?? '';
    if (widthOf(line) !== this.#column) {
      throw new Error(`Written over "${line}", which was not cleared`);
    }
    this.#lines[this.#row] = line + character;
    this.#column += width;
  }
}

import { fstatSync, writeFileSync } from 'node:fs';
import type { Screen } from './terminal';

/**
 * Standard output. A file is written here: Node's stream for one takes it for written as soon as a part of a text is,
 * and a disk that is full would end in an answer that is cut and a command that says it went well.
 */
export class StandardOutput implements Screen {
  readonly #stream: Screen & { readonly fd: number };
  readonly #isFile: boolean;
  #failure: string | null = null;

  constructor(stream: Screen & { readonly fd: number }) {
    this.#stream = stream;
    const is = fstatSync(stream.fd);
    this.#isFile = is.isFile() || (is.isCharacterDevice() && stream.isTTY !== true);
  }

  get isTTY(): boolean | undefined {
    return this.#stream.isTTY;
  }

  get columns(): number | undefined {
    return this.#stream.columns;
  }

  get rows(): number | undefined {
    return this.#stream.rows;
  }

  /** The code of the first error: what was written is not whole. Null if all is. */
  get failure(): string | null {
    return this.#failure;
  }

  write(text: string): void {
    if (!this.#isFile) {
      this.#stream.write(text);
      return;
    }
    try {
      writeFileSync(this.#stream.fd, text);
    } catch (error) {
      this.#failure ??= (error as NodeJS.ErrnoException).code ?? 'unknown error';
    }
  }
}

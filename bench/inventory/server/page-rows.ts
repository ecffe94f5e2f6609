import type { Section } from './keyspaces';
import { CYCLE, ENTRY_OPEN, entryTail } from './objects';
import { memoryWith, type PageMemory } from './page-memory';

/** Keys of a full page. */
export const PAGE = 1000;

/** Entries of a page as bytes; `sent` gives them back for another page. */
export interface Rows {
  readonly bytes: Uint8Array;
  sent(): void;
}

/**
 * The entries of any page of one section. Everything after the keys repeats every 64 objects and all keys have the
 * same length, so a buffer of a page and 63 entries contains every page: only the keys are written again.
 */
export class PageRows {
  readonly #section: Section;
  /** The start of entry n of the template; one more than there are entries. */
  readonly #begins = new Int32Array(PAGE + CYCLE);
  readonly #template: Buffer;
  readonly #idle: PageMemory[] = [];

  constructor(section: Section) {
    this.#section = section;
    const entries: string[] = [];
    for (let row = 0, begin = 0; row < this.#begins.length; row++) {
      this.#begins[row] = begin;
      const entry = ENTRY_OPEN + section.skeleton + entryTail(row);
      begin += entry.length;
      entries.push(entry);
    }
    this.#template = Buffer.from(entries.slice(0, -1).join(''), 'latin1');
  }

  /**
   * @param index of the first key in this section
   * @param first its position among all keys, which sizes, classes and months go by
   * @param count at most 1000, all of this section
   */
  rows(index: number, first: number, count: number): Rows {
    const page = this.#idle.pop() ?? memoryWith(this.#template);
    const phase = first % CYCLE;
    const begins = this.#begins;
    const section = this.#section;
    for (let row = 0; row < count; row++) {
      section.write(page.view, (begins[phase + row] as number) + ENTRY_OPEN.length, index + row);
    }
    return {
      bytes: page.bytes.subarray(begins[phase], begins[phase + count]),
      sent: () => this.#idle.push(page),
    };
  }
}

/** Longest form of a time, `2026-01-02T03:04:05.000+08:00`, and what is compared of it first. */
const [TIME_LENGTH, SECONDS_LENGTH, YEAR_LENGTH] = [29, 19, 4];

/** Tells which of the times on a page are not before a moment, mostly by their bytes. */
export class TimeBound {
  /** A time in UTC that sorts before it is earlier; one with an offset may be earlier as well. */
  readonly #text: Buffer;
  readonly #year: number;
  #page: Buffer = Buffer.alloc(0);
  #bytes: DataView = new DataView(new ArrayBuffer(0));

  /** @param since milliseconds since 1970 */
  constructor(private readonly since: number) {
    this.#text = Buffer.from(new Date(since).toISOString().slice(0, SECONDS_LENGTH), 'latin1');
    this.#year = this.#text.readUInt32BE(0);
  }

  /** The page that the next positions are on. */
  load(page: Buffer): void {
    this.#page = page;
    this.#bytes = new DataView(page.buffer, page.byteOffset, page.length);
  }

  /** @param at where the time of an entry begins; -1 for none, which is not reached */
  isReached(at: number): boolean {
    // Nearly all objects are of an earlier year, which a single comparison tells.
    if (at === -1 || at + YEAR_LENGTH > this.#page.length || this.#bytes.getUint32(at) < this.#year) {
      return false;
    }
    return !this.#isEarlier(at) && this.#isSince(at);
  }

  #isEarlier(at: number): boolean {
    for (let offset = 0; offset < SECONDS_LENGTH; offset++) {
      const difference = (this.#page[at + offset] as number) - (this.#text[offset] as number);
      if (difference !== 0) {
        return difference < 0;
      }
    }
    return false;
  }

  #isSince(at: number): boolean {
    const [text = ''] = this.#page.toString('latin1', at, at + TIME_LENGTH).split('<', 1);
    return Date.parse(text) >= this.since;
  }
}

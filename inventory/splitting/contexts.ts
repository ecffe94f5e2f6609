/** Of all keys that begin alike, the share whose next byte is less than a certain one, and is that one. */
export class Share {
  before = 0;
  of = 0;
}

/** A context that was seen more often than this is told apart by one more byte before it. */
const ENOUGH = 2;
const MOST = 20_000;
/** Places for the longer contexts in a hash table; a power of two that leaves most of them free. */
const PLACES = 2 ** 16;
const VALUES = 256;
/** A large odd number close to 2^32 / 1.618, whose products differ in their upper bits. */
const SPREAD = 0x9e3779b1;
const FIRST_ROOM = 2;
const FIRST_POOL = 2 ** 13;

/** The context of no bytes at all: what comes anywhere. */
export const ANYWHERE = 0;

/**
 * What followed the same few bytes: tens of thousands of such contexts, which are numbers here. All of them lie in a few
 * flat arrays, since as objects they would be most of the garbage collector's work.
 */
export class Contexts {
  #count = 1;
  /** By context, where its bytes lie in the pool, how many there are, and how many have room there. */
  readonly #starts = new Int32Array(MOST);
  readonly #sizes = new Uint16Array(MOST);
  readonly #rooms = new Uint16Array(MOST);
  /** Bytes that followed, ascending, and how often each or one before it did. */
  #bytes = new Uint8Array(FIRST_POOL);
  #upTo = new Int32Array(FIRST_POOL);
  #used = 0;
  /** Contexts by a shorter one and the byte before that. */
  readonly #keys = new Int32Array(PLACES);
  readonly #longer = new Uint16Array(PLACES);

  /** The same behind one more byte; -1 if it was not seen. */
  longer(context: number, before: number): number {
    const place = this.#placeOf(context, before);
    return this.#keys[place] === 0 ? -1 : (this.#longer[place] as number);
  }

  /** The same, made where it was not seen; -1 where there are too many. */
  longerOrNew(context: number, before: number): number {
    const place = this.#placeOf(context, before);
    if (this.#keys[place] === 0) {
      if (this.#count >= MOST) {
        return -1;
      }
      this.#keys[place] = keyOf(context, before);
      this.#longer[place] = this.#count++;
    }
    return this.#longer[place] as number;
  }

  isEnough(context: number): boolean {
    return this.#total(context) > ENOUGH;
  }

  /** Whether a byte followed. */
  has(context: number, byte: number): boolean {
    const start = this.#starts[context] as number;
    const end = start + (this.#sizes[context] as number);
    for (let at = start; at < end; at++) {
      if (this.#bytes[at] === byte) {
        return true;
      }
    }
    return false;
  }

  /** Notes a byte that followed. */
  count(context: number, byte: number): void {
    const start = this.#starts[context] as number;
    const end = start + (this.#sizes[context] as number);
    let at = end;
    while (at > start && (this.#bytes[at - 1] as number) >= byte) {
      at--;
      this.#upTo[at] = (this.#upTo[at] as number) + 1;
    }
    if (at === end || this.#bytes[at] !== byte) {
      this.#insert(context, at - start, byte);
    }
  }

  /** Mixes what shorter contexts say with what was seen here: that counts the more, the fewer bytes it was shared by. */
  refine(context: number, share: Share, byte: number): void {
    const start = this.#starts[context] as number;
    const size = this.#sizes[context] as number;
    let low = start;
    let high = start + size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#bytes[middle] as number) < byte) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const before = low === start ? 0 : (this.#upTo[low - 1] as number);
    const isSeen = low < start + size && this.#bytes[low] === byte;
    const of = isSeen ? (this.#upTo[low] as number) - before : 0;
    const all = this.#total(context) + size;
    share.before = (before + size * share.before) / all;
    share.of = (of + size * share.of) / all;
  }

  #total(context: number): number {
    const size = this.#sizes[context] as number;
    return size === 0 ? 0 : (this.#upTo[(this.#starts[context] as number) + size - 1] as number);
  }

  /** Makes a byte that was counted by those behind it one of a context's. */
  #insert(context: number, position: number, byte: number): void {
    const size = this.#sizes[context] as number;
    if (size === this.#rooms[context]) {
      this.#move(context, size);
    }
    const at = (this.#starts[context] as number) + position;
    const end = at + size - position;
    this.#bytes.copyWithin(at + 1, at, end);
    this.#upTo.copyWithin(at + 1, at, end);
    this.#bytes[at] = byte;
    this.#upTo[at] = (position === 0 ? 0 : (this.#upTo[at - 1] as number)) + 1;
    this.#sizes[context] = size + 1;
  }

  /** Gives a context twice the room, at the end of the pool. */
  #move(context: number, size: number): void {
    const room = Math.max(FIRST_ROOM, Math.min(VALUES, 2 * size));
    if (this.#used + room > this.#bytes.length) {
      const [bytes, upTo] = [this.#bytes, this.#upTo];
      this.#bytes = new Uint8Array(2 * bytes.length);
      this.#bytes.set(bytes);
      this.#upTo = new Int32Array(2 * upTo.length);
      this.#upTo.set(upTo);
    }
    const from = this.#starts[context] as number;
    this.#bytes.copyWithin(this.#used, from, from + size);
    this.#upTo.copyWithin(this.#used, from, from + size);
    this.#starts[context] = this.#used;
    this.#rooms[context] = room;
    this.#used += room;
  }

  /** Where a longer context is noted, or would be. */
  #placeOf(context: number, before: number): number {
    const key = keyOf(context, before);
    let place = Math.imul(key, SPREAD) >>> 16;
    for (let held = this.#keys[place] as number; held !== 0 && held !== key;) {
      place = (place + 1) & (PLACES - 1);
      held = this.#keys[place] as number;
    }
    return place;
  }
}

/** Never 0, which marks a free place. */
function keyOf(context: number, before: number): number {
  return context * VALUES + before + 1;
}

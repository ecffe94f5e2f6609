import { fromKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { Share } from './contexts';
import type { KeyModel } from './key-model';
import { commonLength } from './key-paths';
import type { Numbers } from './name-numbers';

/** Bytes of a folder that may count for its names. */
const BEFORE = 8;
/** Bytes of a name that count behind those that it shares with the others. */
const BYTES = 24;
/** What holds less than this share of the names, or of what some of them span, is not looked into. */
const [MIN_WIDTH, MIN_SHARE] = [1e-9, 1e-3];
const LAST_BYTE = 255;
/** Bytes of a character that a point may end within. */
const CUT_BYTES = 3;

/**
 * Names of one folder as numbers: each stands for the share of keys that a model expects before it, as in arithmetic
 * coding. Numbers are 0 and 1 where the names that share the common part of some begin and end, so that they are exact
 * there.
 */
export class ModelNumbers implements Numbers {
  /** The end of the folder's path, and the common part of the names. */
  readonly #before: KeyBytes;
  readonly #common: KeyBytes;
  /** Where the names begin that share so many bytes of the common part, and how far they reach. */
  readonly #starts: number[] = [];
  readonly #widths: number[] = [];
  readonly #share = new Share();
  #least = MIN_WIDTH;
  /** The name that was counted from last, which is often counted from again, and its number. */
  #from: KeyBytes | null = null;
  #fromNumber = 0;

  /** @param names ascending */
  constructor(
    private readonly model: KeyModel,
    folder: KeyBytes,
    names: readonly KeyBytes[],
  ) {
    const first = names[0] ?? '';
    this.#before = folder.slice(-BEFORE);
    this.#common = first.slice(0, commonLength(first, names.at(-1) ?? first));
    const text = this.#before + this.#common;
    let [start, width] = [0, 1];
    for (let at = this.#common.length; at > 0; at--) {
      [this.#starts[at], this.#widths[at]] = [start, width];
      const position = this.#before.length + at - 1;
      model.shareOf(text.charCodeAt(position), text, position, this.#share);
      width /= this.#share.of;
      start -= width * this.#share.before;
    }
    [this.#starts[0], this.#widths[0]] = [start, width];
    this.#least = Math.max(MIN_WIDTH, MIN_SHARE * this.distance(first, names.at(-1) ?? first));
  }

  distance(from: KeyBytes, to: KeyBytes): number {
    return this.#of(to) - this.#numberFrom(from);
  }

  toEnd(from: KeyBytes): number {
    return this.#endOf(0) - this.#numberFrom(from);
  }

  add(from: KeyBytes, steps: number, precision: number): KeyBytes | null {
    const number = this.#numberFrom(from) + steps;
    let shared = this.#common.length;
    while (shared >= 0 && !((this.#starts[shared] as number) <= number && number < this.#endOf(shared))) {
      shared--;
    }
    if (shared < 0) {
      return null;
    }
    let text = this.#before + this.#common.slice(0, shared);
    let [start, width] = [this.#starts[shared] as number, this.#widths[shared] as number];
    const end = text.length + BYTES;
    const share = this.#share;
    do {
      let [low, high] = [0, LAST_BYTE];
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        this.model.shareOf(middle, text, text.length, share);
        if (start + width * share.before <= number) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      this.model.shareOf(low, text, text.length, share);
      start += width * share.before;
      width *= share.of;
      text += String.fromCharCode(low);
    } while (width > precision && text.length < end);
    return wholeCharacters(text.slice(this.#before.length));
  }

  #endOf(shared: number): number {
    return (this.#starts[shared] as number) + (this.#widths[shared] as number);
  }

  #numberFrom(name: KeyBytes): number {
    if (this.#from !== name) {
      this.#from = name;
      this.#fromNumber = this.#of(name);
    }
    return this.#fromNumber;
  }

  #of(name: KeyBytes): number {
    const shared = commonLength(name, this.#common);
    let [start, width] = [this.#starts[shared] as number, this.#widths[shared] as number];
    const text = this.#before + name;
    const share = this.#share;
    const end = Math.min(text.length, this.#before.length + shared + BYTES);
    for (let at = this.#before.length + shared; at < end && width > this.#least; at++) {
      this.model.shareOf(text.charCodeAt(at), text, at, share);
      start += width * share.before;
      width *= share.of;
    }
    return start;
  }
}

/** A name without a character that is cut at its end; null where it is no UTF-8 otherwise. */
function wholeCharacters(name: KeyBytes): KeyBytes | null {
  for (let cut = 0; cut <= CUT_BYTES; cut++) {
    const rest = name.slice(0, name.length - cut);
    if (fromKeyBytes(rest) !== null) {
      return rest;
    }
  }
  return null;
}

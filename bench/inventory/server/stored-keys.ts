import { fromKeyBytes } from '../../../inventory/key-bytes';
import type { KeyList } from '../../splitting/key-list';
import { ENTRY_OPEN, entryTail, CYCLE } from './objects';
import type { Rows } from './page-rows';
import { compareBytes, type KeyPositions } from './positions';

const [OPEN, TAILS] = [
  Buffer.from(ENTRY_OPEN),
  Array.from({ length: CYCLE }, (_, at) => Buffer.from(entryTail(at))),
];

/** Texts one behind the other. */
class Packed {
  readonly #bytes: Buffer;
  readonly #ends: Float64Array;

  constructor(count: number, text: (index: number) => string, encoding: 'latin1' | 'utf8') {
    this.#ends = new Float64Array(count + 1);
    let bytes = Buffer.allocUnsafeSlow(2 ** 20);
    let length = 0;
    for (let index = 0; index < count; index++) {
      const each = text(index);
      const most = length + 4 * each.length;
      if (most > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(2 * most);
        bytes.copy(larger, 0, 0, length);
        bytes = larger;
      }
      length += bytes.write(each, length, encoding);
      this.#ends[index + 1] = length;
    }
    this.#bytes = bytes.subarray(0, length);
  }

  at(index: number): Buffer {
    return this.#bytes.subarray(this.#ends[index], this.#ends[index + 1]);
  }
}

/** Any keys, kept in memory as they are and as a page writes them. */
export class StoredKeys implements KeyPositions {
  readonly count: number;
  readonly #keys: Packed;
  readonly #written: Packed;

  constructor(keys: KeyList) {
    this.count = keys.count;
    this.#keys = new Packed(keys.count, (index) => keys.at(index), 'latin1');
    this.#written = new Packed(
      keys.count,
      (index) => encodeURIComponent(fromKeyBytes(keys.at(index)) ?? '').replaceAll('%2F', '/'),
      'latin1',
    );
  }

  key(index: number): Buffer {
    return this.#keys.at(index);
  }

  behind(bytes: Uint8Array): number {
    return this.#search((key) => compareBytes(key, bytes) <= 0);
  }

  atOrBehind(bytes: Uint8Array): number {
    return this.#search((key) => compareBytes(key, bytes) < 0);
  }

  behindAllUnder(prefix: Uint8Array): number {
    return this.#search((key) => compareBytes(key.subarray(0, prefix.length), prefix) <= 0);
  }

  entries(begin: number, until: number): Rows[] {
    const parts: Buffer[] = [];
    for (let at = begin; at < until; at++) {
      parts.push(OPEN, this.#written.at(at), TAILS[at % CYCLE] as Buffer);
    }
    return [{ bytes: Buffer.concat(parts), sent: () => undefined }];
  }

  #search(before: (key: Buffer) => boolean): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (before(this.key(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

import { fromKeyBytes } from '../../../inventory/pages/key-bytes';
import type { KeyList } from '../../splitting/key-list';
import { ENTRY_OPEN, entryTail, CYCLE } from './objects';
import type { Rows } from './page-rows';
import { SearchedKeys } from './positions';

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
export class StoredKeys extends SearchedKeys {
  readonly count: number;
  readonly #keys: Packed;
  readonly #written: Packed;

  constructor(keys: KeyList) {
    super();
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

  entries(begin: number, until: number): Rows[] {
    const parts: Buffer[] = [];
    for (let at = begin; at < until; at++) {
      parts.push(OPEN, this.#written.at(at), TAILS[at % CYCLE] as Buffer);
    }
    return [{ bytes: Buffer.concat(parts), sent: () => undefined }];
  }
}

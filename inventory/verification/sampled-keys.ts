import type { CodedSample } from '../../contracts/migration/verification';
import { jsonBytes } from '../pages/json-bytes';
import type { KeyBytes } from '../pages/key-bytes';

/** Bytes of a key in JSON beside its own. */
const KEY_MARKUP = 16;

type Keyed = CodedSample['keys'][number];

/**
 * Chooses keys at random in one pass over a keyspace of unknown size: those with the lowest ranks, which are their
 * hashes read backwards. The same keys of the same bucket, however it is listed.
 */
export class SampledKeys {
  #limit: number;
  #keys: Keyed[];
  #mask = 0;

  /**
   * @param wanted keys
   * @param maxBytes of JSON that the keys may take; fewer are chosen if these do not suffice
   */
  constructor(
    wanted: number,
    private readonly maxBytes: number,
    before: CodedSample = { limit: wanted, keys: [] },
  ) {
    this.#limit = before.limit;
    this.#keys = [...before.keys];
    this.#prune();
  }

  /** Bits of the hash that are zero of a key that may still be chosen. */
  get mask(): number {
    return this.#mask;
  }

  add(keys: readonly Keyed[]): void {
    this.#keys.push(...keys.filter(([, hash]) => (hash & this.#mask) === 0));
    if (this.#keys.length > 2 * this.#limit) {
      this.#prune();
    }
  }

  toJson(): CodedSample {
    this.#prune();
    return { limit: this.#limit, keys: [...this.#keys] };
  }

  #prune(): void {
    this.#keys.sort(([, one], [, other]) => rank(one) - rank(other)).splice(this.#limit);
    let bytes = this.#keys.reduce((sum, [key]) => sum + KEY_MARKUP + jsonBytes(key), 0);
    while (bytes > this.maxBytes) {
      const [key = ''] = this.#keys.pop() ?? [];
      bytes -= KEY_MARKUP + jsonBytes(key);
      // Where keys are long, fewer are chosen everywhere: none is likelier than another.
      this.#limit = this.#keys.length;
    }
    const last = this.#keys[this.#limit - 1];
    const zeros = last === undefined ? 0 : Math.clz32(rank(last[1]));
    this.#mask = (2 ** zeros - 1) >>> 0;
  }
}

/** The keys of a sample, in their order. */
export function chosenKeys({ keys }: CodedSample): KeyBytes[] {
  return keys.map(([key]) => key).sort((one, other) => (one < other ? -1 : 1));
}

/** The bits of a hash in reverse order: a low rank has zeros where masks look for them. */
function rank(hash: number): number {
  let bits = hash;
  bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  return ((bits >>> 16) | (bits << 16)) >>> 0;
}

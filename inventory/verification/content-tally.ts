import type { Contents } from '../../contracts/migration/verification';
import { MAX_SAMPLES } from '../../contracts/listing/inventory';
import { Count } from '../totals/count';
import type { KeyBytes } from '../pages/key-bytes';
import { shortened } from '../totals/key-sample';
import type { ContentVerdict } from './compare-contents';
import { NONE, sumOf } from './found-differences';

export const NO_CONTENTS: Contents = {
  objects: 0,
  byMd5: 0,
  byCrc64: 0,
  notComparable: NONE,
  requests: { source: 0, destination: 0 },
};

/** Counts compared contents. */
export class ContentTally {
  #objects = 0;
  #byMd5 = 0;
  #byCrc64 = 0;
  readonly #notComparable = new Count();
  readonly #samples: string[] = [];
  readonly requests = { source: 0, destination: 0 };

  add(verdict: ContentVerdict, key: KeyBytes, size: number): void {
    this.#objects++;
    this.#byMd5 += verdict === 'md5' ? 1 : 0;
    this.#byCrc64 += verdict === 'crc64' ? 1 : 0;
    if (verdict === 'not comparable') {
      this.#notComparable.add(1, size);
      if (this.#samples.length < MAX_SAMPLES) {
        const bytes = Buffer.from(key, 'latin1');
        this.#samples.push(shortened(bytes, 0, bytes.length));
      }
    }
  }

  toJson(): Contents {
    return {
      objects: this.#objects,
      byMd5: this.#byMd5,
      byCrc64: this.#byCrc64,
      notComparable: { ...this.#notComparable.toTally(), samples: [...this.#samples] },
      requests: { ...this.requests },
    };
  }
}

/** Adds what was compared in other ranges. */
export function mergeContents(one: Contents, other: Contents): Contents {
  return {
    objects: one.objects + other.objects,
    byMd5: one.byMd5 + other.byMd5,
    byCrc64: one.byCrc64 + other.byCrc64,
    notComparable: sumOf(one.notComparable, other.notComparable),
    requests: {
      source: one.requests.source + other.requests.source,
      destination: one.requests.destination + other.requests.destination,
    },
  };
}

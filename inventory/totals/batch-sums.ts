import { SIZE_BANDS } from '../../contracts/listing/inventory';
import type { InnerLoopExports } from '../inner-loops-module';

/** As in `inner-loops/tally.ts`. */
const [MAX_CLASSES, CLASS_BYTES, ODD_CLASS, MONTH_SLOTS, MAX_BANDS] = [64, 48, 63, 512, 16];

/** Objects and bytes of those entries of a batch that have something in common. */
export interface BatchSum<T> {
  readonly of: T;
  readonly objects: number;
  readonly bytes: number;
}

/** Reads the sums that the inner loops made of the last batch. */
export class BatchSums {
  /** Texts of the class element as pages write them, one character a byte. */
  readonly #classTexts: string[] = [];

  constructor(private readonly calls: InnerLoopExports) {
    this.#doubles(calls.bandTable(), SIZE_BANDS.length).set(SIZE_BANDS.map(({ below }) => below));
  }

  /** By text of the class element, empty where there is none; null for those that found no room in the table. */
  byClass(): BatchSum<string | null>[] {
    const count = this.calls.classCount();
    for (let index = this.#classTexts.length; index < count; index++) {
      this.#classTexts.push(this.#classText(index));
    }
    return this.#sums(this.calls.classSums(), MAX_CLASSES, (index) =>
      index === ODD_CLASS ? null : (this.#classTexts[index] ?? null),
    );
  }

  /** By year × 100 + month; null for objects without a date. */
  byMonth(): BatchSum<number | null>[] {
    const numbers = new Int32Array(this.calls.memory.buffer, this.calls.monthTable(), MONTH_SLOTS);
    return this.#sums(this.calls.monthSums(), MONTH_SLOTS + 1, (slot) => numbers[slot] ?? null);
  }

  /** By index of the size band. */
  byBand(): BatchSum<number>[] {
    return this.#sums(this.calls.bandSums(), MAX_BANDS, (band) => band);
  }

  /** The slots that hold any objects; the bytes of all slots lie behind the objects of all. */
  #sums<T>(at: number, slots: number, of: (slot: number) => T): BatchSum<T>[] {
    const sums = this.#doubles(at, 2 * slots);
    const found: BatchSum<T>[] = [];
    for (let slot = 0; slot < slots; slot++) {
      const objects = sums[slot] as number;
      if (objects > 0) {
        found.push({ of: of(slot), objects, bytes: sums[slots + slot] as number });
      }
    }
    return found;
  }

  #doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.calls.memory.buffer, at, length);
  }

  #classText(index: number): string {
    const { buffer } = this.calls.memory;
    const [length = 0] = new Int32Array(buffer, this.calls.classLengthTable() + 4 * index, 1);
    return Buffer.from(buffer, this.calls.classTable() + CLASS_BYTES * index, length).toString('latin1');
  }
}

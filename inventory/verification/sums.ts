import type { KeySums } from '../../contracts/migration/verification';
import { Count } from '../totals/count';
import type { InnerLoops } from '../inner-loops';

const LANES = [0, 1, 2, 3] as const;
/** A mask that no hash but zero passes. */
const NO_CUTS = 0xffffffff;

/** Objects, bytes and digest, which can be added. */
export class Sums {
  readonly count: Count;
  readonly lanes = new Uint32Array(LANES.length);

  /** @param before absent for nothing, of which there are thousands in a listing */
  constructor(before?: KeySums) {
    this.count = before === undefined ? new Count() : Count.of(before);
    if (before !== undefined) {
      const { digest } = before;
      LANES.forEach((lane) => {
        this.lanes[lane] = Number.parseInt(digest.slice(8 * lane, 8 * lane + 8), 16);
      });
    }
  }

  merge(other: Sums): void {
    this.count.merge(other.count);
    LANES.forEach((lane) => this.#add(lane, other.lanes[lane] as number));
  }

  subtract(other: Sums): void {
    this.count.subtract(other.count);
    LANES.forEach((lane) => this.#add(lane, -(other.lanes[lane] as number)));
  }

  /** Takes what `digestToCut` has digested last. */
  takeDigest(loops: InnerLoops): void {
    LANES.forEach((lane) => this.#add(lane, loops.calls.cutLane(lane)));
  }

  /** Adds some entries of the page that is loaded. */
  addEntries(loops: InnerLoops, from: number, to: number, skip: number): void {
    this.count.add(to - from, loops.calls.bytesIn(from, to));
    for (let at = from; at < to;) {
      at = loops.calls.digestToCut(at, to, skip, NO_CUTS);
      this.takeDigest(loops);
    }
  }

  equals(other: Sums): boolean {
    return (
      this.count.objects === other.count.objects &&
      this.count.bytes === other.count.bytes &&
      LANES.every((lane) => this.lanes[lane] === other.lanes[lane])
    );
  }

  toJson(): KeySums {
    const digest = Array.from(this.lanes, (lane) => lane.toString(16).padStart(8, '0')).join('');
    return { ...this.count.toTally(), digest };
  }

  #add(lane: number, value: number): void {
    // The array keeps it modulo 2^32.
    this.lanes[lane] = (this.lanes[lane] as number) + value;
  }
}

import type { CodedChunks, Comparison, DifferingRange } from '../../contracts/migration/verification';
import type { KeyBytes } from '../pages/key-bytes';
import { Sums } from './sums';

/** Neighbouring ranges that differ are listed as one up to a page, since every range costs a request. */
const MAX_JOINED_OBJECTS = 999;

/** A side that was listed to its end. */
export interface ListedSide {
  readonly sums: CodedChunks;
  /** Bytes at the beginning of its keys that are not compared. */
  readonly skip: number;
}

/** Sums up to a cut. */
interface Part {
  /** Behind the prefix; null for the end of the keyspace. */
  readonly until: KeyBytes | null;
  readonly sums: Sums;
}

/**
 * Compares the sums of two sides between the cuts that both have.
 *
 * @param everything whether what agrees is to be listed again as well
 */
export function compareChunks(source: ListedSide, destination: ListedSide, everything = false): Comparison {
  const mask = (source.sums.mask | destination.sums.mask) >>> 0;
  const [ours, theirs] = [partsOf(source, mask), partsOf(destination, mask)];
  const same = new Sums();
  const differing: DifferingRange[] = [];
  let after: KeyBytes = '';
  let [one, other] = [0, 0];
  while (one < ours.length && other < theirs.length) {
    const [sums, otherSums] = [new Sums(), new Sums()];
    let [until, otherUntil] = [take(ours, one++, sums), take(theirs, other++, otherSums)];
    while (until !== otherUntil) {
      if (otherUntil === null || (until !== null && until < otherUntil)) {
        until = take(ours, one++, sums);
      } else {
        otherUntil = take(theirs, other++, otherSums);
      }
    }
    if (!everything && sums.equals(otherSums)) {
      same.merge(sums);
    } else {
      const objects = Math.max(sums.count.objects, otherSums.count.objects);
      const last = differing.at(-1);
      const joins = last?.until === after && last.objects + objects <= MAX_JOINED_OBJECTS;
      if (joins) {
        differing[differing.length - 1] = { after: last.after, until, objects: last.objects + objects };
      } else {
        differing.push({ after, until, objects });
      }
    }
    after = until ?? '';
  }
  return { same: same.toJson(), differing };
}

function take(parts: readonly Part[], at: number, into: Sums): KeyBytes | null {
  const part = parts[at] as Part;
  into.merge(part.sums);
  return part.until;
}

/** The parts between the cuts that fit the mask. Nothing is left to list, so that chunks without a cut between are one. */
function partsOf({ sums: { chunks }, skip }: ListedSide, mask: number): Part[] {
  const parts: { until: KeyBytes | null; sums: Sums }[] = [{ until: null, sums: new Sums() }];
  for (const { after, hash, ...sums } of chunks) {
    if (hash !== undefined && (hash & mask) === 0) {
      (parts.at(-1) as { until: KeyBytes | null }).until = after.slice(skip);
      parts.push({ until: null, sums: new Sums() });
    }
    parts.at(-1)?.sums.merge(new Sums(sums));
  }
  return parts;
}

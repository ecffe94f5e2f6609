import type {
  Comparison,
  KeySums,
  Relisted,
  SideCheckpoint,
  VerificationResult,
  VerificationScope,
  VerifiedSide,
} from '../../contracts/migration/verification';
import { Sums } from './sums';

/** All that a verification found out. */
export interface Verified {
  readonly scope: VerificationScope;
  readonly source: SideCheckpoint;
  readonly destination: SideCheckpoint;
  readonly comparison: Comparison;
  readonly found: Relisted;
}

/**
 * Concludes a verification. Totals are those of what agreed in the first listing and of what was listed again.
 *
 * @throws RangeError if the differences do not explain how the totals differ: an error of this program
 */
export function concludeVerification(verified: Verified): VerificationResult {
  const { scope, comparison, found } = verified;
  const { missing, extra, otherSize } = found.differences;
  const [source, destination] = [
    sideOf(verified.source, comparison.same, found, 'source'),
    sideOf(verified.destination, comparison.same, found, 'destination'),
  ];
  const explained = BigInt(source.objects) - BigInt(missing.objects) + BigInt(extra.objects);
  const differences = [missing, extra, otherSize].some(({ objects }) => objects !== '0');
  const otherContent = found.differences.otherContent.objects !== '0';
  const sameSums = source.digest === destination.digest && source.bytes === destination.bytes;
  if (explained !== BigInt(destination.objects) || differences === sameSums) {
    throw new RangeError('The differences do not explain how the totals differ.');
  }
  return {
    identical: !differences && !otherContent,
    scope,
    source,
    destination,
    differences: found.differences,
    contents: found.contents ?? null,
    rangesRelisted: found.ranges,
    // Neither side is newer than the result says.
    startedAt: earlier(
      verified.source.listing.totals.startedAt,
      verified.destination.listing.totals.startedAt,
    ),
    finishedAt: new Date().toISOString(),
  };
}

function sideOf(
  { listing: { totals }, sums: { leftOut } }: SideCheckpoint,
  same: KeySums,
  found: Relisted,
  side: 'source' | 'destination',
): VerifiedSide {
  const all = new Sums(same);
  all.merge(new Sums(found[side]));
  const { pages, requests, changedWhileListed } = totals;
  return {
    ...all.toJson(),
    pages,
    requests: requests + found.requests[side],
    leftOut,
    changedWhileListed,
  };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

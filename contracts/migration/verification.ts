import type { Language } from '../../presentation/words/language';
import type { ListedTotals, ListingCheckpoint, SampledTally, Tally } from '../listing/inventory';
import type { SourceRequest } from '../runs/preparation';
import type { RunIdentity } from '../runs/run-identity';

/** What a verification compares, and what it leaves out. */
export interface VerificationScope {
  /** Beginnings of the keys on both sides: what follows them is compared. */
  readonly sourcePrefix: string;
  readonly destinationPrefix: string;
  /** Objects that were written to the source at or after this time are not compared; ISO 8601, null for none. */
  readonly ignoreAfter: string | null;
  /** Empty objects whose key ends with `/` are not compared. */
  readonly ignoreMarkers: boolean;
  /** Of which objects the contents are compared, in addition to keys and sizes; absent for none. */
  readonly contents?: ContentCheck;
}

/** Which objects have their contents compared: so many, chosen at random, or a share of them; 1 for all. */
export type ContentCheck = { readonly objects: number } | { readonly share: number };

/** How comparing contents by checksums went. */
export interface Contents {
  /** Objects that were looked at, those with other content included. */
  readonly objects: number;
  /** The same by MD5. */
  readonly byMd5: number;
  /** The same by CRC-64. */
  readonly byCrc64: number;
  /** Both sides have no checksum in common, or the object was changed or removed meanwhile. */
  readonly notComparable: SampledTally;
  /** HEAD requests. */
  readonly requests: { readonly source: number; readonly destination: number };
}

/** Keys of which the contents are to be compared, one character a byte, with the hash that has chosen them. */
export interface CodedSample {
  /** How many are chosen, unless the bucket has fewer. */
  readonly limit: number;
  readonly keys: readonly (readonly [key: string, hash: number])[];
}

/** Objects, bytes and the digest over (key, size) of some of them. */
export interface KeySums extends Tally {
  /** 32 hex digits, independent of the order. */
  readonly digest: string;
}

/** The keys of a side from a cut to the next one. Keys have one character a byte. */
export interface CodedChunk extends KeySums {
  readonly after: string;
  /** Where it ends so far; absent if the next one begins there. Null for the end of the keyspace. */
  readonly until?: string | null;
  /** The hash by which `after` was chosen as a cut; absent if a range began there. */
  readonly hash?: number;
}

/** What was summed up of a side. */
export interface CodedChunks {
  /** A key is a cut if these bits of its hash are zero. */
  readonly mask: number;
  /** Ascending and disjoint. */
  readonly chunks: readonly CodedChunk[];
  readonly leftOut: LeftOut;
  /** Of the source alone, if the contents of some objects are to be compared. */
  readonly sample?: CodedSample;
}

/** Objects that were not compared. */
export interface LeftOut {
  /** In `aliyun_import_report/`, where the migration service puts its reports. */
  readonly reports: number;
  readonly markers: number;
  /** Written to the source after the given time. */
  readonly changedLater: number;
}

/** A side under way: what was counted and summed up, and what is left, as one value. */
export interface SideCheckpoint {
  readonly listing: ListingCheckpoint<ListedTotals>;
  readonly sums: CodedChunks;
}

/** A part of the keyspace whose sums differ, as keys behind the prefixes, one character a byte. */
export interface DifferingRange {
  readonly after: string;
  readonly until: string | null;
  /** How many keys it holds on the side that has more, as it was listed first. */
  readonly objects: number;
}

/** What two listings have in common, and where they differ. */
export interface Comparison {
  /** Sums of what agrees, the same on both sides. */
  readonly same: KeySums;
  readonly differing: readonly DifferingRange[];
}

/** Differences as they were found; keys as they are, or would be, on the source. */
export interface Differences {
  /** On the source alone. */
  readonly missing: SampledTally;
  /** On the destination alone. */
  readonly extra: SampledTally;
  /** On both with other sizes; bytes are those of the source. */
  readonly otherSize: SampledTally;
  /** On both with the same size, and with other checksums. */
  readonly otherContent: SampledTally;
  /** Of those that are missing, keys that OSS refuses: no job copies them. */
  readonly refusedByOss: number;
  /** At the destination, and not compared as the source has changed them since. */
  readonly changedLater: number;
}

/** What was listed again, and what it showed. */
export interface Relisted {
  readonly source: KeySums;
  readonly destination: KeySums;
  readonly differences: Differences;
  readonly ranges: number;
  readonly requests: { readonly source: number; readonly destination: number };
  /** Of objects whose contents were compared; absent if nobody asked for it. */
  readonly contents?: Contents;
}

/** How far the second listing is: what it found, and the ranges that are left, as one value. */
export interface Search {
  readonly found: Relisted;
  readonly left: readonly DifferingRange[];
}

/** One side of a verification. */
export interface VerifiedSide extends KeySums {
  readonly pages: number;
  /** All requests, those of the second listing included. */
  readonly requests: number;
  readonly leftOut: LeftOut;
  /** Written while it was listed, or up to 15 minutes before. */
  readonly changedWhileListed: SampledTally;
}

/** The result of a verification. */
export interface VerificationResult {
  /** Both sides hold the same keys with the same sizes, but for what was left out, and no content that differs was found. */
  readonly identical: boolean;
  readonly scope: VerificationScope;
  readonly source: VerifiedSide;
  readonly destination: VerifiedSide;
  readonly differences: Differences;
  /** Null if only keys and sizes were compared. */
  readonly contents: Contents | null;
  /** Ranges that were listed a second time. */
  readonly rangesRelisted: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The command that writes every difference to a file; absent if there is none, or if nobody but the caller compared. */
  readonly listCommand?: string | undefined;
  /** The command that revokes the access of the preparation of exactly this; absent if none is known, or objects differ. */
  readonly revokeCommand?: string | undefined;
  /** What the run before found; absent unless a Schedule started this one. */
  readonly sinceLast?: SinceLast | undefined;
}

/** Whether both sides are alike because no object was compared: a misspelt prefix gives that, too. */
export const isOfNothing = ({
  identical,
  source,
}: Pick<VerificationResult, 'identical' | 'source'>): boolean => identical && source.objects === '0';

export type VerificationOutcome = 'identical' | 'different' | 'nothing compared';

/** The answer in a word or two, as the search attribute `PrepPhase` has it once the run has ended. */
export function verificationOutcome(
  result: Pick<VerificationResult, 'identical' | 'source'>,
): VerificationOutcome {
  if (isOfNothing(result)) {
    return 'nothing compared';
  }
  return result.identical ? 'identical' : 'different';
}

/**
 * Whether another job can change what differs: it copies what is missing, and what is other if it overwrites.
 * It deletes nothing, and some keys OSS refuses.
 */
export const isCopyable = (
  {
    differences: { missing, otherSize, otherContent, refusedByOss },
  }: Pick<VerificationResult, 'differences'>,
  overwrites: boolean,
): boolean =>
  BigInt(missing.objects) > BigInt(refusedByOss) ||
  (overwrites && (otherSize.objects !== '0' || otherContent.objects !== '0'));

/** The kinds of differences, in the order in which they are shown. */
export const DIFFERENCE_KINDS = ['missing', 'extra', 'otherSize', 'otherContent'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Objects and bytes of each kind of difference. */
export type DifferenceCounts = Readonly<Record<DifferenceKind, Tally>>;

/** The result of the run before, and whether this one found anything else. */
export interface SinceLast {
  /** The last run that compared the same with a result; null if the Temporal server no longer has one. */
  readonly with: (RunIdentity & { readonly finishedAt: string }) | null;
  /** What that run found; null without one. */
  readonly before: DifferenceCounts | null;
  /**
   * Whether this one found other differences, in kind, number or size, or no object to compare any more. Without a run
   * before: whether it found any difference, or no object.
   */
  readonly changed: boolean;
}

/** Folder of the destination in which the migration service puts its reports. */
export const REPORT_FOLDER = 'aliyun_import_report/';

/** The validated input of a verification. */
export interface VerificationRequest {
  readonly source: SourceRequest;
  readonly destination: { readonly bucket: string; readonly region: string };
  readonly scope: VerificationScope;
  /** Of what the worker shows about the run. */
  readonly language: Language;
}

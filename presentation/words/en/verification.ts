import { minute } from '../../text/minute';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Said, Say } from '../phrase';
import { agreeing, counted } from './counted';

interface Amount {
  readonly objects: string;
  readonly bytes: string;
}
type Counted = Amount & {
  readonly kind: 'missing' | 'extra' | 'otherSize' | 'otherContent';
  readonly before: Amount | null;
};

/** What a verification shows, on a terminal and in the Web UI. */
export const verification = {
  identical: (source: string, destination: string, objects: string, size: string) =>
    `Identical: KS3 bucket ${source} and OSS bucket ${destination} hold the same ${counted(objects, 'object')}, ${size}`,
  different: (source: string, destination: string, differences: string) =>
    `Different: KS3 bucket ${source} and OSS bucket ${destination} differ in ${counted(differences, 'object')}`,
  nothing: (source: string, destination: string) =>
    `Nothing compared: KS3 bucket ${source} and OSS bucket ${destination} hold no object to compare`,
  source: 'Source',
  destination: 'Destination',
  side: (objects: string, size: string, pages: string, requests: string) =>
    `${counted(objects, 'object')}, ${size}; ${counted(pages, 'page')}, all valid; ${counted(requests, 'request')}`,
  digest: 'Digest',
  digests: (source: string, destination: string) => `${source} (source), ${destination} (destination)`,
  missing: 'Missing',
  extra: 'Extra',
  otherSize: 'Other size',
  missingValue: (count: string, size: string) =>
    `${counted(count, 'object')}, ${size}, ${agreeing(count, 'is', 'are')} on the source alone`,
  extraValue: (count: string, size: string) =>
    `${counted(count, 'object')}, ${size}, ${agreeing(count, 'is', 'are')} at the destination alone`,
  otherSizeValue: (count: string, size: string) =>
    `${counted(count, 'object')}, ${size} on the source, ${agreeing(count, 'differs', 'differ')} in size`,
  otherContent: 'Other content',
  otherContentValue: (count: string, size: string) =>
    `${counted(count, 'object')}, ${size}, ${agreeing(count, 'has', 'have')} the same size and other checksums`,
  contents: 'Contents',
  contentsValue: (objects: string, all: string, byMd5: string, byCrc64: string, heads: string) =>
    `${objects} of ${all} objects checked: ${byMd5} the same by MD5, ${byCrc64} by CRC-64; ${heads} HEAD requests`,
  notComparable: 'Not comparable',
  notComparableValue: (count: string, size: string) =>
    `${counted(count, 'object')}, ${size}, ${agreeing(count, 'has', 'have')} no checksum that both sides know, or changed meanwhile`,
  askDeep: 'Compare contents? [y/N]',
  deepDeclined: 'Only keys and sizes are compared.',
  examples: (keys: readonly string[]) =>
    `, for example ${[keys.slice(0, -1).join(', '), ...keys.slice(-1)].filter(Boolean).join(' and ')}`,
  leftOut: 'Not compared',
  reports: (count: string) => `${counted(count, 'object')} in aliyun_import_report/`,
  markers: (count: string) => `${counted(count, 'directory marker')}`,
  changedLater: (count: string, date: string) =>
    `${counted(count, 'object')} that the source changed since ${date}`,
  changed: 'Written meanwhile',
  changedValue: (source: string, destination: string) =>
    `${counted(source, 'object')} on the source and ${destination} at the destination were written while they were listed, or up to 15 minutes before`,
  prefixes: 'Prefixes',
  prefixesValue: (source: string, destination: string) =>
    `${source} on the source, ${destination} at the destination`,
  relisted: 'Listed again',
  relistedValue: (ranges: string) => `${counted(ranges, 'range')} that differed`,
  time: 'Time',
  list: 'List',
  sinceLast: 'Since the last run',
  next: (command: string) =>
    `Everything has arrived. When nothing is written to the source any more, revoke the access: ${command}`,
  nextNoContents: (command: string) =>
    `Keys and sizes agree, but the contents of no object could be compared: no checksum is known to both sides. If that is enough for you, and nothing is written to the source any more, revoke the access: ${command}`,
  revokeById: (revoke: string, list: string) =>
    `${revoke}, with the ID of the preparation of exactly this (${list} shows the IDs)`,
  nextDifferent: (sentences: readonly string[], command: string) => `${sentences.join(' ')} Then: ${command}`,
  copyMissing: 'Run the migration job, for the first time or again, for what is missing.',
  refusedKeys: (count: string) =>
    `OSS refuses ${count} of the missing keys, which begin with / or \\ or are longer than 1,023 bytes: copy these objects under other keys, or give them up.`,
  copyAgain: 'Copy again what differs, with overwriting.',
  onlyExtra:
    'Nothing is missing. A migration job deletes nothing: delete what is at the destination alone, or keep it.',
  nextEmpty: (command: string) =>
    `No object was compared, so nothing is proven. Check buckets, prefixes and dates, then: ${command}`,
  nextLeftOut: (command: string) =>
    `Objects that the source has changed since are still to be copied. Run the migration job once more, then compare without a date: ${command}`,
  comparing: (done: string, all: string) => `Comparing key by key: ${done} of ${all} ranges`,
  comparingContents: (done: string, all: string) => `Comparing contents: ${done} of ${all} objects`,
};

/** Sentences about verifications that travel as data. */
export const verify = {
  notADate: ({ option }: { option: string }) =>
    `${option} must be a date or a time with its zone, for example 2026-03-01 or 2026-03-01T18:00:00+08:00.`,
  notDeep:
    '--deep must be a number of objects from 1 to 10000, a share of them or all, for example 1000, 5% or all.',
  notDeepInput: 'must be a number of objects from 1 to 10000, a share such as 5%, or all',
  deepNeedsYes:
    '--deep costs requests, and nobody can be asked about them here. Add --yes to accept the price, or run the command on a terminal without --json.',
  deepPrice: ({ heads, lists }: { heads: string; lists: string | null }) =>
    `Comparing contents takes up to ${heads} HEAD requests, half of them on each side${lists === null ? '' : `, and about ${lists} list requests`}.`,
  deepShare: ({ percent }: { percent: string }) =>
    `Comparing the contents of ${percent} of all objects lists both sides a second time, and takes up to one HEAD request on each side for each of them.`,
  list: ({ side, bucket, round }: { side: 'source' | 'destination'; bucket: string; round: number }) =>
    `List the ${side}, ${bucket}, round ${round + 1}`,
  compare: 'Compare both sides',
  compareWithLast: 'Compare with the last run',
  noneBefore: 'No earlier verification is on record to compare with.',
  sameAsBefore: ({ at }: { at: string }) =>
    `Nothing has changed since the verification that finished at ${minute(at)}.`,
  identicalNow: ({ at }: { at: string }) => `Both sides differed at ${minute(at)}, and are identical now.`,
  nothingNow: ({ at }: { at: string }) =>
    `No object is left to compare since the verification that finished at ${minute(at)}.`,
  differentNow: ({ at }: { at: string }) => `Both sides were identical at ${minute(at)}, and differ now.`,
  otherDifferences: ({ at }: { at: string }) => `The differences are not the same as at ${minute(at)}.`,
  counted: ({ kind, before, ...now }: Counted) =>
    `${verification[kind]}: ${objectsOf(now)}${before === null ? '' : ` (before: ${objectsOf(before)})`}.`,
  validate: 'Check the input',
  listing: ({ source, destination }: { source: string; destination: string }) =>
    `Listing KS3 bucket ${source} and OSS bucket ${destination}`,
  comparing: 'Both sides are listed; comparing them',
  summary: ({ bucket }: { bucket: string }) => `Verify the migration of KS3 bucket ${bucket}`,
  notADateInput: 'must be a date, or a time with its zone',
  interruptedWith: ({ resume }: { resume: string }) =>
    `Interrupted: nothing is proven yet. To resume, run: ${resume}`,
  failedWith: ({ happened, resume }: { happened: Said; resume: string }, say: Say) =>
    `${say(happened)} Nothing is proven yet. To resume, run: ${resume}`,
  notACheckpoint: ({ file }: { file: string }) => `${file} is not a checkpoint of a verification.`,
  interrupted: 'Interrupted: nothing is proven yet.',
};

const objectsOf = ({ objects, bytes }: Amount): string =>
  `${counted(humanCount(objects), 'object')}, ${humanBytes(bytes)}`;

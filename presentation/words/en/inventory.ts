import { named, quoted } from '../../text/foreign-text';
import type { Said, Say } from '../phrase';
import { counted } from './counted';

/** Why an inventory has no total, and what its totals mean for the migration. */
export const inventory = {
  // The input
  openPrefix: ({ prefix }: { prefix: string }) => {
    const [given, other, folder] = [prefix, `${prefix}b/…`, `${prefix}/`].map((text) => quoted(text, 120));
    return `Prefix ${given} does not end in "/", so it also matches keys such as ${other}. To get the folder alone, use ${folder}.`;
  },
  regionSpelling: ({ cloud, side, meant, given }: RegionSpelling) =>
    `${cloud} spells the region of the ${side} "${meant}", not ${quoted(given, 80)}.`,

  // Totals that are not complete
  rangesLeft: ({ ranges }: { ranges: number }) =>
    `${counted(ranges, 'range of its keyspace has', 'ranges of its keyspace have')} not been listed.`,
  noPages: 'Not a single page was counted.',
  totalsDiffer: ({ by, objects, bytes }: { by: Breakdown; objects: string; bytes: string }) =>
    `Its totals by ${by} do not add up to ${counted(objects, 'object')} and ${bytes} bytes.`,
  keyNotUtf8: 'It has a key that is not valid UTF-8, so the listing cannot continue after it.',

  // Pages that cannot be trusted; a fault continues the sentence
  page: ({ after, tries, fault }: { after: string; tries: number; fault: Said }, say: Say) => {
    const page = after === '' ? 'The first page' : `The page after key ${quoted(after)}`;
    return `${page} was requested ${tries === 1 ? 'once' : `${tries} times`}, but ${say(fault)}.`;
  },
  empty: 'it is empty',
  strayText: 'it contains text where an element belongs',
  trailing: 'something follows its end',
  noBucket: 'it says nothing about its bucket',
  cut: 'it is cut off: its end is missing',
  cutInEntry: 'it is cut off in the middle of an entry',
  cutOrOtherXml: 'it is cut off, or is not the XML of a listing',
  cutOrMalformed: 'it is cut off, or is not well-formed XML',
  unknownEntity: ({ text }: { text: string }) =>
    `it contains ${quoted(text, 20)}, which is not an XML entity`,
  attributes: 'it contains an element with attributes, which no listing has',
  doubleField: ({ field }: { field: EntryField }) =>
    `it contains an entry with two elements for its ${field}`,
  noKey: 'it contains an entry without a key',
  noSize: ({ key }: { key: string }) => `it contains an entry without a valid size, with key ${quoted(key)}`,
  delimiter: 'it is a listing with a delimiter, which was not requested',
  errorWithSuccess: ({ code }: { code: string }) => `it is the error ${code} with a success status`,
  compressed: 'it is compressed, which was not requested and is not stated in its Content-Encoding',
  notXml: 'it is not XML',
  html: 'it is not a listing but an HTML page',
  otherRoot: ({ root }: { root: string }) => `it is not a listing but <${root}>`,
  onlyV1: 'it uses a marker instead of a token: this endpoint only implements ListObjects V1',
  endsNotUtf8: 'it ends in a key that is not valid UTF-8, and nothing can be requested after that key',
  beginsEarly: ({ key }: { key: string }) =>
    `it begins at or before the requested position, with key ${quoted(key)}`,
  keyTwice: ({ key }: { key: string }) => `it lists key ${quoted(key)} twice`,
  otherOrder: ({ key, before }: { key: string; before: string }) =>
    `it lists key ${quoted(key)} after ${quoted(before)}: this store does not list in UTF-8 byte order`,
  unknownEncoding: 'it uses an unknown encoding of keys',
  otherBucket: 'it is the listing of another bucket',
  otherPrefix: 'it is the listing of another prefix',
  keyCount: ({ said, found }: { said: string; found: number }) =>
    `it claims to hold ${named(said, 20)} keys, but holds ${found}`,
  noEndGiven: 'it does not say whether more follows',
  noToken: 'it says that more follows, but not how to continue',
  sameToken: 'it returns the same continuation token again',
  strayFolders: 'it contains folders that were not requested, or in no order',
  noNames: 'it says that more follows, but holds no name',
  noKeys: 'it says, like those before it, that more follows, but holds no key',
  keyOutsidePrefix: 'it contains a key outside the requested prefix',
  ambiguousPlus: 'it does not show whether + in a key stands for itself or for a space',
  plusInTwoWays: 'it writes + in keys in two ways, so the keys are not certain',
  notUrlEncoded: ({ text }: { text: string }) =>
    `it says that its keys are URL-encoded, but one contains ${quoted(text)}`,
  wrongEnd: ({ key }: { key: string }) => `it says that nothing follows, but key ${quoted(key)} does`,
  interrupted: 'The inventory was interrupted.',

  // What the totals mean for the migration: what happens, and what to do
  archived: 'Archived objects cannot be read, so their migration fails.',
  restoreArchived: 'Restore them in KS3 before the job starts, for long enough that it can finish.',
  keyTooLong: 'OSS accepts keys of at most 1,023 bytes; KS3 accepts one more.',
  shortenKeys: 'Copy these objects to shorter keys in KS3 first.',
  keyBeginsWithSlash: 'OSS rejects keys that begin with / or \\.',
  changeKeys: 'Copy these objects to other keys in KS3 first.',
  tooLarge: 'OSS accepts objects of at most 48.8 TB.',
  splitObjects: 'Split them in KS3 first.',
  small: ({ filesPerSecond }: { filesPerSecond: number }) =>
    `How long objects under 200 KiB take depends on their number (${filesPerSecond} files per second and job), not on bandwidth.`,
  planForMany: 'Plan with the estimate below, or split the migration by prefix into several jobs.',
  directoryMarker:
    'Empty objects whose key ends in / are directory markers; they migrate and count as files.',
  markersAreFine: 'Nothing to do, unless you do not want them in the destination.',
  zeroByte: 'Objects without content migrate and count as files.',
  zeroBytesAreFine: 'Nothing to do, unless they are left over from failed uploads.',
  changedWhileListed:
    'Objects were written during the listing or within 15 minutes before it: the bucket is in use, and the totals do not show it at a single moment. Deletions during the listing cannot be seen.',
  stopWriting: 'Stop all writes to the bucket before the migration, then take the inventory again.',
  classNotCarried: ({ classes }: { classes: readonly string[] }) =>
    `The migration does not keep storage classes (here ${classes.join(', ')}): all objects get the class set in the job.`,
  chooseClass: 'Choose the target class in the job, or move objects by lifecycle rules afterwards.',
  notCarried:
    'The migration does not keep ACLs, tags, server-side encryption settings or old versions; modification times are kept.',
  setOnTarget:
    'Set them on the destination. Its lifecycle rules act on the kept modification times, so enable those after the migration.',
  notListed:
    'A listing shows no old versions, parts of unfinished uploads or objects in the recycle bin; they are not in these totals, although KS3 bills them.',
  expectMore: 'Expect the console to show more bytes than the migration transfers.',
};

interface RegionSpelling {
  readonly cloud: 'KS3' | 'OSS';
  readonly side: 'source' | 'destination';
  readonly meant: string;
  readonly given: string;
}
type Breakdown = 'storage class' | 'size' | 'month' | 'prefix';
type EntryField = 'key' | 'size' | 'class' | 'date' | 'other';

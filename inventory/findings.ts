import type { FitnessFinding, FitnessKind, InventoryTotals } from '../contracts/inventory';

type Words = Pick<FitnessFinding, 'severity' | 'happens' | 'remedy'>;

/** What each kind of object means for the migration, the gravest first. */
const WORDS: Readonly<Record<FitnessKind, Words>> = {
  archived: {
    severity: 'blocker',
    happens: 'Archived objects cannot be read, so the migration service fails on them.',
    remedy: 'Restore them on KS3 first (1 to 7 days at a time), then start the migration job while they are restored.',
  },
  keyTooLong: {
    severity: 'blocker',
    happens: 'OSS refuses keys longer than 1,023 bytes; KS3 allows 1,024.',
    remedy: 'Rename them on KS3 before the migration.',
  },
  keyBeginsWithSlash: {
    severity: 'blocker',
    happens: 'OSS refuses keys that begin with "/" or "\\".',
    remedy: 'Rename them on KS3 before the migration.',
  },
  tooLarge: {
    severity: 'blocker',
    happens: 'OSS refuses objects above 48.8 TB.',
    remedy: 'Split them on KS3 before the migration.',
  },
  small: {
    severity: 'notice',
    happens: 'For files below 200 KB the limit of 2,000 files a second a job governs, not bandwidth.',
    remedy: 'Plan the duration by the number of files; split the bucket over several jobs by prefix.',
  },
  zeroByte: {
    severity: 'notice',
    happens: 'Objects of zero bytes are migrated as they are.',
    remedy: 'Nothing to do, unless they are left over from failed uploads.',
  },
  directoryMarker: {
    severity: 'notice',
    happens: 'Keys that end in "/" stand for folders in consoles; they are migrated as objects.',
    remedy: 'Nothing to do.',
  },
};

/** What the migration should know of the objects that were counted, the gravest first. */
export function findingsIn({ objects, bytes, byStorageClass, fitness }: InventoryTotals): FitnessFinding[] {
  const kinds = Object.keys(WORDS) as FitnessKind[];
  const found = kinds
    .filter((kind) => fitness[kind].objects !== '0')
    .map((kind): FitnessFinding => ({ kind, ...fitness[kind], ...WORDS[kind] }));
  const classes = Object.keys(byStorageClass).filter((name) => name !== 'STANDARD');
  const all = { objects, bytes, samples: [] };
  return [
    ...found,
    ...(classes.length === 0
      ? []
      : [
          {
            ...all,
            kind: 'classNotCarried',
            severity: 'notice',
            happens: `The migration service does not carry storage classes (here ${classes.join(', ')}).`,
            remedy: 'The objects take the class of the destination bucket; set lifecycle rules there afterwards.',
          } as const,
        ]),
    {
      ...all,
      kind: 'notCarried',
      severity: 'notice',
      happens: 'The migration service does not carry object ACLs, tags, server-side encryption and old versions.',
      remedy: 'Set what is needed on the destination bucket.',
    },
    {
      ...all,
      kind: 'notListed',
      severity: 'notice',
      happens: 'Old versions, unfinished multipart uploads and the recycle bin are not in a listing, so not in these totals.',
      remedy: 'Nothing to do: they are not migrated either.',
    },
  ];
}

import type {
  FitnessFinding,
  FitnessKind,
  InventoryTotals,
  MigrationEstimate,
  SampledTally,
  Tally,
} from '../contracts/inventory';

/** Documented limits of one job of the Data Online Migration service. */
const BITS_PER_SECOND = 2e9;
const FILES_PER_SECOND = 2000;

type Advice = Pick<FitnessFinding, 'severity' | 'happens' | 'remedy'>;

/** What each kind means for the migration, the gravest first. */
const ADVICE: Readonly<Record<FitnessKind, Advice>> = {
  archived: {
    severity: 'blocker',
    happens: 'Archived objects cannot be read, so their migration fails.',
    remedy: 'Restore them at KS3 before the job starts, for long enough that it can finish.',
  },
  keyTooLong: {
    severity: 'blocker',
    happens: 'OSS takes keys of at most 1,023 bytes; KS3 takes one more.',
    remedy: 'Copy these objects to shorter keys at KS3 first.',
  },
  keyBeginsWithSlash: {
    severity: 'blocker',
    happens: 'OSS refuses keys that begin with / or \\.',
    remedy: 'Copy these objects to other keys at KS3 first.',
  },
  tooLarge: {
    severity: 'blocker',
    happens: 'OSS takes objects of at most 48.8 TB.',
    remedy: 'Split them at KS3 first.',
  },
  small: {
    severity: 'notice',
    happens: `The number of files governs how long objects under 200 KiB take (${FILES_PER_SECOND} a second and job), not bandwidth.`,
    remedy: 'Plan with the estimate below, or split the migration by prefix into several jobs.',
  },
  directoryMarker: {
    severity: 'notice',
    happens: 'Empty objects whose key ends in / are markers of directories; they migrate and count as files.',
    remedy: 'Nothing to do, unless the target should be without them.',
  },
  zeroByte: {
    severity: 'notice',
    happens: 'Objects without content migrate and count as files.',
    remedy: 'Nothing to do, unless they are left over from failed uploads.',
  },
};

/** The findings that apply to a bucket, blockers first, each with how many objects it concerns. */
export function fitnessFindings(totals: InventoryTotals): FitnessFinding[] {
  const kinds = Object.entries(ADVICE) as [FitnessKind, Advice][];
  const counted = kinds
    .filter(([kind]) => totals.fitness[kind].objects !== '0')
    .map(([kind, advice]): FitnessFinding => ({ kind, ...advice, ...totals.fitness[kind] }));
  return [...counted, ...changedWhileListed(totals), ...classNotCarried(totals), ...always(totals)];
}

/** How long one job takes at least, by whichever limit is reached first. */
export function migrationEstimate({ objects, bytes }: Tally): MigrationEstimate {
  const byBandwidth = (Number(bytes) * 8) / BITS_PER_SECOND;
  const byFiles = Number(objects) / FILES_PER_SECOND;
  return {
    seconds: Math.ceil(Math.max(byBandwidth, byFiles)),
    limitedBy: byFiles > byBandwidth ? 'files' : 'bandwidth',
    bitsPerSecond: BITS_PER_SECOND,
    filesPerSecond: FILES_PER_SECOND,
  };
}

function changedWhileListed({ changedWhileListed: changed }: InventoryTotals): FitnessFinding[] {
  return changed === undefined || changed.objects === '0'
    ? []
    : [
        {
          kind: 'changedWhileListed',
          severity: 'notice',
          happens:
            'Objects were written while the listing went on, or within 15 minutes before it began: the bucket is in use, and the totals are those of no single moment. What was deleted meanwhile cannot be seen.',
          remedy: 'Stop what writes to the bucket before the migration, and take the inventory again then.',
          ...changed,
        },
      ];
}

function classNotCarried({ byStorageClass }: InventoryTotals): FitnessFinding[] {
  const others = Object.entries(byStorageClass).filter(([name]) => name !== 'STANDARD');
  if (others.length === 0) {
    return [];
  }
  const sum = (of: (tally: Tally) => string): string =>
    String(others.reduce((all, [, tally]) => all + BigInt(of(tally)), 0n));
  const tally: SampledTally = {
    objects: sum(({ objects }) => objects),
    bytes: sum(({ bytes }) => bytes),
    samples: [],
  };
  return [
    {
      kind: 'classNotCarried',
      severity: 'notice',
      happens: `The migration does not carry storage classes (here ${others.map(([name]) => name).join(', ')}): all objects get the class that the job sets.`,
      remedy: 'Choose the target class in the job, or move objects by lifecycle rules afterwards.',
      ...tally,
    },
  ];
}

function always({ objects, bytes }: InventoryTotals): FitnessFinding[] {
  if (objects === '0') {
    return [];
  }
  const all: SampledTally = { objects, bytes, samples: [] };
  return [
    {
      kind: 'notCarried',
      severity: 'notice',
      happens:
        'The migration does not carry ACLs, tags, server-side encryption settings or old versions; modification times are kept.',
      remedy:
        'Set them on the target. Lifecycle rules there act on the kept modification times, so enable those after the migration.',
      ...all,
    },
    {
      kind: 'notListed',
      severity: 'notice',
      happens:
        'A listing shows neither old versions, nor parts of unfinished uploads, nor the recycle bin; they are not in these totals, though KS3 bills them.',
      remedy: 'Expect the console to show more bytes than the migration carries.',
      objects: '0',
      bytes: '0',
      samples: [],
    },
  ];
}

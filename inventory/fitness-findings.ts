import type {
  FitnessFinding,
  FitnessKind,
  InventoryTotals,
  MigrationEstimate,
  SampledTally,
  Tally,
} from '../contracts/inventory';
import { phrase } from '../presentation/words/words';

/** Documented limits of one job of the Data Online Migration service. */
export const BITS_PER_SECOND = 2e9;
const FILES_PER_SECOND = 2000;

/** What each kind means for the migration, the gravest first. */
const ADVICE: Readonly<Record<FitnessKind, Pick<FitnessFinding, 'severity' | 'happens' | 'remedy'>>> = {
  archived: {
    severity: 'blocker',
    happens: phrase('inventory.archived'),
    remedy: phrase('inventory.restoreArchived'),
  },
  keyTooLong: {
    severity: 'blocker',
    happens: phrase('inventory.keyTooLong'),
    remedy: phrase('inventory.shortenKeys'),
  },
  keyBeginsWithSlash: {
    severity: 'blocker',
    happens: phrase('inventory.keyBeginsWithSlash'),
    remedy: phrase('inventory.changeKeys'),
  },
  tooLarge: {
    severity: 'blocker',
    happens: phrase('inventory.tooLarge'),
    remedy: phrase('inventory.splitObjects'),
  },
  small: {
    severity: 'notice',
    happens: phrase('inventory.small', { filesPerSecond: FILES_PER_SECOND }),
    remedy: phrase('inventory.planForMany'),
  },
  directoryMarker: {
    severity: 'notice',
    happens: phrase('inventory.directoryMarker'),
    remedy: phrase('inventory.markersAreFine'),
  },
  zeroByte: {
    severity: 'notice',
    happens: phrase('inventory.zeroByte'),
    remedy: phrase('inventory.zeroBytesAreFine'),
  },
};

/** The findings that apply to a bucket, blockers first, each with how many objects it concerns. */
export function fitnessFindings(totals: InventoryTotals): FitnessFinding[] {
  const kinds = Object.entries(ADVICE) as [FitnessKind, (typeof ADVICE)[FitnessKind]][];
  const counted = kinds
    .filter(([kind]) => totals.fitness[kind].objects !== '0')
    .map(([kind, advice]): FitnessFinding => ({ kind, ...advice, ...totals.fitness[kind] }));
  return [...counted, ...changedWhileListed(totals), ...classNotCarried(totals), ...always(totals)];
}

/**
 * How long one job takes at least, by whichever limit is reached first.
 *
 * @param bitsPerSecond of the network, if it has fewer than the service allows a job
 */
export function migrationEstimate(
  { objects, bytes }: Tally,
  bitsPerSecond = BITS_PER_SECOND,
): MigrationEstimate {
  const byBandwidth = (Number(bytes) * 8) / bitsPerSecond;
  const byFiles = Number(objects) / FILES_PER_SECOND;
  return {
    seconds: Math.ceil(Math.max(byBandwidth, byFiles)),
    limitedBy: byFiles > byBandwidth ? 'files' : 'bandwidth',
    bitsPerSecond,
    filesPerSecond: FILES_PER_SECOND,
  };
}

function changedWhileListed({ changedWhileListed: changed }: InventoryTotals): FitnessFinding[] {
  return changed.objects === '0'
    ? []
    : [
        {
          kind: 'changedWhileListed',
          severity: 'notice',
          happens: phrase('inventory.changedWhileListed'),
          remedy: phrase('inventory.stopWriting'),
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
      happens: phrase('inventory.classNotCarried', { classes: others.map(([name]) => name) }),
      remedy: phrase('inventory.chooseClass'),
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
      happens: phrase('inventory.notCarried'),
      remedy: phrase('inventory.setOnTarget'),
      ...all,
    },
    {
      kind: 'notListed',
      severity: 'notice',
      happens: phrase('inventory.notListed'),
      remedy: phrase('inventory.expectMore'),
      objects: '0',
      bytes: '0',
      samples: [],
    },
  ];
}

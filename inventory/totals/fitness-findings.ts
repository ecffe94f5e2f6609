import type {
  FitnessFinding,
  FitnessKind,
  InventoryTotals,
  SampledTally,
  Tally,
} from '../../contracts/listing/inventory';
import { FILES_PER_SECOND } from '../../contracts/listing/migration-effort';
import { phrase } from '../../presentation/words/words';

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

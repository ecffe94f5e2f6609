import type { InventoryCheckpoint, InventoryResult, Tally } from '../../contracts/listing/inventory';
import { PrepError } from '../../contracts/prep-error';
import { decodeRanges } from '../../contracts/listing/range-coding';
import { Coverage } from '../ranges/coverage';
import { migrationEstimate } from '../../contracts/listing/migration-effort';
import { fitnessFindings } from './fitness-findings';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * Concludes an inventory with the proof that it is complete.
 *
 * @throws PrepError `Ks3UntrustworthyPage` if ranges are left, or the breakdowns do not add up: there is no total then
 */
export function concludeInventory(bucket: string, { totals, ranges }: InventoryCheckpoint): InventoryResult {
  const doubt = new Coverage(decodeRanges(ranges)).isWhole
    ? doubtOf(totals)
    : phrase('inventory.rangesLeft', { ranges: ranges.length });
  if (doubt !== null) {
    throw new PrepError('Ks3UntrustworthyPage', {
      resource: phrase('resource.ks3Bucket', { name: bucket }),
      detail: doubt,
    });
  }
  const { pages, requests, digest, startedAt } = totals;
  return {
    totals,
    proof: { pages, requests, rangesLeft: 0, digest },
    findings: fitnessFindings(totals),
    estimate: migrationEstimate(totals),
    startedAt,
    finishedAt: new Date().toISOString(),
  };
}

/** Why the totals cannot be right in themselves, or null: each breakdown holds every object. */
function doubtOf(totals: InventoryCheckpoint['totals']): Phrase | null {
  if (totals.pages === 0) {
    return phrase('inventory.noPages');
  }
  const breakdowns: readonly ['storage class' | 'size' | 'month' | 'prefix', readonly Tally[]][] = [
    ['storage class', Object.values(totals.byStorageClass)],
    ['size', Object.values(totals.bySizeBand)],
    ['month', Object.values(totals.byMonth)],
    ['prefix', [...totals.byPrefix.listed, totals.byPrefix.other]],
  ];
  for (const [by, tallies] of breakdowns) {
    const objects = tallies.reduce((sum, tally) => sum + BigInt(tally.objects), 0n);
    const bytes = tallies.reduce((sum, tally) => sum + BigInt(tally.bytes), 0n);
    if (String(objects) !== totals.objects || String(bytes) !== totals.bytes) {
      return phrase('inventory.totalsDiffer', { by, objects: totals.objects, bytes: totals.bytes });
    }
  }
  return null;
}

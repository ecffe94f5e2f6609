import type { InventoryCheckpoint, InventoryResult, Tally } from '../contracts/inventory';
import { PrepError } from '../contracts/prep-error';
import { decodeRanges } from '../contracts/range-coding';
import { Coverage } from './coverage';
import { fitnessFindings, migrationEstimate } from './fitness-findings';

/**
 * Concludes an inventory with the proof that it is complete.
 *
 * @throws PrepError `Ks3UntrustworthyPage` where ranges are left, or the breakdowns do not add up: there is no total then
 */
export function concludeInventory(bucket: string, { totals, ranges }: InventoryCheckpoint): InventoryResult {
  const doubt = new Coverage(decodeRanges(ranges)).isWhole
    ? doubtOf(totals)
    : `${ranges.length} ranges of its keyspace have not been listed.`;
  if (doubt !== null) {
    throw new PrepError('Ks3UntrustworthyPage', { resource: `KS3 bucket ${bucket}`, detail: doubt });
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
function doubtOf(totals: InventoryCheckpoint['totals']): string | null {
  if (totals.pages === 0) {
    return 'Not a single page was counted.';
  }
  const breakdowns: Record<string, readonly Tally[]> = {
    'storage class': Object.values(totals.byStorageClass),
    size: Object.values(totals.bySizeBand),
    month: Object.values(totals.byMonth),
    prefix: [...totals.byPrefix.listed, totals.byPrefix.other],
  };
  for (const [name, tallies] of Object.entries(breakdowns)) {
    const objects = tallies.reduce((sum, tally) => sum + BigInt(tally.objects), 0n);
    const bytes = tallies.reduce((sum, tally) => sum + BigInt(tally.bytes), 0n);
    if (String(objects) !== totals.objects || String(bytes) !== totals.bytes) {
      return `Its totals by ${name} do not add up to ${totals.objects} objects and ${totals.bytes} bytes.`;
    }
  }
  return null;
}

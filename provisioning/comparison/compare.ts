import { canonicalJson } from '../../contracts/canonical-json';
import type { InventoryResult } from '../../contracts/listing/inventory';
import type { Comparison, PreparationResult } from '../../contracts/runs/result';
import type { Said } from '../../presentation/words/phrase';

/** What an inventory and the drift of the clouds say beside those of the last run. */
export function compare(
  inventory: InventoryResult,
  drift: readonly Said[],
  last: PreparationResult | null,
): Comparison {
  if (last === null) {
    return { with: null, growth: null, newFindings: [], drift, changed: drift.length > 0 };
  }
  const before = last.inventory;
  const growth = {
    objects: difference(inventory.totals.objects, before.totals.objects),
    bytes: difference(inventory.totals.bytes, before.totals.bytes),
  };
  // What was written during a listing differs each time.
  const known = new Set<string>([...before.findings.map(({ kind }) => kind), 'changedWhileListed']);
  const newFindings = inventory.findings.filter(({ kind }) => !known.has(kind));
  const driftBefore = last.outcome === 'already prepared' ? last.comparison.drift : [];
  return {
    with: { ...last.run, countedAt: before.finishedAt },
    growth,
    newFindings,
    drift,
    changed:
      growth.objects !== '0' ||
      growth.bytes !== '0' ||
      newFindings.length > 0 ||
      !sameSaid(drift, driftBefore),
  };
}

function difference(now: string, before: string): string {
  return String(BigInt(now) - BigInt(before));
}

/** Results carry the text of their phrases, in the language of their worker. */
function sameSaid(one: readonly Said[], other: readonly Said[]): boolean {
  const plain = (said: readonly Said[]) =>
    canonicalJson(
      said.map((part) => (typeof part === 'object' && 'phrase' in part ? { ...part, text: '' } : part)),
    );
  return plain(one) === plain(other);
}

import fc from 'fast-check';
import {
  dealtParts,
  mergedParts,
  type DealtInventory,
  type InventoryPart,
} from '../../../provisioning/trust/attested-parts';
import { inventoryAbout } from '../../../provisioning/trust/inventory-about';
import { Attestor } from '../../../provisioning/trust/attestor';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import type { Attested } from '../../../contracts/approval/attested';
import type { InventoryCheckpoint, KeyRange } from '../../../contracts/listing/inventory';
import { startCheckpoint } from '../../../inventory/ranges/checkpoint';
import { makeWorkerKey } from '../../../configuration/trust/worker-keys';
import { rejection } from '../../clouds/alibaba/rejection';
import { KEYS, preparationWith } from '../preparation';

const attestor = new Attestor(KEYS);
const { source } = preparationWith();
const ABOUT = inventoryAbout(source);

/** What is left of a keyspace that was cut into so many ranges. */
function leftIn(ranges: number): InventoryCheckpoint {
  const names = Array.from({ length: ranges }, (_, at) => String(at).padStart(3, '0'));
  const left = names.map((name, at): KeyRange => ({
    after: at === 0 ? '' : name,
    until: names[at + 1] ?? null,
  }));
  return { ...startCheckpoint(), ranges: left, lastKey: 'zzz' };
}

/** A part some ranges further on, with one object of ten bytes counted in each. */
function furtherOn({ value: { id, checkpoint } }: Attested<InventoryPart>, ranges: number) {
  const listed = Math.min(ranges, checkpoint.ranges.length);
  const { totals } = checkpoint;
  const reached: InventoryCheckpoint = {
    ...checkpoint,
    totals: {
      ...totals,
      objects: String(Number(totals.objects) + listed),
      bytes: String(Number(totals.bytes) + 10 * listed),
    },
    ranges: checkpoint.ranges.slice(listed),
  };
  return attestor.attest<InventoryPart>('checkpoint', ABOUT, { id, checkpoint: reached });
}

const merged = (inventory: DealtInventory) => mergedParts(inventory, ABOUT, attestor);

async function refusal(inventory: DealtInventory, about = ABOUT): Promise<string> {
  return (await rejection((async () => mergedParts(inventory, about, attestor))())).type;
}

describe('an inventory that is dealt to parts', () => {
  it('counts every range once, whatever state of its parts is handed over, and in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.record({ into: fc.integer({ min: 1, max: 6 }), seed: fc.nat() }), { maxLength: 6 }),
        (ranges, rounds) => {
          let reached = leftIn(ranges);
          for (const { into, seed } of rounds) {
            const dealt = dealtParts(reached, into, ABOUT, attestor);
            const states = dealt.parts.map((part, at) => furtherOn(part, (seed >> (3 * at)) % 5));
            const given = seed % 2 === 0 ? states : states.toReversed();
            reached = merged({ deal: dealt.deal, parts: given });
            expect(Number(reached.totals.objects) + reached.ranges.length).toBe(ranges);
            expect(reached.totals.bytes).toBe(String(10 * Number(reached.totals.objects)));
          }
        },
      ),
    );
  });

  it('may be put together of older states: what they have not counted is left in them', () => {
    const { deal, parts } = dealtParts(leftIn(4), 2, ABOUT, attestor);
    const [one, two] = parts as [Attested<InventoryPart>, Attested<InventoryPart>];
    const { totals, ranges } = merged({ deal, parts: [furtherOn(one, 1), two] });
    expect([totals.objects, ranges.length]).toEqual(['1', 3]);
  });

  it('is not put together where a part is missing, given twice, or there is one too many', async () => {
    const { deal, parts } = dealtParts(leftIn(4), 2, ABOUT, attestor);
    const [one, two] = parts as [Attested<InventoryPart>, Attested<InventoryPart>];
    for (const given of [[], [one], [two], [one, one], [one, two, two], [one, furtherOn(one, 1), two]]) {
      expect(await refusal({ deal, parts: given })).toBe('NotAuthentic');
    }
  });

  it('takes no part of another deal, of the same inventory or of another', async () => {
    const first = dealtParts(leftIn(4), 2, ABOUT, attestor);
    const again = dealtParts(merged(first), 2, ABOUT, attestor);
    const [one] = again.parts as [Attested<InventoryPart>];
    const [, earlier] = first.parts as [Attested<InventoryPart>, Attested<InventoryPart>];
    expect(await refusal({ deal: again.deal, parts: [one, earlier] })).toBe('NotAuthentic');
    expect(await refusal({ deal: again.deal, parts: first.parts })).toBe('NotAuthentic');
    expect(await refusal({ deal: first.deal, parts: again.parts })).toBe('NotAuthentic');
  });

  it('takes nothing that was counted of another source', async () => {
    const dealt = dealtParts(leftIn(4), 2, ABOUT, attestor);
    for (const other of [
      { bucket: 'videos' },
      { prefix: 'a/' },
      { endpoint: 'https://x' },
      { region: 'X' },
    ]) {
      expect(await refusal(dealt, inventoryAbout({ ...source, ...other }))).toBe('NotAuthentic');
    }
  });

  it('takes nothing that no worker counted', async () => {
    const dealt = dealtParts(leftIn(2), 1, ABOUT, attestor);
    const [part] = dealt.parts as [Attested<InventoryPart>];
    const done = { ...part.value, checkpoint: { ...part.value.checkpoint, ranges: [] } };
    expect(await refusal({ ...dealt, parts: [{ ...part, value: done }] })).toBe('NotAuthentic');
    const theirs = new Attestor(new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] }));
    expect(await refusal({ ...dealt, parts: [theirs.attest('checkpoint', ABOUT, done)] })).toBe(
      'NotAuthentic',
    );
    expect(await refusal({ ...dealt, deal: theirs.attest('deal', ABOUT, { parts: [part.value.id] }) })).toBe(
      'NotAuthentic',
    );
    expect(await refusal({ deal: attestor.attest('deal', ABOUT, { parts: [] }), parts: [] })).toBe(
      'NotAuthentic',
    );
    expect(await refusal({ deal: part as unknown as DealtInventory['deal'], parts: [part] })).toBe(
      'NotAuthentic',
    );
  });
});

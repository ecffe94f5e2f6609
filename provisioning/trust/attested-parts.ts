import type { Language } from '../../presentation/words/language';
import { randomUUID } from 'node:crypto';
import type { Attested } from '../../contracts/approval/attested';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import type { Searchable } from '../../contracts/runs/search-attributes';
import { dealRanges, mergeCheckpoints } from '../../contracts/listing/inventory-merge';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { About, Attestor } from './attestor';

/** A part of an inventory: what was counted of it, and what is left of it. */
export interface InventoryPart {
  /** Names the part in its deal. */
  readonly id: string;
  readonly checkpoint: InventoryCheckpoint;
}

/** The parts that an inventory was dealt into: each of them, once, makes the whole. */
export interface InventoryDeal {
  readonly parts: readonly string[];
}

/** An inventory under way. Parts are listed on any worker; every one of them is attested whenever it leaves one. */
export interface DealtInventory extends Searchable {
  readonly deal: Attested<InventoryDeal>;
  readonly parts: readonly Attested<InventoryPart>[];
  /** Of the worker, for the labels in the timeline. */
  readonly language?: Language | undefined;
}

/**
 * Puts together the parts of a deal, each as it is by now.
 *
 * Exact whatever the workflow hands over: a part of another deal, one that is missing or given twice, and one that no
 * worker counted are refused. An older state of a part is as good as a newer one, since what it has not counted is left
 * in it.
 *
 * @throws PrepError `NotAuthentic`
 */
export function mergedParts(
  { deal, parts }: DealtInventory,
  about: About,
  attestor: Attestor,
): InventoryCheckpoint {
  const { parts: ids } = attestor.read('deal', about, deal);
  const given = new Map(
    parts.map((part) => {
      const { id, checkpoint } = attestor.read('checkpoint', about, part);
      return [id, checkpoint] as const;
    }),
  );
  const [first, ...rest] = ids.map((id) => given.get(id));
  if (parts.length !== ids.length || first === undefined || rest.includes(undefined)) {
    throw new PrepError('NotAuthentic', { resource: phrase('provisioning.givenAs', { what: 'inventory' }) });
  }
  return mergeCheckpoints(first, ...(rest as InventoryCheckpoint[]));
}

/** Deals what is left of an inventory to at most so many parts. */
export function dealtParts(
  checkpoint: InventoryCheckpoint,
  into: number,
  about: About,
  attestor: Attestor,
): DealtInventory {
  const parts = dealRanges(checkpoint, into).map((part) => ({ id: randomUUID(), checkpoint: part }));
  return {
    deal: attestor.attest('deal', about, { parts: parts.map(({ id }) => id) }),
    parts: parts.map((part) => attestor.attest('checkpoint', about, part)),
  };
}

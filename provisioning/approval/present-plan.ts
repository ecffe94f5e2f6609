import { onlyBucketSettings } from '../../contracts/inputs/bucket-settings';
import type { Attested } from '../../contracts/approval/attested';
import type { InventoryResult } from '../../contracts/listing/inventory';
import {
  freezePlan,
  inventoryFacts,
  type PlannedBucket,
  type PresentedPlan,
} from '../../contracts/runs/plan';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Settings } from '../../contracts/settings';
import type { BucketDescription, OssBuckets } from '../../clouds/oss/port';
import { MARK_TAG, type Ownership } from '../trust/mark';
import { deviationsOf } from '../request/preparation-now';
import type { Attestor } from '../trust/attestor';
import { inventoryAbout } from '../trust/inventory-about';

/** What a plan is made from, in addition to the input of every step. */
export interface PresentPlanRequest {
  readonly input: unknown;
  readonly inventory: Attested<InventoryResult>;
  /** The plan that was asked about before; null for the first. */
  readonly earlier: Attested<PresentedPlan> | null;
}

/** What the plan needs to be made. */
export interface PlanMakings {
  readonly preparation: Preparation;
  readonly ownership: Ownership;
  readonly settings: Settings;
  readonly attestor: Attestor;
  readonly oss: OssBuckets;
}

/**
 * Freezes the plan to be approved: what input and configuration resolve to, the attested inventory, and the bucket as
 * it is. Changes nothing.
 *
 * The plan belongs to a workflow, not to one run of it: after a reset the same plan can be decided again. The same
 * plan under other terms keeps the time from which decisions are accepted.
 *
 * @throws PrepError `NotAuthentic`, `OssNotVisibleYet`, `OssBucketNotOurs`
 */
export async function presentPlan(
  { inventory, earlier }: Omit<PresentPlanRequest, 'input'>,
  { preparation, ownership, settings, attestor, oss }: PlanMakings,
  signal: AbortSignal,
): Promise<Attested<PresentedPlan>> {
  const { workflowId } = ownership;
  const counted = attestor.read('inventory', inventoryAbout(preparation.source), inventory);
  const before = earlier === null ? null : attestor.read('plan', { workflowId }, earlier);
  const frozen = freezePlan(workflowId, preparation, deviationsOf(preparation, settings), {
    ...inventoryFacts(counted),
    bucket: await plannedBucket(preparation, ownership, oss, signal),
  });
  const frozenAt = before?.digest === frozen.digest ? before.frozenAt : new Date().toISOString();
  return attestor.attest('plan', { workflowId }, { ...frozen, frozenAt, terms: preparation.approval });
}

/**
 * The destination bucket as it is.
 *
 * @throws PrepError `OssNotVisibleYet`; `OssBucketNotOurs` if it is neither ours nor to be adopted
 */
export async function plannedBucket(
  { destination }: Pick<Preparation, 'destination'>,
  ownership: Ownership,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<PlannedBucket> {
  const resource = phrase('resource.ossBucket', { name: destination.bucket });
  const found = await oss.describe(destination.bucket, signal);
  if (found === null) {
    throw new PrepError('OssNotVisibleYet', { resource });
  }
  const made = isOurs(found, ownership);
  if (!made && !destination.adopt) {
    throw new PrepError('OssBucketNotOurs', { resource });
  }
  const { [MARK_TAG]: _mark, ...tags } = found.tags;
  return {
    origin: made ? 'made' : 'adopted',
    ...onlyBucketSettings(found),
    tags,
  };
}

/** Whether this preparation created a bucket, according to its mark. */
export function isOurs({ name, tags }: BucketDescription, ownership: Ownership): boolean {
  return ownership.of({ kind: 'oss-bucket', name }, tags[MARK_TAG]).owner === 'this preparation';
}

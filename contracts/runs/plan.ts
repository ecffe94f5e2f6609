import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { blockersAmong, type PlanBlocker } from '../listing/plan-blockers';
import type { PlanChange } from '../approval/approval';
import { onlyBucketSettings, type FoundBucketSettings } from '../inputs/bucket-settings';
import { canonicalJson } from '../canonical-json';
import type { CountedInventory, InventoryResult } from '../listing/inventory';
import type { MigrationPlan } from '../migration/migration-plan';
import type {
  ApprovalTerms,
  CredentialTerms,
  DestinationRequest,
  Preparation,
  RamUserRequest,
  SourceKeyRequest,
  SourceRequest,
} from './preparation';

/** What an approval allows, frozen: nothing else is done after it. */
export interface Plan {
  readonly workflowId: string;
  /** The key of ownership. */
  readonly preparation: string;
  /** Who asked for it, as the input says; unset where it says nothing. */
  readonly requestedBy?: string | undefined;
  readonly accountId: string;
  readonly source: Pick<
    SourceRequest,
    'profile' | 'bucket' | 'prefix' | 'endpoint' | 'region' | 'accessKeyId'
  >;
  readonly inventory: CountedInventory;
  /** What the migration would fail on. */
  readonly blockers: readonly PlanBlocker[];
  readonly destination: DestinationRequest;
  /** The bucket as it is while the plan waits. */
  readonly bucket: PlannedBucket;
  readonly ramUser: RamUserRequest;
  readonly credentials: CredentialTerms;
  readonly sourceKey: SourceKeyRequest;
  /** Where the input asks for something else than the configuration says by itself. */
  readonly deviations: readonly Deviation[];
}

/** Something of an input that the configuration does not say by itself. */
export interface Deviation {
  /** For example `ramUser.policies`. */
  readonly what: string;
  /** What the configuration says; for a list, nothing: `asked` is then what the input adds to it. */
  readonly configured: string | null;
  readonly asked: string;
}

/** A bucket as it was read while its plan was frozen. */
export interface PlannedBucket extends FoundBucketSettings {
  /** `made`: by this preparation, and brought to what `destination` says after the approval; `adopted`: left as it is. */
  readonly origin: 'made' | 'adopted';
  /** Without the ownership mark. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A bucket as it is to be once its plan has been carried out. An adopted one stays as it is. */
export function settledBucket(planned: PlannedBucket, destination: DestinationRequest): PlannedBucket {
  if (planned.origin === 'adopted') {
    return planned;
  }
  const { storageClass, redundancy, origin } = planned;
  const tags = { ...planned.tags, ...destination.tags };
  return { ...onlyBucketSettings(destination), storageClass, redundancy, origin, tags };
}

/** What people approve: the preparation of a bucket, or the launch of its migration. */
export type AnyPlan = Plan | MigrationPlan;

export function isMigrationPlan(plan: AnyPlan): plan is MigrationPlan {
  return 'kind' in plan;
}

/** The plan with its SHA-256 digest, as the query `plan` answers and approvers see it. */
export interface FrozenPlan<P extends AnyPlan = Plan> {
  readonly plan: P;
  /** Hex SHA-256 over the plan's canonical JSON. */
  readonly digest: string;
}

/** A frozen plan, and under which terms it waits. */
export interface PresentedPlan<P extends AnyPlan = Plan> extends FrozenPlan<P> {
  /** ISO time from which decisions about it are taken. */
  readonly frozenAt: string;
  readonly terms: ApprovalTerms;
}

/** What of a plan does not follow from the input and the configuration. */
export interface PlanFacts {
  readonly inventory: CountedInventory;
  readonly blockers: Plan['blockers'];
  readonly bucket: PlannedBucket;
}

/** The facts that an inventory gives. */
export function inventoryFacts({
  totals,
  proof,
  findings,
  finishedAt,
}: InventoryResult): Pick<PlanFacts, 'inventory' | 'blockers'> {
  return {
    inventory: { objects: totals.objects, bytes: totals.bytes, digest: proof.digest, finishedAt },
    blockers: blockersAmong(findings),
  };
}

/** Freezes what was asked for and what was found into a plan under its digest. */
export function freezePlan(
  workflowId: string,
  preparation: Preparation,
  deviations: readonly Deviation[],
  { inventory, blockers, bucket }: PlanFacts,
): FrozenPlan {
  const { profile, bucket: source, prefix, endpoint, region, accessKeyId } = preparation.source;
  const plan: Plan = {
    workflowId,
    preparation: preparation.id,
    requestedBy: preparation.approval.requester ?? undefined,
    accountId: preparation.account.id,
    source: { profile, bucket: source, prefix, endpoint, region, accessKeyId },
    inventory,
    blockers,
    destination: preparation.destination,
    bucket,
    ramUser: preparation.ramUser,
    credentials: preparation.credentials,
    sourceKey: preparation.sourceKey,
    deviations,
  };
  return { plan, digest: planDigest(plan) };
}

/** Hex SHA-256 over the canonical JSON of a plan: sorted keys, no white space. */
export function planDigest(plan: AnyPlan): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(plan))));
}

/** In what a plan is another than before, by the names that people know it by. */
export function planChanges(before: AnyPlan, after: AnyPlan): PlanChange[] {
  const [was, now] = [parts(before), parts(after)];
  return Object.keys(now).flatMap((what) => {
    const [one, other] = [canonicalJson(was[what] ?? null), canonicalJson(now[what] ?? null)];
    return one === other ? [] : [{ what, was: one, now: other }];
  });
}

function parts(plan: AnyPlan): Record<string, unknown> {
  if (isMigrationPlan(plan)) {
    return { ...plan };
  }
  const split = ['source', 'destination', 'bucket', 'ramUser', 'credentials'] as const;
  const { requestedBy, accountId, inventory, blockers, sourceKey, deviations } = plan;
  return {
    requestedBy,
    accountId,
    inventory,
    blockers,
    ...Object.fromEntries(
      split.flatMap((name) =>
        Object.entries(plan[name]).map(([field, value]) => [`${name}.${field}`, value]),
      ),
    ),
    'source.accessKey': sourceKey,
    deviations,
  };
}

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json';
import type { InventoryResult } from './inventory';
import type {
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
  /** Who asked for it, as the input says; unset where it says nothing. */
  readonly requestedBy?: string | undefined;
  readonly accountId: string;
  readonly source: Pick<SourceRequest, 'bucket' | 'prefix' | 'endpoint' | 'region' | 'accessKeyId'>;
  readonly inventory: { readonly objects: string; readonly bytes: string; readonly digest: string };
  readonly destination: DestinationRequest;
  readonly ramUser: RamUserRequest;
  readonly credentials: CredentialTerms;
  /** Absent in plans that were frozen before there was a choice. */
  readonly sourceKey?: SourceKeyRequest | undefined;
}

/** The plan with its SHA-256 digest, as the query `plan` answers and approvers see it. */
export interface FrozenPlan {
  readonly plan: Plan;
  /** Hex SHA-256 over the plan's canonical JSON. */
  readonly digest: string;
}

/** Freezes what was asked for and what was found into a plan under its digest. */
export function freezePlan(
  workflowId: string,
  preparation: Preparation,
  inventory: InventoryResult,
): FrozenPlan {
  const { bucket, prefix, endpoint, region, accessKeyId } = preparation.source;
  const plan: Plan = {
    workflowId,
    requestedBy: preparation.approval.requester ?? undefined,
    accountId: preparation.account.id,
    source: { bucket, prefix, endpoint, region, accessKeyId },
    inventory: {
      objects: inventory.totals.objects,
      bytes: inventory.totals.bytes,
      digest: inventory.proof.digest,
    },
    destination: preparation.destination,
    ramUser: preparation.ramUser,
    credentials: preparation.credentials,
    sourceKey: preparation.sourceKey,
  };
  return { plan, digest: planDigest(plan) };
}

/** Hex SHA-256 over the canonical JSON of a plan: sorted keys, no white space. */
export function planDigest(plan: Plan): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(plan))));
}

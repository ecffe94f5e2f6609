import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../canonical-json';

/** A plan of a fleet, by its digest. */
export interface ReviewedPlan {
  readonly workflowId: string;
  readonly planDigest: string;
}

/** One digest over all plans of a list, in whatever order they are: hex SHA-256. */
export function plansDigest(plans: readonly ReviewedPlan[]): string {
  const pairs = plans.map(({ workflowId, planDigest }) => [workflowId, planDigest] as const);
  const sorted = pairs.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(['ks3-oss-prep', 'plans', ...sorted]))));
}

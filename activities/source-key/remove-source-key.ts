import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import type { UndoReport } from '../../contracts/provisioning';
import { ownershipOf } from '../mark';
import type { Reader } from './owned-reader';
import { stripReader } from './strip-reader';

/** Which dedicated source AccessKey to take back. */
export interface RemoveSourceKeyRequest extends Reader {
  /** Source profile of the worker's configuration, whose IAM is asked. */
  readonly profile: string;
  /** What to do with a key that somebody has received: a run that takes back its own keeps it, a revocation does not. */
  readonly delivered: 'keep' | 'remove';
  /** Milliseconds between disabling the key and deleting it; at most two minutes. */
  readonly waitMs: number;
}

const LONGEST_WAIT_MS = 120_000;

/**
 * Takes back a dedicated source AccessKey with everything made for it: disables the key, waits, deletes it, detaches
 * and deletes the policy, deletes the user. What does not bear this workflow's mark is left alone. Idempotent: what is
 * missing is success, and it can be repeated at any point.
 *
 * @param stillOurs asked before each thing is taken off; throws where it must not be
 * @throws PrepError `IamRequestRefused` where somebody gave the user what keeps it from being deleted; `Iam…`
 */
export async function removeSourceKey(
  request: RemoveSourceKeyRequest,
  iam: KsyunIam,
  signal: AbortSignal,
  stillOurs: () => Promise<unknown> = async () => undefined,
): Promise<UndoReport> {
  const { userName, mark, delivered, waitMs } = request;
  const what = `Kingsoft IAM user ${userName}`;
  const user = await iam.getUser(userName, signal);
  const ownership = user === null ? null : ownershipOf(user.remark, mark);
  if (ownership !== null && ownership.owner !== 'this workflow') {
    return { removed: [], kept: [] };
  }
  if (ownership !== null && ownership.deliveredAt !== null && delivered === 'keep') {
    return { removed: [], kept: [{ what, why: `its AccessKey was delivered at ${ownership.deliveredAt}` }] };
  }
  const stripped =
    user === null
      ? []
      : await stripReader(userName, iam, Math.min(waitMs, LONGEST_WAIT_MS), signal, stillOurs);
  await stillOurs();
  const policy = await removePolicy(request, iam, signal);
  if (user === null) {
    return policy;
  }
  await stillOurs();
  const outcome = await iam.deleteUser(userName, signal);
  if (outcome.outcome === 'blocked') {
    // A key or policy that a delayed call put there is taken off by the next attempt; the rest is somebody's doing.
    const passing = /^User(Ak|Policy)DeleteConflict$/.test(outcome.blockedBy);
    throw new PrepError(passing ? 'IamNotVisibleYet' : 'IamRequestRefused', {
      resource: what,
      detail: `It cannot be deleted: ${outcome.blockedBy}.`,
    });
  }
  return { removed: [...stripped, ...policy.removed, what], kept: policy.kept };
}

/** The policy may be there without its user: an attempt may have ended, or somebody have deleted the user by hand. */
async function removePolicy(
  { policyName, mark }: Reader,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<UndoReport> {
  const what = `Kingsoft IAM policy ${policyName}`;
  const policy = await iam.findPolicy(policyName, signal);
  if (policy === null || ownershipOf(policy.description, mark).owner !== 'this workflow') {
    return { removed: [], kept: [] };
  }
  return (await iam.deletePolicy(policy.krn, signal)) === 'blocked'
    ? { removed: [], kept: [{ what, why: 'it is attached to somebody else' }] }
    : { removed: [what], kept: [] };
}

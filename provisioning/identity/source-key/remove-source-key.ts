import type { KsyunIam } from '../../../clouds/ksyun-iam/port';
import { PrepError } from '../../../contracts/prep-error';
import type { UndoReport } from '../../../contracts/provisioning';
import { isBelievedGone, type Attempt } from '../../trust/attempt';
import type { Ownership } from '../../trust/mark';
import { isOurPolicy, type Reader } from './owned-reader';
import { stripReader } from './strip-reader';

/** Which dedicated source AccessKey to take back. */
export interface SourceKeyToRemove extends Reader {
  /** What to do with a key that somebody has received: a run that takes back its own keeps it, a revocation does not. */
  readonly delivered: 'keep' | 'remove';
  /** Milliseconds between disabling the key and deleting it; at most two minutes. */
  readonly waitMs: number;
}

const MAX_WAIT_MS = 120_000;

/**
 * Takes back a dedicated source AccessKey with everything made for it: disables the key, waits, deletes it, detaches
 * and deletes the policy, deletes the user. What does not bear this preparation's mark is left alone. Idempotent: what is
 * missing is success, and it can be repeated at any point.
 *
 * @param stillOurs asked before each thing is taken off; throws where it must not be
 * @throws PrepError `IamRequestRefused` where somebody gave the user what keeps it from being deleted; `Iam…`
 */
export async function removeSourceKey(
  request: SourceKeyToRemove,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
  stillOurs: () => Promise<unknown> = async () => undefined,
): Promise<UndoReport> {
  const { userName, delivered, waitMs } = request;
  const what = `Kingsoft IAM user ${userName}`;
  const user = await iam.getUser(userName, signal);
  const mark = user === null ? null : ownership.of({ kind: 'iam-user', name: userName }, user.remark);
  if (mark !== null && mark.owner !== 'this preparation') {
    return { removed: [], kept: [] };
  }
  if (delivered === 'keep' && mark?.state === 'delivered') {
    return { removed: [], kept: [{ what, why: `its AccessKey was delivered at ${mark.deliveredAt}` }] };
  }
  if (delivered === 'keep' && mark?.state === 'made' && !mark.byThisWorkflow) {
    return { removed: [], kept: [{ what, why: 'another run of the same preparation works with it' }] };
  }
  const stripped =
    user === null ? [] : await stripReader(userName, iam, Math.min(waitMs, MAX_WAIT_MS), signal, stillOurs);
  await stillOurs();
  const policy = await removePolicy(request, ownership, iam, signal);
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

/** How a run takes back the source AccessKey that it made. */
export interface SourceKeyUndo {
  readonly reader: Reader;
  /** Whether the run tried to make it. What IAM does not show of it may only not be shown yet. */
  readonly tried: boolean;
  readonly attempt: Attempt;
}

/**
 * Takes back what a run made for the source and did not deliver, at once.
 *
 * @throws PrepError `IamNotVisibleYet` while a user that was tried to make may still come to be seen; as above
 */
export async function undoSourceKey(
  { reader, tried, attempt }: SourceKeyUndo,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<UndoReport> {
  const { userName } = reader;
  if (tried && !isBelievedGone(attempt) && (await iam.getUser(userName, signal)) === null) {
    throw new PrepError('IamNotVisibleYet', { resource: `Kingsoft IAM user ${userName}` });
  }
  return removeSourceKey({ ...reader, delivered: 'keep', waitMs: 0 }, ownership, iam, signal);
}

/** The policy may be there without its user: an attempt may have ended, or somebody have deleted the user by hand. */
async function removePolicy(
  { policyName }: Reader,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<UndoReport> {
  const what = `Kingsoft IAM policy ${policyName}`;
  const policy = await iam.findPolicy(policyName, signal);
  if (policy === null || !isOurPolicy(policy, ownership)) {
    return { removed: [], kept: [] };
  }
  return (await iam.deletePolicy(policy.krn, signal)) === 'blocked'
    ? { removed: [], kept: [{ what, why: 'it is attached to somebody else' }] }
    : { removed: [what], kept: [] };
}

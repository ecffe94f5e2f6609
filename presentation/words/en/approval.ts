import { abridged } from '../../text/abridged';
import { named, quoted } from '../../text/foreign-text';
import type { Said, Say } from '../phrase';

/** Why a decision counts for nothing, as a clause behind "does not count:"; and how a wait for approval ended. */
export const approval = {
  noPlanYet: 'no approval is pending yet; there is a plan to decide about once the run waits for approval',
  notPending: 'no approval is pending',
  afterDeadline: ({ deadline }: { deadline: string }) => `it arrived after the deadline (${deadline})`,
  decided: 'this plan has already been decided',
  anotherPlan: ({ digest }: { digest: string }) =>
    `it is for another plan; the pending plan has the digest ${digest}`,
  alreadyCounted: ({ approver }: { approver: string }) =>
    `${named(approver)} has already approved, and each person counts once`,
  requester: ({ approver }: { approver: string }) =>
    `${named(approver)} requested this, so somebody else has to approve it (four eyes)`,
  commentNeeded: 'an approval needs a comment that says what was checked',
  notListed: ({ approver, approvers }: { approver: string; approvers: readonly string[] }) =>
    `${named(approver)} is not among the approvers (${approvers.map((one) => named(one)).join(', ')})`,
  secondGroup: ({ approver, from }: { approver: string; from: string | null }) =>
    `${named(approver)} belongs to the second group, which counts from ${from}`,
  noKey: ({ approver }: { approver: string }) =>
    `the configuration has no public key of ${named(approver)} to verify its signature; send it unsigned`,
  mustSign: ({ approver, command }: { approver: string; command: string }) =>
    `${named(approver)} has to sign it; send it with: ${command}`,
  unsignable: ({ approver }: { approver: string }) =>
    `it has to be signed, but the configuration has no public key of ${named(approver)}`,
  updateUnproven: ({ approver, command }: { approver: string; command: string }) =>
    `the Temporal server does not record who sends an update; sign in as ${named(approver)} and send a signal instead: ${command}`,
  notBound: ({ command }: { command: string }) =>
    `it has to name the run and the plan (runId, planDigest); paste what the details of the run show, or send it with: ${command}`,
  cancelled: 'the run was cancelled in the meantime',
  notChecked: ({ why }: { why: Said }, say: Say) => `it could not be checked; send it again (${say(why)})`,
  notCheckable: 'it could not be checked (see the history); send it again',
  notUnderstood: ({ name, problems, as = name, example }: NotUnderstood, say: Say) => {
    const all = problems.map(
      ({ path, problem }) => `${path === '' ? 'its input' : named(path)} ${say(problem)}`,
    );
    const refused = `"${name}" was not understood: ${abridged(all.join('; '), 500)}.`;
    return example === null
      ? refused
      : `${refused} Send ${as === name ? '' : `"${as}" with `}\`${example}\`.`;
  },
  counted: ({ decision, approver, verdict }: Counted) =>
    `${decision} by ${named(approver)} counted; ${verdict === 'open' ? 'more approvals are needed' : `the plan is ${verdict}`}`,
  rejectedBy: ({ approver, comment }: { approver: string; comment: string }) =>
    `${named(approver)} rejected it (${comment === '' ? 'no reason given' : quoted(comment)})`,
  nobodyDecided: 'nobody decided in time',
  tooFew: ({ counted, required }: { counted: number; required: number }) =>
    `only ${counted} of ${required} approvals came in time`,
  sufficient: 'sufficient',
  notSufficient: ({ counted, required, refusals }: NotSufficient, say: Say) =>
    [
      `${counted} of ${required} approvals count`,
      ...refusals.map(({ approver, why }) => `${named(approver)}: ${say(why)}`),
    ].join('; '),

  // What a worker finds about the run, the signature and the sender
  anotherRun: ({ asked, runId }: { asked: string | null; runId: string }) =>
    `it is for ${asked === null ? 'a run that it does not name' : `run ${named(asked)}`}; the pending run is ${runId}`,
  signedAtMissing: '"signedAt", the time that was signed with it, is missing',
  signature: ({ problem }: { problem: Said }, say: Say) => `its signature ${say(problem)}`,
  otherNamespace: ({ namespace }: { namespace: string }) =>
    `its signature was made for something other than ${namespace}`,
  otherKey: ({ fingerprint, known }: { fingerprint: string; known: string }) =>
    `it was signed with the key ${fingerprint}, but the configuration has ${known}`,
  otherStatement:
    'its signature does not match: workflow ID, run ID, plan digest, decision, approver, comment and time must be exactly what was signed',
  signedBefore: ({ at }: { at: string }) =>
    `it was signed at ${at}, before there was a plan; sign it again, or correct the clock`,
  signedLater: ({ at }: { at: string }) =>
    `it was signed at ${at}, which is in the future; correct the clock and sign it again`,
  noPrincipal: ({ approver }: { approver: string }) =>
    `the Temporal server does not record who sent it, so nothing proves that it was ${named(approver)}; whoever runs the server must enable that (npx prep doctor shows how)`,
  otherPrincipal: ({
    senders,
    approver,
    principal,
  }: {
    senders: string;
    approver: string;
    principal: string;
  }) =>
    `the Temporal server says that ${senders} sent it, but ${named(approver)} signs in to Temporal as ${principal}; only that principal can send it`,

  checkDecision: ({ approver }: { approver: string }) => `Check the decision of ${approver}`,
  checkSender: ({ approver }: { approver: string }) => `Check who sent the decision of ${approver}`,
};

interface NotUnderstood {
  readonly name: string;
  /** What is wrong where; the path is empty for the message as a whole. */
  readonly problems: readonly { readonly path: string; readonly problem: Said }[];
  /** The message to send instead, if it is another one. */
  readonly as?: string;
  /** Null for none. */
  readonly example: string | null;
}

interface Counted {
  readonly decision: string;
  readonly approver: string;
  readonly verdict: 'approved' | 'rejected' | 'open';
}

interface NotSufficient {
  readonly counted: number;
  readonly required: number;
  readonly refusals: readonly { readonly approver: string; readonly why: Said }[];
}

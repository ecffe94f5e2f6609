import { humanCount } from '../../text/human-units';
import { named, quoted, shown } from '../../text/foreign-text';
import type { Said, Say } from '../phrase';

/** Why a decision counts for nothing, as a clause behind "does not count:"; and how a wait for approval ended. */
export const approval = {
  noPlanYet: 'no approval is pending yet; the plan follows the inventory',
  notPending: 'no approval is pending',
  afterDeadline: ({ deadline }: { deadline: string }) => `it arrived after the deadline (${deadline})`,
  decided: 'this plan has already been decided',
  anotherPlan: ({ digest }: { digest: string }) =>
    `it is for another plan; the pending plan has the digest ${digest}`,
  alreadyCounted: ({ approver }: { approver: string }) =>
    `${named(approver)} has already approved, and each person counts once`,
  requester: ({ approver }: { approver: string }) =>
    `${named(approver)} requested this preparation, so somebody else has to approve it (four eyes)`,
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
  notUnderstood: ({ name, problems, example }: NotUnderstood, say: Say) =>
    `"${name}" was not understood: ${cut(problems.map((one) => problem(one, say, 'its input ')).join('; '))}. Send \`${example}\`.`,
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
      `${humanCount(counted)} of ${humanCount(required)} approvals count`,
      ...refusals.map(({ approver, why }) => `${shown(approver)}: ${say(why)}`),
    ].join('; '),
  checkDecision: ({ approver }: { approver: string }) => `Check the decision of ${approver}`,
  checkSender: ({ approver }: { approver: string }) => `Check who sent the decision of ${approver}`,
};

interface NotUnderstood {
  readonly name: string;
  /** What is wrong where; the path is empty for the message as a whole. */
  readonly problems: readonly { readonly path: string; readonly problem: Said }[];
  readonly example: string;
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

/** Of what is wrong with a message, so that it does not push everything else out of the current details. */
const MAX_CHARACTERS = 500;
const HALF_A_PAIR = /[\uD800-\uDBFF]$/;

export function cut(text: string): string {
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS).replace(HALF_A_PAIR, '')}…`;
}

export function problem(
  { path, problem: what }: NotUnderstood['problems'][number],
  say: Say,
  whole: string,
): string {
  return `${path === '' ? whole : `${named(path)} `}${say(what)}`;
}

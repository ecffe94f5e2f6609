import type { DecisionRequest } from '../../contracts/approval/approval';
import type { Decision } from '../../contracts/approval/approval';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Refusal } from '../../contracts/approval/approval';
import type { UpdateReceipt } from '../../contracts/messages';
import type { GatedRun } from './gated-run';

type Decided = Pick<GatedRun<never>, 'gate' | 'trail' | 'publish' | 'readable'>;

/** What came of a decision: what to answer where it counts, or why it does not. */
export type Taken =
  | { readonly receipt: UpdateReceipt; readonly refused: null }
  | { readonly receipt: null; readonly refused: Said };

type Via = Decision['via'];

/** Takes a decision to the gate, whatever message it came as. Never throws: it is called by handlers of messages. */
export async function takeDecision(run: Decided, request: DecisionRequest, via: Via): Promise<Taken> {
  const { gate } = run;
  const reason = gate === null ? phrase('approval.noPlanYet') : await gate.judge(request, via);
  if (reason !== null) {
    const { decision: wanted, approver, from } = request;
    record(run, { wanted, approver, via, from, reason });
    return { receipt: null, refused: reason };
  }
  run.publish();
  const { approver, decision } = request;
  const verdict = gate?.verdict ?? 'open';
  const message = run.readable(phrase('approval.counted', { decision, approver, verdict }));
  return { receipt: { accepted: true, message }, refused: null };
}

/** Keeps on record that a message was not understood. */
export function recordNotUnderstood(
  run: Decided,
  wanted: Decision['decision'],
  via: Via,
  reason: Said,
): void {
  record(run, { wanted, approver: null, via, reason });
}

function record(run: Decided, { reason, ...refused }: Refusal): void {
  const refusal = { ...refused, reason: run.readable(reason) };
  run.trail.happened({ kind: 'refused', planDigest: run.gate?.presented.digest ?? null, refusal });
}

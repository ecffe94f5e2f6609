import { condition, log } from '@temporalio/workflow';
import type { Decision, DecisionRequest } from '../../contracts/messages';
import type { FrozenPlan } from '../../contracts/plan';
import type { ApprovalTerms } from '../../contracts/preparation';
import type { PreparationStatus } from '../../contracts/status';
import { planInWords } from './plan-in-words';
import { refusalOf, verdictOf, type ApprovalRecord, type Verdict } from './approval-policy';
import type { PreparationRun } from './run';

/** The frozen plan and the decisions about it. */
export class ApprovalGate {
  readonly #decisions: Decision[] = [];
  #closed = false;

  constructor(
    readonly terms: ApprovalTerms,
    readonly frozen: FrozenPlan,
  ) {}

  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  get verdict(): Verdict {
    return verdictOf(this.#judged());
  }

  /** Why a decision would not count, or null. */
  refusal(request: DecisionRequest): string | null {
    return this.#closed ? 'nothing waits for an approval any more' : refusalOf(request, this.#judged());
  }

  take(request: DecisionRequest, via: Decision['via']): void {
    const { decision, approver, comment } = request;
    this.#decisions.push({ decision, approver, comment, via, at: new Date(Date.now()).toISOString() });
  }

  close(): void {
    this.#closed = true;
  }

  record(): NonNullable<PreparationStatus['approval']> {
    const { required, approvers } = this.terms;
    const { plan, digest } = this.frozen;
    return {
      required,
      approvers,
      decisions: [...this.#decisions],
      planDigest: digest,
      plan: planInWords(plan),
    };
  }

  #judged(): ApprovalRecord {
    return { terms: this.terms, planDigest: this.frozen.digest, decisions: this.#decisions };
  }
}

/**
 * Waits, for days where need be and across restarts, until the plan is approved or rejected. Fails closed: when the
 * time is up nothing is granted.
 */
export async function waitForApproval(
  run: PreparationRun,
  gate: ApprovalGate,
): Promise<'approved' | 'rejected' | 'timed out'> {
  const deadline = Date.now() + gate.terms.timeoutMs;
  run.gate = gate;
  for (let reminders = 0; ; reminders++) {
    run.enter({ name: 'waiting for approval', deadline: new Date(deadline).toISOString(), reminders });
    if (reminders > 0) {
      log.warn('The plan still waits for an approval', {
        reminder: reminders,
        planDigest: gate.frozen.digest,
      });
    }
    const patience = Math.max(1, Math.min(deadline - Date.now(), gate.terms.remindEveryMs));
    const decided = await condition(() => gate.verdict !== 'open', patience);
    if (decided || Date.now() >= deadline) {
      gate.close();
      return gate.verdict === 'open' ? 'timed out' : gate.verdict;
    }
  }
}

import type { ApprovalRules, GateOutcome, PlanChange } from '../../contracts/approval';
import type { Decision, DecisionRequest } from '../../contracts/messages';
import type { FrozenPlan } from '../../contracts/plan';
import type { PreparationStatus } from '../../contracts/status';
import { refusalOf, stillGood, verdictOf, type ApprovalRecord, type Verdict } from './approval-policy';
import type { ApprovalTrail } from './approval-trail';
import { judgedProof, type Proof } from './decision-proof';
import { planInWords } from './plan-in-words';
import { principalRefusal } from './principal-policy';
import { signers, type TermsInForce } from './terms-in-force';
import { startClock, strike, untilDue, type Due, type WaitClock } from './wait-clock';

/** What a gate is made of. */
export interface GateMakings {
  readonly workflowId: string;
  readonly terms: TermsInForce;
  readonly frozen: FrozenPlan;
  readonly trail: ApprovalTrail;
  /** False for runs from before it was so: they take what comes after the deadline, as they did. */
  readonly punctual: boolean;
  /** The gate that was asked at before, and why it is asked again. */
  readonly again?: { readonly before: ApprovalGate; readonly changes: readonly PlanChange[] } | undefined;
}

/**
 * The frozen plan and the decisions about it. Decisions are judged one after the other in the order in which they
 * came, since judging one may take an activity.
 */
export class ApprovalGate {
  readonly terms: TermsInForce;
  readonly frozen: FrozenPlan;
  readonly changes: readonly PlanChange[] | undefined;
  readonly #workflowId: string;
  readonly #trail: ApprovalTrail;
  readonly #punctual: boolean;
  readonly #decisions: Decision[] = [];
  #clock: WaitClock;
  #escalated: boolean;
  #state: 'to open' | 'open' | 'closed' = 'to open';
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ workflowId, terms, frozen, trail, punctual, again }: GateMakings) {
    this.terms = terms;
    this.frozen = frozen;
    this.changes = again?.changes;
    this.#workflowId = workflowId;
    this.#trail = trail;
    this.#punctual = punctual;
    this.#clock = startClock(terms, Date.now());
    this.#escalated = false;
    if (again !== undefined) {
      const { before } = again;
      this.#escalated = before.#escalated && terms.escalation !== null;
      // The same plan under other terms: who would still count need not decide again.
      if (before.frozen.digest === frozen.digest) {
        this.#decisions.push(...before.decisionsGoodUnder(terms));
      }
    }
  }

  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  get verdict(): Verdict {
    return verdictOf(this.#record());
  }

  get clock(): WaitClock {
    return this.#clock;
  }

  /** ISO time after which nothing counts any more. */
  get deadline(): string {
    return iso(this.#clock.deadline);
  }

  decisionsGoodUnder(terms: TermsInForce): Decision[] {
    return stillGood(this.#decisions, { ...this.#record(), terms });
  }

  /** Opens for decisions; the time that they have begins now. */
  open(): void {
    this.#state = 'open';
    this.#clock = startClock(this.terms, Date.now());
    this.#trail.happened({
      kind: 'waiting',
      planDigest: this.frozen.digest,
      deadline: this.deadline,
      required: this.terms.required,
      approvers: this.terms.approvers,
    });
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  untilDue(): number {
    return untilDue(this.#clock, Date.now());
  }

  /** Does what is due by now, and says what it was. */
  strike(): Due[] {
    const [clock, due] = strike(this.#clock, this.terms, Date.now());
    this.#clock = clock;
    const planDigest = this.frozen.digest;
    if (due.includes('escalation')) {
      this.#escalated = true;
      this.#trail.happened({
        kind: 'escalated',
        planDigest,
        approvers: this.terms.escalation?.approvers ?? [],
      });
    }
    if (due.includes('reminder')) {
      const missing = this.terms.required - this.#decisions.length;
      this.#trail.happened({
        kind: 'reminder',
        planDigest,
        number: clock.reminders,
        missing,
        deadline: this.deadline,
      });
    }
    return due;
  }

  /**
   * Judges a decision and counts it where it counts.
   *
   * @returns why it does not count, or null
   */
  judge(request: DecisionRequest, via: Decision['via']): Promise<string | null> {
    const cameAt = Date.now();
    const judged = this.#turn.then(() => this.#judgeNow(request, via, cameAt));
    this.#turn = judged;
    return judged;
  }

  /** Resolves when everything that came by now is judged. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  close(outcome: GateOutcome): void {
    this.#state = 'closed';
    this.#trail.happened({ kind: 'closed', planDigest: this.frozen.digest, outcome });
  }

  status(): NonNullable<PreparationStatus['approval']> {
    const { required, approvers } = this.terms;
    const { plan, digest } = this.frozen;
    return {
      required,
      approvers,
      decisions: [...this.#decisions],
      planDigest: digest,
      plan: planInWords(plan),
      rules: this.#rules(),
      changes: this.changes,
    };
  }

  async #judgeNow(request: DecisionRequest, via: Decision['via'], cameAt: number): Promise<string | null> {
    const inWords = () => this.#refusal(request, via, cameAt);
    const refusal = inWords();
    if (refusal !== null) {
      return refusal;
    }
    const checked = await judgedProof(request, {
      terms: this.terms,
      planDigest: this.frozen.digest,
      waitsSince: iso(this.#clock.since),
    });
    // While it was checked, the run may have been cancelled.
    const after = checked.refused ?? inWords();
    if (after === null) {
      this.#count(request, via, checked);
    }
    return after;
  }

  #refusal(request: DecisionRequest, via: Decision['via'], cameAt: number): string | null {
    if (this.#state !== 'open') {
      return 'nothing waits for an approval any more';
    }
    if (this.#punctual && cameAt >= this.#clock.deadline) {
      return `it was taken in after ${this.deadline}, when the time for it was up`;
    }
    const record = this.#record();
    return refusalOf(request, record) ?? principalRefusal(request, via, record);
  }

  #count(request: DecisionRequest, via: Decision['via'], { proof, principal }: Proof): void {
    const { decision, approver, comment, from } = request;
    const counted: Decision = {
      decision,
      approver,
      comment,
      via,
      at: iso(Date.now()),
      from,
      proof,
      principal,
    };
    this.#decisions.push(counted);
    this.#trail.happened({
      kind: 'decision',
      planDigest: this.frozen.digest,
      decision: counted,
      approvals: this.#decisions.filter((one) => one.decision === 'approve').length,
      required: this.terms.required,
    });
  }

  #rules(): ApprovalRules {
    const { terms } = this;
    const { escalation } = terms;
    return {
      requester: terms.requester,
      fourEyes: terms.fourEyes,
      commentRequired: terms.requireComment,
      signers: signers(terms),
      signRejections: terms.signRejections,
      requirePrincipals: terms.requirePrincipals,
      secondGroup:
        escalation === null
          ? null
          : { approvers: escalation.approvers, from: this.#escalatesAt() ?? '', counts: this.#escalated },
    };
  }

  #escalatesAt(): string | null {
    const { escalation } = this.terms;
    return escalation === null ? null : iso(this.#clock.since + escalation.afterMs);
  }

  #record(): ApprovalRecord {
    return {
      workflowId: this.#workflowId,
      terms: this.terms,
      planDigest: this.frozen.digest,
      decisions: this.#decisions,
      escalatesAt: this.#escalatesAt(),
      escalated: this.#escalated,
    };
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

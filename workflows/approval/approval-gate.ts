import type { ApprovalRecord } from '../../contracts/approval/approval-record';
import type { DecisionRequest } from '../../contracts/approval/approval';
import type { Decision } from '../../contracts/approval/approval';
import type { ApprovalRules, GateOutcome, PlanChange } from '../../contracts/approval/approval';
import type { DecisionTaken } from '../../provisioning/approval/confirm-approval';
import { refusalOf, stillGood, verdictOf, type Verdict } from '../../contracts/approval/approval-policy';
import { signers } from '../../contracts/approval/approval-signers';
import type { AnyPlan, PresentedPlan } from '../../contracts/runs/plan';
import type { ApprovalTerms } from '../../contracts/runs/preparation';
import { principalRefusal } from '../../contracts/approval/principal-policy';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { ApprovalTrail } from './approval-trail';
import { judgedProof, type Proof } from './decision-proof';
import type { Language } from '../../presentation/words/language';
import type { Phrase, Said, Say } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { planInWords } from '../../presentation/details/plan-in-words';
import { startClock, advance, nextTimer, type Due, type WaitClock } from '../run/wait-clock';

/** What a gate is made of. */
export interface GateOptions<P extends AnyPlan> {
  readonly workflowId: string;
  readonly presented: PresentedPlan<P>;
  readonly trail: ApprovalTrail;
  readonly say: Say;
  /** The gate that was asked at before, why it is asked again, and what of its decisions may count on. */
  readonly again?:
    | {
        readonly before: ApprovalGate<P>;
        readonly changes: readonly PlanChange[];
        /** Undefined for none. */
        readonly counting: readonly DecisionTaken[] | undefined;
      }
    | undefined;
}

/** A decision that counts, and as it came. */
interface Counted {
  readonly decision: Decision;
  readonly taken: DecisionTaken;
}

/**
 * The frozen plan and the decisions about it. Decisions are judged one after the other in the order in which they
 * came, since judging one may take an activity.
 */
export class ApprovalGate<P extends AnyPlan = AnyPlan> {
  readonly terms: ApprovalTerms;
  readonly presented: PresentedPlan<P>;
  readonly changes: readonly PlanChange[] | undefined;
  readonly #workflowId: string;
  readonly #trail: ApprovalTrail;
  readonly #say: Say;
  readonly #counted: Counted[] = [];
  #clock: WaitClock;
  #escalated: boolean;
  #state: 'to open' | 'open' | 'closed' = 'to open';
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ workflowId, presented, trail, say, again }: GateOptions<P>) {
    const { terms } = presented;
    this.terms = terms;
    this.presented = presented;
    this.changes = again?.changes;
    this.#workflowId = workflowId;
    this.#trail = trail;
    this.#say = say;
    this.#clock = startClock(terms, Date.now());
    this.#escalated = false;
    if (again !== undefined) {
      const { before, counting } = again;
      this.#escalated = before.#escalated && terms.escalation !== null;
      // The same plan under other terms: who would still count need not decide again.
      if (before.presented.digest === presented.digest) {
        const good = before.#goodUnder(terms);
        const counts = ({ decision, taken }: Counted) =>
          good.includes(decision) && (counting ?? []).some((one) => isSame(one, taken));
        this.#counted.push(...before.#counted.filter(counts));
      }
    }
  }

  get decisions(): readonly Decision[] {
    return this.#counted.map(({ decision }) => decision);
  }

  /** The decisions that counted, as they came. */
  get taken(): readonly DecisionTaken[] {
    return this.#counted.map(({ taken }) => taken);
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

  /** Opens for decisions; the time that they have begins now. */
  open(): void {
    this.#state = 'open';
    this.#clock = startClock(this.terms, Date.now());
    this.#trail.happened({
      kind: 'waiting',
      planDigest: this.presented.digest,
      deadline: this.deadline,
      required: this.terms.required,
      approvers: this.terms.approvers,
    });
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  nextTimer(): number {
    return nextTimer(this.#clock, Date.now());
  }

  /** Does what is due by now, and says what it was. */
  advance(): Due[] {
    const [clock, due] = advance(this.#clock, this.terms, Date.now());
    this.#clock = clock;
    const planDigest = this.presented.digest;
    if (due.includes('escalation')) {
      this.#escalated = true;
      this.#trail.happened({
        kind: 'escalated',
        planDigest,
        approvers: this.terms.escalation?.approvers ?? [],
      });
    }
    if (due.includes('reminder')) {
      const missing = this.terms.required - this.#counted.length;
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
  judge(request: DecisionRequest, via: Decision['via']): Promise<Said | null> {
    const cameAt = Date.now();
    const judged = this.#turn.then(() => this.#judgeNow(request, via, cameAt));
    this.#turn = judged;
    return judged;
  }

  /** Resolves when everything that came by now is judged. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  /** Why nothing was granted, for the result. */
  whyNotApproved(): Phrase {
    const rejection = this.decisions.find(({ decision }) => decision === 'reject');
    if (rejection !== undefined) {
      return phrase('approval.rejectedBy', rejection);
    }
    const { length } = this.#counted;
    return length === 0
      ? phrase('approval.nobodyDecided')
      : phrase('approval.tooFew', { counted: length, required: this.terms.required });
  }

  close(outcome: GateOutcome): void {
    this.#state = 'closed';
    this.#trail.happened({ kind: 'closed', planDigest: this.presented.digest, outcome });
  }

  status(language: Language): NonNullable<PreparationStatus['approval']> {
    const { required, approvers } = this.terms;
    const { plan, digest } = this.presented;
    return {
      required,
      approvers,
      decisions: this.decisions,
      planDigest: digest,
      plan: planInWords(plan, language),
      rules: this.#rules(),
      changes: this.changes,
    };
  }

  async #judgeNow(request: DecisionRequest, via: Decision['via'], cameAt: number): Promise<Said | null> {
    const inWords = () => this.#refusal(request, via, cameAt);
    const refusal = inWords();
    if (refusal !== null) {
      return refusal;
    }
    const checked = await judgedProof(request, {
      terms: this.terms,
      planDigest: this.presented.digest,
      waitsSince: iso(this.#clock.since),
      say: this.#say,
    });
    // While it was checked, the run may have been cancelled.
    const after = checked.refused ?? inWords();
    if (after === null) {
      this.#count(request, via, checked);
    }
    return after;
  }

  #refusal(request: DecisionRequest, via: Decision['via'], cameAt: number): Phrase | null {
    if (this.#state !== 'open') {
      return phrase('approval.notPending');
    }
    if (cameAt >= this.#clock.deadline) {
      return phrase('approval.afterDeadline', { deadline: this.deadline });
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
    this.#counted.push({ decision: counted, taken: { request, via, at: counted.at } });
    this.#trail.happened({
      kind: 'decision',
      planDigest: this.presented.digest,
      decision: counted,
      approvals: this.decisions.filter((one) => one.decision === 'approve').length,
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

  #goodUnder(terms: ApprovalTerms): Decision[] {
    return stillGood(this.decisions, { ...this.#record(), terms });
  }

  #escalatesAt(): string | null {
    const { escalation } = this.terms;
    return escalation === null ? null : iso(this.#clock.since + escalation.afterMs);
  }

  #record(): ApprovalRecord {
    return {
      workflowId: this.#workflowId,
      terms: this.terms,
      planDigest: this.presented.digest,
      decisions: this.decisions,
      escalatesAt: this.#escalatesAt(),
      escalated: this.#escalated,
    };
  }
}

function isSame(one: DecisionTaken, other: DecisionTaken): boolean {
  return one.at === other.at && one.request.approver === other.request.approver;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

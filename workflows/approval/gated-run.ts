import { workflowInfo } from '@temporalio/workflow';
import type { ApprovalAudit } from '../../contracts/approval/approval';
import type { AnyPlan, FrozenPlan } from '../../contracts/runs/plan';
import type { Problem } from '../../contracts/credentials/provisioning';
import type { Language } from '../../presentation/words/language';
import { say } from '../../presentation/words/words';
import { approvalNewsOf } from '../run/notification-of';
import { Run, type StepTitles } from '../run/run';
import type { ApprovalGate } from './approval-gate';
import { logApprovalEvent } from './approval-log';
import { ApprovalLost } from './approval-lost';
import { ApprovalTrail } from './approval-trail';
import { endsBeforeApproval } from './ends-early';

/** A run with an approval gate: something is done only once enough people have approved just that. */
export abstract class GatedRun<Step extends string, P extends AnyPlan = AnyPlan> extends Run<
  Step | 'approval'
> {
  #gate: ApprovalGate<P> | null = null;

  /** Everything that happens at the approval gate. */
  readonly trail = new ApprovalTrail();

  constructor(bucket: string, titles: StepTitles, fleet: string | null = null) {
    super(bucket, titles, fleet);
    this.trail.subscribe(logApprovalEvent);
    this.trail.subscribe((happened) => {
      const news = approvalNewsOf(happened);
      if (news !== null) {
        const phase = news.event === 'decision' ? 'running' : 'waiting for approval';
        this.notify({ phase, problem: null, ...news });
      }
    });
  }

  /** Where the plan waits for a decision, and afterwards the record of it; null before. */
  get gate(): ApprovalGate<P> | null {
    return this.#gate;
  }

  /** Opens a gate for decisions. Asked again for the same gate, it does nothing. */
  openGate(gate: ApprovalGate<P>): void {
    if (this.#gate !== gate) {
      this.#gate = gate;
      gate.open();
    }
  }

  /** The plan and its digest, as approvers compare them; null before it exists. */
  frozen(): FrozenPlan<P> | null {
    return this.#gate === null
      ? null
      : { plan: this.#gate.presented.plan, digest: this.#gate.presented.digest };
  }

  /** Who asked for what is approved, as the input says. */
  protected abstract get requester(): string | null;

  audit(): ApprovalAudit {
    return this.trail.audit(this.requester);
  }

  /**
   * That the server ends this run while it may still wait for its approval, in words; empty if it does not.
   *
   * @param timeoutMs of the approval, before it is asked for
   */
  protected endsEarly(timeoutMs: number, language: Language): string {
    const gate = this.#gate;
    if (this.phase.name === 'finished' || (gate !== null && !gate.isOpen)) {
      return '';
    }
    const deadline =
      gate === null ? workflowInfo().startTime.getTime() + timeoutMs : Date.parse(gate.deadline);
    return say(language, endsBeforeApproval(deadline));
  }

  protected get waits(): { readonly deadline: string; readonly reminders: number } | null {
    const gate = this.#gate;
    return gate?.isOpen === true ? { deadline: gate.deadline, reminders: gate.clock.reminders } : null;
  }

  protected override handledElsewhere({ type, report, message }: Problem): Error | null {
    return type === 'ApprovalVoid' ? new ApprovalLost(report ?? message) : null;
  }
}

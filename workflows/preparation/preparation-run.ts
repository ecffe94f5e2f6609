import type { ApprovalAudit } from '../../contracts/approval';
import type { InventoryResult } from '../../contracts/inventory';
import { blockersAmong, type PlanBlocker } from '../../contracts/plan-blockers';
import type { Preparation } from '../../contracts/preparation';
import type { Problem } from '../../contracts/provisioning';
import type { PreparationResult } from '../../contracts/result';
import type { Searchable } from '../../contracts/search-attributes';
import type { PreparationStatus, StepName } from '../../contracts/status';
import { blockerInWords } from '../../presentation/details/plan-in-words';
import type { Language } from '../../presentation/words/language';
import { phrase } from '../../presentation/words/words';
import { approvalNewsOf } from '../run/notification-of';
import { Run, type OwnNews, type OwnStatus } from '../run/run';
import type { ApprovalGate } from './approval-gate';
import { logApprovalEvent } from './approval-log';
import { ApprovalLost } from './approval-lost';
import { ApprovalTrail } from './approval-trail';

/** The run of a preparation: a run with totals and an approval gate. */
export class PreparationRun extends Run<StepName> {
  #preparation: Preparation | null = null;
  #totals: PreparationStatus['totals'] = null;
  #blockers: readonly PlanBlocker[] = [];
  #gate: ApprovalGate | null = null;

  /** Everything that happens at the approval gate. */
  readonly trail = new ApprovalTrail();

  constructor(bucket: string) {
    super(bucket, 'steps');
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
  get gate(): ApprovalGate | null {
    return this.#gate;
  }

  /** Takes in what the validated input says. */
  validated(preparation: Preparation & Searchable): void {
    this.#preparation = preparation;
    this.speak(preparation.language);
    this.notifications.wanted(preparation.notify);
    const { destination, approval } = preparation;
    this.findable(preparation, { destination: destination.bucket, requester: approval.requester });
  }

  /** Takes in what the inventory found. */
  found({ totals: { objects, bytes }, findings }: Pick<InventoryResult, 'totals' | 'findings'>): void {
    this.#totals = { objects, bytes };
    this.#blockers = blockersAmong(findings);
  }

  /** Opens a gate for decisions. Asked again for the same gate, it does nothing. */
  openGate(gate: ApprovalGate): void {
    if (this.#gate !== gate) {
      this.#gate = gate;
      gate.open();
    }
  }

  audit(): ApprovalAudit {
    return this.trail.audit(this.#preparation?.approval.requester ?? null);
  }

  override finish(outcome: PreparationResult['outcome']): void {
    this.mark('result', outcome === 'prepared' ? 'done' : 'skipped', phrase(`run.${outcome}`));
    super.finish(outcome);
  }

  protected override ownStatus(language: Language): OwnStatus {
    return {
      totals: this.#totals,
      approval: this.#gate?.status(language) ?? null,
      blockers: this.#blockers.map((blocker) => blockerInWords(blocker, language)),
    };
  }

  protected override get hasBlockers(): boolean {
    return this.#blockers.length > 0;
  }

  protected override ownNews(): OwnNews {
    const gate = this.#gate;
    return {
      destination: this.#preparation?.destination ?? null,
      waits: gate?.isOpen === true ? { deadline: gate.deadline, reminders: gate.clock.reminders } : null,
    };
  }

  protected override handledElsewhere({ type, report, message }: Problem): Error | null {
    return type === 'ApprovalVoid' ? new ApprovalLost(report ?? message) : null;
  }
}

import { workflowInfo } from '@temporalio/workflow';
import type { ApprovalAudit } from '../../contracts/approval';
import type { InventoryResult } from '../../contracts/inventory';
import { STORAGE_CLASSES, type StorageClass } from '../../contracts/bucket-settings';
import { blockersAmong, type PlanBlocker } from '../../contracts/plan-blockers';
import type { FrozenPlan } from '../../contracts/plan';
import type { Preparation } from '../../contracts/preparation';
import type { Problem } from '../../contracts/provisioning';
import type { AlreadyPreparedResult, DraftResult, PreparationResult } from '../../contracts/result';
import type { Searchable } from '../../contracts/search-attributes';
import { STEPS, type StepName } from '../../contracts/status';
import { inventoryInWords } from '../../presentation/details/inventory-in-words';
import { blockerInWords } from '../../presentation/details/plan-in-words';
import { comparisonInWords } from '../../presentation/report/comparison-in-words';
import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
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
  #inventory: InventoryResult | null = null;
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
  found(inventory: InventoryResult): void {
    this.#inventory = inventory;
    this.#blockers = blockersAmong(inventory.findings);
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

  /** The plan and its digest, as approvers compare them; null before it exists. */
  frozen(): FrozenPlan | null {
    return this.#gate === null
      ? null
      : { plan: this.#gate.presented.plan, digest: this.#gate.presented.digest };
  }

  /** What there is for a report before the end; null until the source is counted. */
  draft(): DraftResult | null {
    const { workflowId, runId } = workflowInfo();
    return this.#inventory === null
      ? null
      : {
          outcome: 'draft',
          summary: phrase('run.draft'),
          run: { workflowId, runId },
          inventory: this.#inventory,
          storageClass: this.#storageClass(),
          frozen: this.frozen(),
          decisions: this.#gate?.decisions ?? [],
          audit: this.audit(),
        };
  }

  override finish(outcome: PreparationResult['outcome'], summary?: Said): void {
    this.mark('result', outcome.endsWith('prepared') ? 'done' : 'skipped', phrase(`run.${outcome}`));
    super.finish(outcome, summary);
  }

  /** Skips every step between that one and the result. */
  skipToResult(why: Said, after: StepName = 'inventory'): void {
    STEPS.slice(STEPS.indexOf(after) + 1, STEPS.indexOf('result')).forEach((step) => this.skip(step, why));
  }

  /** Ends as already prepared. Only what changed since the last run is news. */
  finishCompared({ summary, comparison }: AlreadyPreparedResult): void {
    this.finish('already prepared', summary);
    if (comparison.changed) {
      const changes = comparisonInWords(comparison);
      this.notify({ event: 'changed', phase: 'finished', problem: null, decision: null, changes });
    }
  }

  protected override ownStatus(language: Language): OwnStatus {
    return {
      totals:
        this.#inventory === null
          ? null
          : { objects: this.#inventory.totals.objects, bytes: this.#inventory.totals.bytes },
      inventory:
        this.#inventory === null ? [] : inventoryInWords(this.#inventory, this.#storageClass(), language),
      approval: this.#gate?.status(language) ?? null,
      blockers: this.#blockers.map((blocker) => blockerInWords(blocker, language)),
    };
  }

  /** Of the bucket that is migrated into, as far as it is known. */
  #storageClass(): StorageClass {
    const found = this.#gate?.presented.plan.bucket.storageClass;
    const known = STORAGE_CLASSES.find((one) => one === found);
    return known ?? this.#preparation?.destination.storageClass ?? 'Standard';
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

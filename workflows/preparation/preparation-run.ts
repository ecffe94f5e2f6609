import { workflowInfo } from '@temporalio/workflow';
import type { Attested } from '../../contracts/approval/attested';
import type { Attended } from '../../contracts/runs/attention';
import type { InventoryResult } from '../../contracts/listing/inventory';
import { STORAGE_CLASSES, type StorageClass } from '../../contracts/inputs/bucket-settings';
import { blockersAmong, type PlanBlocker } from '../../contracts/listing/plan-blockers';
import type { Plan } from '../../contracts/runs/plan';
import type { CountedSoFar } from '../../contracts/messages';
import type { Preparation } from '../../contracts/runs/preparation';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { AlreadyPreparedResult, DraftResult, PreparationResult } from '../../contracts/runs/result';
import type { Searchable } from '../../contracts/runs/search-attributes';
import { STEPS, type StepName } from '../../contracts/runs/status';
import { inventoryInWords } from '../../presentation/details/inventory-in-words';
import { blockerInWords } from '../../presentation/details/plan-in-words';
import { comparisonInWords } from '../../presentation/report/comparison-in-words';
import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { GatedRun } from '../approval/gated-run';
import type { OwnNews, OwnStatus } from '../run/run';

/** The run of a preparation: a run with totals and an approval gate. */
export class PreparationRun extends GatedRun<StepName, Plan> {
  #preparation: Preparation | null = null;
  #inventory: InventoryResult | null = null;
  #blockers: readonly PlanBlocker[] = [];
  #undone: readonly UndoReport[] | null = null;

  /** @param fleet workflow ID of the fleet that tells what happens to it; null for none */
  constructor(bucket: string, fleet: string | null) {
    super(bucket, 'steps', fleet);
  }

  /** Takes in what the validated input says. */
  validated(preparation: Preparation & Searchable & Attended): void {
    this.#preparation = preparation;
    this.speak(preparation.language);
    this.notifications.wanted(preparation.notify);
    this.attend(preparation);
    const { destination, approval } = preparation;
    this.findable(preparation, { destination: destination.bucket, requester: approval.requester });
  }

  /** Shows how far the inventory is while it runs. */
  counted({ objects, bytes, objectsPerSecond, secondsLeft }: CountedSoFar): void {
    if (this.phase.name === 'running' && this.phase.step === 'inventory') {
      this.mark(
        'inventory',
        'running',
        phrase('run.countedSoFar', { objects, bytes, objectsPerSecond, secondsLeft }),
      );
      this.publish();
    }
  }

  /** Takes in what the inventory found. */
  found(inventory: InventoryResult): void {
    this.#inventory = inventory;
    this.#blockers = blockersAmong(inventory.findings);
  }

  /** What there is for a report before the end; null until the source is counted. */
  draft(): DraftResult | null {
    const { workflowId, runId } = workflowInfo();
    return this.#inventory === null
      ? null
      : {
          outcome: 'draft',
          summary: this.#draftSummary(),
          run: { workflowId, runId },
          inventory: this.#inventory,
          storageClass: this.#storageClass(),
          frozen: this.frozen(),
          decisions: this.gate?.decisions ?? [],
          audit: this.audit(),
        };
  }

  /** That a report is a draft, and what the run requires, if anything. */
  #draftSummary(): Said {
    const { phase } = this;
    const draft = phrase('run.draft');
    return phase.name === 'action required' ? [draft, phase.problem.report ?? phase.problem.message] : draft;
  }

  override finish(outcome: PreparationResult['outcome'], summary?: Said): void {
    this.mark('result', outcome.endsWith('prepared') ? 'done' : 'skipped', phrase(`run.${outcome}`));
    super.finish(outcome, summary);
  }

  /** Takes in what the clean-up of a run without a result did. */
  undone(reports: readonly Attested<UndoReport>[]): void {
    this.#undone = reports.map(({ value }) => value);
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

  protected override get requester(): string | null {
    return this.#preparation?.approval.requester ?? null;
  }

  protected override cleanedUp(): Said {
    return this.#undone === null
      ? ''
      : phrase('run.cleanedUp', {
          removed: this.#undone.flatMap(({ removed }) => removed),
          kept: this.#undone.flatMap(({ kept }) => kept),
        });
  }

  protected override ownStatus(language: Language): OwnStatus {
    return {
      totals:
        this.#inventory === null
          ? null
          : { objects: this.#inventory.totals.objects, bytes: this.#inventory.totals.bytes },
      inventory:
        this.#inventory === null ? [] : inventoryInWords(this.#inventory, this.#storageClass(), language),
      approval: this.gate?.status(language) ?? null,
      endsEarly: this.endsEarly(this.#preparation?.approval.timeoutMs ?? 0, language),
      blockers: this.#blockers.map((blocker) => blockerInWords(blocker, language)),
    };
  }

  /** Of the bucket that is migrated into, as far as it is known. */
  #storageClass(): StorageClass {
    const found = this.gate?.presented.plan.bucket.storageClass;
    const known = STORAGE_CLASSES.find((one) => one === found);
    return known ?? this.#preparation?.destination.storageClass ?? 'Standard';
  }

  protected override get hasBlockers(): boolean {
    return this.#blockers.length > 0;
  }

  protected override ownNews(): OwnNews {
    return { destination: this.#preparation?.destination ?? null, waits: this.waits };
  }
}

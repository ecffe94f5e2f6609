import {
  copiedOf,
  progressOf,
  type CutOverState,
  type JobProgress,
  type RoundCount,
} from '../../contracts/migration/job-progress';
import type { Migration } from '../../contracts/migration/migration';
import type { MigrationPlan } from '../../contracts/migration/migration-plan';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { Searchable } from '../../contracts/runs/search-attributes';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { english } from '../../presentation/words/en';
import type { Language } from '../../presentation/words/language';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { GatedRun } from '../approval/gated-run';
import type { OwnNews, OwnStatus } from '../run/run';

export type MigrationStep = keyof typeof english.details.migrationSteps;

/** So many are kept, and shown in the table of steps. */
const MAX_ROUNDS = 200;
const SHOWN_ROUNDS = 3;

/** A step of an earlier run of the same workflow, as the step table showed it. */
export type KeptStep = readonly [name: string, note: string];

/** The run of a migration: a run with an approval gate before the launch, and a job that is watched after it. */
export class MigrationRun extends GatedRun<MigrationStep, MigrationPlan> {
  #migration: Migration | null = null;
  #progress: JobProgress | null = null;
  #rounds: readonly RoundCount[] = [];
  #undone: UndoReport | null = null;
  /** Null if nobody asked for the cut-over, or it was not approved. */
  cutOver: CutOverState | null = null;

  constructor(bucket: string) {
    super(bucket, 'migrationSteps');
  }

  /** Takes in what a worker made of the input. */
  validated(migration: Migration, { searchable }: Searchable): void {
    this.#migration = migration;
    this.speak(migration.language);
    this.notifications.wanted(migration.notify);
    this.#dropCutOver();
    const { destination, requestedBy } = migration;
    this.findable({ searchable }, { destination: destination.bucket, requester: requestedBy });
  }

  /** The steps that are done, for the run that goes on with the watch. */
  get kept(): readonly KeptStep[] {
    return this.status()
      .steps.filter(({ state }) => state === 'done')
      .map(({ name, note }) => [name, note]);
  }

  /** Shows as done what an earlier run of the same workflow did. */
  restore(steps: readonly KeptStep[]): void {
    steps.forEach(([name, note]) => this.mark(name, 'done', note));
  }

  /** Notifies people that the job runs. */
  launched(): void {
    this.notify({ event: 'launched', phase: 'running', problem: null, decision: null });
  }

  /** Takes in how far the job is. */
  progressed(progress: JobProgress): void {
    this.#progress = progress;
    this.mark('watch', 'running', progressInWords(progress));
  }

  /** Takes in what a finished job copied. */
  counted(round: number, number: number, { figures }: JobProgress): void {
    const copied = figures === null ? '0' : copiedOf(figures);
    const failed = figures?.failedObjects ?? '0';
    const others = this.#rounds.filter((one) => one.round !== round || one.number !== number);
    this.#rounds = [...others, { round, number, copied, failed }].slice(-MAX_ROUNDS);
    if (this.cutOver?.state === 'approved') {
      // No other round follows, whose launch would show it.
      this.mark('rounds', 'done', this.roundsInWords());
    }
  }

  get rounds(): readonly RoundCount[] {
    return this.#rounds;
  }

  /** Shows what the rounds of an earlier run of the same workflow copied. */
  restoreRounds(rounds: readonly RoundCount[]): void {
    this.#rounds = rounds;
  }

  /** What the newest rounds copied, the newest first. */
  roundsInWords(): Phrase {
    return phrase('migration.rounds', { counts: this.#rounds.slice(-SHOWN_ROUNDS).toReversed() });
  }

  /** Why the cut-over cannot be asked for; null if it can. Before the input is read, a request is kept. */
  get whyNoCutOver(): Phrase | null {
    if (this.cutOver !== null) {
      return phrase('migration.cutOverAlready');
    }
    return this.#migration === null || this.#hasRounds ? null : phrase('migration.cutOverNoRounds');
  }

  /** A request that came before it was known that there are no rounds. */
  #dropCutOver(): void {
    if (!this.#hasRounds && this.cutOver !== null) {
      const who = this.cutOver.by;
      this.cutOver = null;
      this.notice(phrase('run.ignored', { name: 'cutOver', who, why: phrase('migration.cutOverNoRounds') }));
    }
  }

  /** Whether the run has rounds that a cut-over can end. */
  get #hasRounds(): boolean {
    return (this.#migration?.everyMs ?? null) !== null;
  }

  /** Takes in what was removed of what was never launched, and what stays. */
  undone(report: UndoReport): void {
    this.#undone = report;
  }

  protected override cleanedUp(): Said {
    return this.#undone === null ? '' : phrase('run.cleanedUp', this.#undone);
  }

  protected override get requester(): string | null {
    return this.#migration?.requestedBy ?? null;
  }

  protected override ownStatus(language: Language): OwnStatus {
    return {
      totals: this.#totals,
      progress: this.#progress,
      ...(this.#hasRounds ? { rounds: this.#rounds, cutOver: this.cutOver } : {}),
      approval: this.gate?.status(language) ?? null,
      endsEarly: this.endsEarly(0, language),
    };
  }

  protected override ownNews(): OwnNews {
    return { destination: this.#migration?.destination ?? null, waits: this.waits };
  }

  get #totals(): PreparationStatus['totals'] {
    const inventory = this.#migration?.inventory;
    return inventory === undefined ? null : { objects: inventory.objects, bytes: inventory.bytes };
  }
}

/** How far a job is, on one line. */
export function progressInWords({ figures }: Pick<JobProgress, 'figures'>): Phrase {
  return figures === null ? phrase('migration.noFigures') : phrase('migration.progress', progressOf(figures));
}

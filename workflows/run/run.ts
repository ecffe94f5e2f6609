import { ContinueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import {
  USUAL_ATTENTION,
  type AttentionSettings,
  type AttentionTerms,
  type Attended,
} from '../../contracts/runs/attention';
import type { Problem } from '../../contracts/credentials/provisioning';
import type { Searchable } from '../../contracts/runs/search-attributes';
import type { Phase, PreparationStatus, StepState, Waiting } from '../../contracts/runs/status';
import { renderDetails } from '../../presentation/details/details';
import { nextActionOf } from '../../presentation/details/wording';
import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { named } from '../../presentation/text/foreign-text';
import { phrase, say, sayIn, withText, wordsOf } from '../../presentation/words/words';
import { waitForAction } from './action-wait';
import { nobodyActed, unwrapFailure } from './failure';
import { countEnd, countParked } from './metrics';
import { eventOf, notificationOf, type Occurrence } from './notification-of';
import { Notifications } from './notifications';
import { isOwnCancellation, problemOf } from './problem';
import { isToldByFleet } from './told-by-fleet';
import { scheduledBy } from './scheduled-by';
import { SkippedFirings } from './skipped-firings';
import { SearchIndex, type Indexed } from './search-index';
import { WORKER_LANGUAGE } from './worker-language';

const MAX_NOTICES = 5;

/** The titles of the steps of each kind of run. */
export type StepTitles = 'steps' | 'fleetSteps' | 'revocationSteps' | 'rotationSteps' | 'migrationSteps';

/** What only some kinds of run have in their status. */
export type OwnStatus = Pick<
  PreparationStatus,
  'totals' | 'inventory' | 'progress' | 'rounds' | 'cutOver' | 'approval' | 'blockers' | 'endsEarly'
>;

/** What a run waits for, and what somebody can send meanwhile. */
export interface WaitsFor extends Pick<Waiting, 'person'> {
  readonly for: Said;
  readonly nextAction: Said | null;
}

/** By what else than its phase and its bucket a run can be found. */
export type FindableBy = Pick<Indexed, 'destination' | 'requester'>;

/** What only some kinds of run add to their notifications. */
export type OwnNews = Pick<Occurrence, 'destination' | 'waits'>;

/**
 * One run as it stands: its phase, its steps, and the notices about what people sent it. Everything that the Web UI and
 * the queries show is derived from it, and every change of it is published at once.
 */
export class Run<Step extends string> {
  #phase: Phase = { name: 'running', step: 'validate' };
  #waitsFor: WaitsFor | null = null;
  /** What the phase says beside its name, for readers of every language. */
  #said: Said = '';
  /** Milliseconds since the epoch. */
  #since = Date.now();
  #retryAsked = false;
  #failure: Problem | null = null;
  #language: Language = WORKER_LANGUAGE;
  #findableBy: FindableBy = { destination: null, requester: null };
  #attention: AttentionTerms = termsOf(USUAL_ATTENTION);
  readonly #skips = new SkippedFirings(
    (said) => this.say(said),
    () => this.publish(),
  );
  readonly #index = new SearchIndex();
  readonly #notices: Said[] = [];
  readonly #steps: Map<string, { state: StepState; note: Said }>;

  readonly notifications = new Notifications(
    () => this.publish(),
    (said) => this.say(said),
  );

  /**
   * @param titles which steps the run has, in their order
   * @param fleet workflow ID of the fleet that tells what happens to it; null for none
   */
  constructor(
    readonly bucket: string,
    readonly titles: StepTitles,
    readonly fleet: string | null = null,
  ) {
    this.#steps = new Map(
      Object.keys(this.#titlesIn('en')).map((name) => [name, { state: 'pending', note: '' }]),
    );
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** The title of a step, in the language of the run. */
  title(name: Step): string {
    return this.#titlesIn(this.#language)[name] ?? name;
  }

  /** Puts what is said into the language of the run. */
  say(said: Said): string {
    return say(this.#language, said);
  }

  /** What is said with its text beside it, for readers of JSON. */
  readable(said: Said): Said {
    return withText(this.#language, said);
  }

  /** @param language of whoever asks; that of the run if they do not say */
  status(language: Language = this.#language): PreparationStatus {
    const { workflowId, runId } = workflowInfo();
    const sayIt = sayIn(language);
    const titles = this.#titlesIn(language);
    const steps = [...this.#steps].map(([name, { state, note }]) => ({
      name,
      title: titles[name] ?? name,
      state,
      note: sayIt(note),
    }));
    const { endsEarly, ...own } = this.ownStatus(language);
    const phase = this.#phaseIn(language);
    return {
      workflowId,
      runId,
      bucket: this.bucket,
      title: wordsOf(language).details.titles[this.titles]({
        bucket: named(this.bucket),
        destination: this.#findableBy.destination,
      }),
      phase,
      since: new Date(this.#since).toISOString(),
      skippedFirings: sayIt(this.#skips.said) || undefined,
      endsEarly: endsEarly || undefined,
      requester: this.#findableBy.requester,
      blockers: [],
      steps,
      inventory: [],
      ...own,
      nextAction: nextActionOf(phase, own.approval, workflowId, language),
      notices: this.#notices.map(sayIt),
      undelivered: this.notifications.undelivered.map(sayIt),
    };
  }

  get language(): Language {
    return this.#language;
  }

  /** Takes in the language of the run. */
  speak(language: Language): void {
    this.#language = language;
  }

  /** Takes in how long the run waits for somebody to act, and whom it tells. */
  attend({ attention }: Attended): void {
    this.#attention = termsOf(attention);
    this.#skips.look();
  }

  /** From now on the run waits until somebody acts, however long: to end would lose what it delivered. */
  neverGiveUp(): void {
    this.#attention = { ...this.#attention, timeoutMs: null };
  }

  /** Takes in what the run can be found by, and whether the namespace has the attributes for it. */
  findable(validated: Searchable, by: FindableBy): void {
    this.#findableBy = by;
    this.#index.registered(validated.searchable);
    this.#updateIndex();
  }

  /**
   * Does the work of the run. Where it fails, the run shows and ends with the clear failure itself. One that continues as
   * new has waited for its notifications before it said what it hands over: what is sent later would be lost.
   */
  async toCompletion<T>(work: () => Promise<T>): Promise<T> {
    this.publish();
    let continues = false;
    try {
      return await work();
    } catch (error) {
      continues = error instanceof ContinueAsNew;
      if (continues) {
        throw error;
      }
      const cancelled = isOwnCancellation(error);
      this.#failure = cancelled ? null : problemOf(error);
      const outcome = cancelled ? 'cancelled' : 'failed';
      this.enter({ name: 'finished', outcome, failure: this.#failure?.type }, this.cleanedUp());
      throw unwrapFailure(error);
    } finally {
      if (!continues) {
        await this.notifications.flush();
      }
    }
  }

  /**
   * Runs one step until it is done. A failure that a person must fix, or that retries did not, parks the run here: it
   * waits for `retry`, then does this step again and nothing before it.
   *
   * @param note what came of the step, in a few words, for the step table
   */
  async step<T>(name: Step, work: () => Promise<T>, note: (result: T) => Said = () => ''): Promise<T> {
    for (;;) {
      this.#begin(name);
      try {
        const result = await work();
        this.mark(name, 'done', note(result));
        return result;
      } catch (error) {
        await this.#parkOrThrow(name, error);
      }
    }
  }

  /** Marks a step that this run does not need. */
  skip(name: Step, why: Said): void {
    this.mark(name, 'skipped', why);
  }

  /** Marks a step and those after it as still to be done. */
  rewindTo(name: Step): void {
    const steps = [...this.#steps.keys()];
    steps.slice(steps.indexOf(name)).forEach((step) => this.mark(step, 'pending', ''));
  }

  /** Cleans up as patiently as a step: what a person must fix waits for `retry`. */
  async cleanUp<T>(because: Said, parts: readonly (() => Promise<T>)[]): Promise<T[]> {
    return this.eachToCompletion(parts, 'result', () =>
      this.enter({ name: 'cleaning up', because: '' }, because),
    );
  }

  /**
   * Does independent parts of a step at the same time, each until it is done: one that fails or is slow holds up no
   * other, and what is done is not done again.
   *
   * @param begin called before each round
   */
  async eachToCompletion<T>(
    parts: readonly (() => Promise<T>)[],
    name: string,
    begin: () => void = () => this.#begin(name),
  ): Promise<T[]> {
    const done = new Map<number, T>();
    for (;;) {
      begin();
      const left = parts.map((_, at) => at).filter((at) => !done.has(at));
      const outcomes = await Promise.allSettled(
        left.map(async (at) => done.set(at, await (parts[at] as () => Promise<T>)())),
      );
      const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      const [first] = failures;
      if (first === undefined) {
        return parts.map((_, at) => done.get(at) as T);
      }
      await this.#parkOrThrow(name, failures.find(isOwnCancellation) ?? first);
    }
  }

  /** Shows what the run waits for until a time, to every reader in their language. */
  showWaiting(until: string, waitsFor: WaitsFor): void {
    this.#waitsFor = waitsFor;
    this.enter({ name: 'waiting', until, ...waitsForIn(this.#language, waitsFor) });
  }

  #phaseIn(language: Language): Phase {
    const phase = this.#phase;
    switch (phase.name) {
      case 'waiting':
        return this.#waitsFor === null ? phase : { ...phase, ...waitsForIn(language, this.#waitsFor) };
      case 'cleaning up':
        return { ...phase, because: say(language, this.#said) };
      case 'finished':
        return { ...phase, summary: say(language, this.#said) || undefined };
      case 'running':
      case 'waiting for approval':
      case 'action required':
        return phase;
    }
  }

  /** @param said why it cleans up, or what came of it */
  enter(phase: Phase, said: Said = ''): void {
    if (phaseKey(phase) !== phaseKey(this.#phase)) {
      this.#since = Date.now();
    }
    this.#phase = phase;
    this.#said = said;
    this.publish();
    if (phase.name === 'finished') {
      countEnd(this.titles, phase.outcome);
    }
    const event = eventOf(phase);
    if (event !== null) {
      const problem = phase.name === 'action required' ? phase.problem : this.#failure;
      this.notify({ event, phase: phase.name, problem, decision: null });
    }
  }

  /** @param summary what came of it */
  finish(outcome: string, summary: Said = ''): void {
    this.enter({ name: 'finished', outcome }, summary);
  }

  /** Says in the details that a message was not acted on, and why. */
  notice(said: Said): void {
    const at = new Date().toISOString();
    this.#notices.push(phrase('run.noticedAt', { at, said }));
    this.#notices.splice(0, Math.max(0, this.#notices.length - MAX_NOTICES));
    this.publish();
  }

  /** Asks a parked step to go on. False where nothing is parked. */
  askRetry(): boolean {
    if (this.#phase.name !== 'action required') {
      return false;
    }
    this.#retryAsked = true;
    return true;
  }

  publish(): void {
    setCurrentDetails(this.rendered(this.#language));
    this.#updateIndex();
  }

  /** What the Web UI shows of the run. */
  protected rendered(language: Language): string {
    return renderDetails(this.status(language), language);
  }

  /** What this kind of run has in its status beside its steps. */
  protected ownStatus(_language: Language): OwnStatus {
    return { totals: null, approval: null };
  }

  /** What the clean-up of a run without a result removed and kept; empty if there was none. */
  protected cleanedUp(): Said {
    return '';
  }

  /** Whether objects were found that would not migrate as they are. */
  protected get hasBlockers(): boolean {
    return false;
  }

  /** What this kind of run adds to its notifications. */
  protected ownNews(): OwnNews {
    return { destination: null, waits: null };
  }

  /** What a step ends with instead of parking, for problems that this kind of run handles itself; null for others. */
  protected handledElsewhere(_problem: Problem): Error | null {
    return null;
  }

  protected mark(name: string, state: StepState, note: Said): void {
    this.#steps.set(name, { state, note });
  }

  protected notify(
    what: Pick<Occurrence, 'event' | 'phase' | 'decision' | 'problem' | 'changes' | 'fleet'>,
  ): void {
    if (what.event === 'reminder') {
      this.#skips.look();
    }
    this.notifications.send(
      (number) => notificationOf({ ...what, ...this.ownNews(), number, at: Date.now() }, this.status()),
      isToldByFleet(what) ? this.fleet : null,
    );
  }

  #updateIndex(): void {
    const phase = this.#phase;
    this.#index.show({
      ...this.#findableBy,
      phase: phase.name === 'finished' ? phase.outcome : phase.name,
      bucket: this.bucket,
      actionRequired: phase.name === 'action required' || (phase.name !== 'finished' && this.hasBlockers),
    });
  }

  #begin(name: string): void {
    this.mark(name, 'running', '');
    this.enter({ name: 'running', step: name });
  }

  async #parkOrThrow(name: string, error: unknown): Promise<void> {
    const problem = isOwnCancellation(error) ? null : problemOf(error);
    const elsewhere = problem === null ? null : this.handledElsewhere(problem);
    if (elsewhere !== null) {
      this.mark(name, 'pending', '');
      throw elsewhere;
    }
    if (problem === null || problem.effect === 'fatal') {
      this.mark(name, problem === null ? 'cancelled' : 'failed', problem?.type ?? '');
      throw error;
    }
    await this.#park(name, problem);
  }

  async #park(name: string, problem: Problem): Promise<void> {
    this.#retryAsked = false;
    this.mark(name, 'action required', problem.type);
    countParked(this.titles, problem.type);
    const acted = await waitForAction(this.#attention, {
      acted: () => this.#retryAsked,
      summary: this.say(phrase('run.awaitAction')),
      show: (wait, due) => {
        const phase = { name: 'action required', step: name, problem, ...wait } as const;
        if (wait.reminders === 0) {
          this.enter(phase);
          return;
        }
        this.#phase = phase;
        this.publish();
        due.forEach((event) => this.notify({ event, phase: phase.name, problem, decision: null }));
      },
    }).catch((error: unknown) => {
      this.mark(name, 'cancelled', '');
      throw error;
    });
    if (!acted) {
      this.mark(name, 'failed', problem.type);
      throw nobodyActed(this.say(this.#titlesIn(this.#language)[name] ?? name), problem, this.#language);
    }
  }

  #titlesIn(language: Language): Readonly<Record<string, string>> {
    return wordsOf(language).details[this.titles];
  }
}

/** A run that a Schedule started has a time-out of its own. */
function termsOf({ scheduledTimeoutMs, timeoutMs, ...terms }: AttentionSettings): AttentionTerms {
  return { ...terms, timeoutMs: scheduledBy() === null ? timeoutMs : (timeoutMs ?? scheduledTimeoutMs) };
}

function waitsForIn(language: Language, { for: what, nextAction, person }: WaitsFor) {
  const sayIt = sayIn(language);
  return { for: sayIt(what), nextAction: nextAction === null ? null : sayIt(nextAction), person };
}

/** A reminder changes what a phase shows, but not since when the run is in it. */
function phaseKey(phase: Phase): string {
  const at = 'step' in phase ? phase.step : phase.name === 'waiting' ? phase.for : '';
  return `${phase.name} ${at}`;
}

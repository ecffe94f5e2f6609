import { condition, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { DealtInventory } from '../../provisioning/trust/attested-parts';
import type { Preparation } from '../../contracts/preparation';
import type { PreparationResult } from '../../contracts/result';
import type { Problem } from '../../contracts/provisioning';
import type { Phase, PreparationStatus, StepName, StepState } from '../../contracts/status';
import { nextActionOf } from '../../presentation/details/wording';
import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { phrase, say, sayIn, withText, wordsOf } from '../../presentation/words/words';
import { eventOf, notificationOf, tellingOf, type Occurrence } from './notification-of';
import { Notifications } from './notifications';
import { ApprovalLost, isOwnCancellation, problemOf } from './problem';
import { renderDetails } from '../../presentation/details/details';
import type { ApprovalGate } from './approval-gate';
import { logApprovalEvent } from './approval-log';
import { ApprovalTrail } from './approval-trail';

const MAX_NOTICES = 5;

/** The titles of the steps of each kind of run. */
export type StepTitles = 'steps' | 'revocationSteps' | 'rotationSteps';

/**
 * One run as it stands: its phase, its steps, and what people sent it. Everything that the Web UI and the queries show
 * is derived from it, and every change of it is published at once. A preparation where no other steps are given.
 */
export class PreparationRun<Step extends string = StepName> {
  #phase: Phase = { name: 'running', step: 'validate' };
  #totals: PreparationStatus['totals'] = null;
  #retryAsked = false;
  #destination: Preparation['destination'] | null = null;
  #failure: Problem | null = null;
  #language: Language = 'en';
  readonly #notices: Said[] = [];
  readonly #steps: Map<string, { state: StepState; note: Said }>;

  readonly notifications = new Notifications(
    () => this.publish(),
    (said) => this.say(said),
  );
  /** Set while the plan waits for a decision, and kept for the record afterwards. */
  gate: ApprovalGate | null = null;
  /** Everything that happens at the approval gate. */
  readonly trail = new ApprovalTrail();
  /** How far an interrupted inventory came, so that a retry goes on there. */
  inventoryReached: DealtInventory | null = null;

  /** @param titles which steps the run has, in their order */
  constructor(
    readonly bucket: string,
    readonly titles: StepTitles = 'steps',
  ) {
    this.#steps = new Map(
      Object.keys(this.#titlesIn('en')).map((name) => [name, { state: 'pending', note: '' }]),
    );
    this.trail.subscribe(logApprovalEvent);
    this.trail.subscribe((happened) => {
      const telling = tellingOf(happened);
      if (telling !== null) {
        const phase = telling.event === 'decision' ? 'running' : 'waiting for approval';
        this.#tell({ phase, problem: null, ...telling });
      }
    });
    this.publish();
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
    const approval = this.gate === null ? null : this.gate.status(language);
    return {
      workflowId,
      runId,
      bucket: this.bucket,
      phase: this.#phase,
      steps,
      totals: this.#totals,
      approval,
      nextAction: nextActionOf(this.#phase, approval, workflowId, language),
      notices: this.#notices.map(sayIt),
      undelivered: this.notifications.undelivered.map(sayIt),
    };
  }

  /** Takes in the language of the run. */
  speak(language: Language): void {
    this.#language = language;
  }

  /** Takes in what the validated input says, for notifications. */
  validated({ destination, notify, language }: Preparation): void {
    this.#language = language;
    this.#destination = destination;
    this.notifications.wanted(notify);
  }

  /**
   * Runs one step until it is done. A failure that a person must cure, or that time did not cure, parks the run
   * here: it waits for `retry` and then does this step again, and nothing before it.
   *
   * @param note what came of the step, in a few words, for the step table
   */
  async step<T>(name: Step, work: () => Promise<T>, note: (result: T) => Said): Promise<T> {
    for (;;) {
      this.#begin(name);
      try {
        const result = await work();
        this.#mark(name, 'done', note(result));
        return result;
      } catch (error) {
        await this.#parkOrThrow(name, error);
      }
    }
  }

  /** Marks a step that this preparation does not need. */
  skip(name: Step, why: Said): void {
    this.#mark(name, 'skipped', why);
  }

  /** Marks a step and those after it as still to be done. */
  rewindTo(name: Step): void {
    const steps = [...this.#steps.keys()];
    steps.slice(steps.indexOf(name)).forEach((step) => this.#mark(step, 'pending', ''));
  }

  /**
   * Cleans up with the same patience as a step: what a person must cure waits for `retry`. No part waits for another,
   * and what is done is not done again.
   */
  async cleanUp<T>(because: Said, parts: readonly (() => Promise<T>)[]): Promise<T[]> {
    return this.eachToCompletion(parts, 'result', () =>
      this.enter({ name: 'cleaning up', because: this.say(because) }),
    );
  }

  /**
   * Does independent pieces of a step at the same time, each until it is done. What fails for one of them, or takes its
   * time, keeps none of the others.
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

  enter(phase: Phase): void {
    this.#phase = phase;
    this.publish();
    const event = eventOf(phase);
    if (event !== null) {
      const problem = phase.name === 'action required' ? phase.problem : this.#failure;
      this.#tell({ event, phase: phase.name, problem, decision: null });
    }
  }

  finish(outcome: PreparationResult['outcome']): void {
    this.#mark('result', outcome === 'prepared' ? 'done' : 'skipped', phrase(`run.${outcome}`));
    this.enter({ name: 'finished', outcome });
  }

  /** Shows that the run failed or was cancelled; what its steps say stays as it is. */
  endedBy(error: unknown): void {
    const cancelled = isOwnCancellation(error);
    this.#failure = cancelled ? null : problemOf(error);
    this.enter({
      name: 'finished',
      outcome: cancelled ? 'cancelled' : 'failed',
      failure: this.#failure?.type,
    });
  }

  found(totals: NonNullable<PreparationStatus['totals']>): void {
    this.#totals = totals;
  }

  /** Says in the details that a message was not acted on, and why. */
  notice(said: Said): void {
    this.#notices.push(said);
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
    setCurrentDetails(renderDetails(this.status(), this.#language));
  }

  #begin(name: string): void {
    this.#mark(name, 'running', '');
    this.enter({ name: 'running', step: name });
  }

  #tell(what: Pick<Occurrence, 'event' | 'phase' | 'decision' | 'problem'>): void {
    const { gate } = this;
    const waits = gate?.isOpen === true ? { deadline: gate.deadline, reminders: gate.clock.reminders } : null;
    this.notifications.send((number) =>
      notificationOf(
        { ...what, number, at: Date.now(), destination: this.#destination, waits },
        this.status(),
      ),
    );
  }

  async #parkOrThrow(name: string, error: unknown): Promise<void> {
    const problem = isOwnCancellation(error) ? null : problemOf(error);
    if (problem?.type === 'ApprovalVoid') {
      this.#mark(name, 'pending', '');
      throw new ApprovalLost(problem.report ?? problem.message);
    }
    if (problem === null || problem.effect === 'fatal') {
      this.#mark(name, 'failed', problem?.type ?? phrase('run.cancelled'));
      throw error;
    }
    await this.#park(name, problem);
  }

  async #park(name: string, problem: Problem): Promise<void> {
    this.#retryAsked = false;
    this.#mark(name, 'action required', problem.type);
    this.enter({ name: 'action required', step: name, problem });
    await condition(() => this.#retryAsked);
  }

  #mark(name: string, state: StepState, note: Said): void {
    this.#steps.set(name, { state, note });
  }

  #titlesIn(language: Language): Readonly<Record<string, string>> {
    return wordsOf(language).details[this.titles];
  }
}

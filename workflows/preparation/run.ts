import { condition, isCancellation, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { InventoryCheckpoint } from '../../contracts/inventory';
import type { DecisionOutcome, NotificationEvent } from '../../contracts/notification';
import type { Preparation } from '../../contracts/preparation';
import type { Problem } from '../../contracts/provisioning';
import {
  STEPS,
  type Phase,
  type PreparationStatus,
  type StepName,
  type StepState,
} from '../../contracts/status';
import { nextActionOf, STEP_TITLES } from './wording';
import { eventOf, notificationOf } from './notification-of';
import { Notifications } from './notifications';
import { problemOf } from './problem';
import { renderDetails } from './details';
import type { ApprovalGate } from './approval-gate';

const MAX_NOTICES = 5;

/**
 * One preparation as it stands: its phase, its steps, and what people sent it. Everything that the Web UI and the
 * queries show is derived from it, and every change of it is published at once.
 */
export class PreparationRun {
  #phase: Phase = { name: 'running', step: 'validate' };
  #totals: PreparationStatus['totals'] = null;
  #retryAsked = false;
  #destination: Preparation['destination'] | null = null;
  #failure: Problem | null = null;
  readonly #notices: string[] = [];
  readonly #steps = new Map<StepName, { state: StepState; note: string }>(
    STEPS.map((name) => [name, { state: 'pending', note: '' }]),
  );

  readonly notifications = new Notifications(() => this.publish());
  /** Set while the plan waits for a decision, and kept for the record afterwards. */
  gate: ApprovalGate | null = null;
  /** How far an interrupted inventory came, so that a retry goes on there. */
  inventoryCheckpoint: InventoryCheckpoint | undefined;

  constructor(readonly bucket: string) {
    this.publish();
  }

  get phase(): Phase {
    return this.#phase;
  }

  status(): PreparationStatus {
    const { workflowId, runId } = workflowInfo();
    const steps = STEPS.map((name) => {
      const { state, note } = this.#steps.get(name) ?? { state: 'pending', note: '' };
      return { name, title: STEP_TITLES[name], state, note };
    });
    const approval = this.gate === null ? null : this.gate.record();
    return {
      workflowId,
      runId,
      bucket: this.bucket,
      phase: this.#phase,
      steps,
      totals: this.#totals,
      approval,
      nextAction: nextActionOf(this.#phase, approval),
      notices: [...this.#notices],
      undelivered: [...this.notifications.undelivered],
    };
  }

  /** Takes in what the validated input says, for who is told how the run goes. */
  validated({ destination, notify = false }: Preparation): void {
    this.#destination = destination;
    this.notifications.wanted(notify);
  }

  /**
   * Runs one step until it is done. A failure that a person must cure, or that time did not cure, parks the run
   * here: it waits for `retry` and then does this step again, and nothing before it.
   *
   * @param note what came of the step, in a few words, for the step table
   */
  async step<T>(name: StepName, work: () => Promise<T>, note: (result: T) => string): Promise<T> {
    for (;;) {
      this.#mark(name, 'running', '');
      this.enter({ name: 'running', step: name });
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
  skip(name: StepName, why: string): void {
    this.#mark(name, 'skipped', why);
  }

  /** Cleans up with the same patience as a step: what a person must cure waits for `retry`. */
  async cleanUp<T>(because: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
      this.enter({ name: 'cleaning up', because });
      try {
        return await work();
      } catch (error) {
        await this.#parkOrThrow('result', error);
      }
    }
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    this.publish();
    const event = eventOf(phase);
    if (event !== null) {
      this.#tell(event, { problem: phase.name === 'needs attention' ? phase.problem : this.#failure });
    }
  }

  /** Ends the wait for the approval and tells how it ended. */
  decided(decision: DecisionOutcome): void {
    this.enter({ name: 'running', step: 'approval' });
    this.#tell('decision', { decision });
  }

  finish(outcome: string): void {
    this.#mark('result', outcome === 'prepared' ? 'done' : 'skipped', outcome);
    this.enter({ name: 'finished', outcome });
  }

  /** Shows that the run failed or was cancelled; what its steps say stays as it is. */
  endedBy(error: unknown): void {
    this.#failure = isCancellation(error) ? null : problemOf(error);
    this.enter({
      name: 'finished',
      outcome: isCancellation(error) ? 'cancelled' : `failed: ${this.#failure?.type ?? 'see the failure'}`,
    });
  }

  found(totals: NonNullable<PreparationStatus['totals']>): void {
    this.#totals = totals;
  }

  /** Says in the details that a message was not acted on, and why. */
  notice(text: string): void {
    this.#notices.push(text);
    this.#notices.splice(0, Math.max(0, this.#notices.length - MAX_NOTICES));
    this.publish();
  }

  /** Asks a parked step to go on. False where nothing is parked. */
  askRetry(): boolean {
    if (this.#phase.name !== 'needs attention') {
      return false;
    }
    this.#retryAsked = true;
    return true;
  }

  publish(): void {
    setCurrentDetails(renderDetails(this.status()));
  }

  #tell(
    event: NotificationEvent,
    { decision = null, problem = null }: { decision?: DecisionOutcome | null; problem?: Problem | null },
  ): void {
    const destination = this.#destination;
    this.notifications.send((number) => {
      const occurrence = { event, number, at: Date.now(), destination, decision, problem };
      return notificationOf(occurrence, this.status());
    });
  }

  async #parkOrThrow(name: StepName, error: unknown): Promise<void> {
    const problem = isCancellation(error) ? null : problemOf(error);
    if (problem === null || problem.effect === 'fatal') {
      this.#mark(name, 'failed', problem?.type ?? 'cancelled');
      throw error;
    }
    await this.#park(name, problem);
  }

  async #park(name: StepName, problem: Problem): Promise<void> {
    this.#retryAsked = false;
    this.#mark(name, 'needs attention', problem.type);
    this.enter({ name: 'needs attention', step: name, problem });
    await condition(() => this.#retryAsked);
  }

  #mark(name: StepName, state: StepState, note: string): void {
    this.#steps.set(name, { state, note });
  }
}

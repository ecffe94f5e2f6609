/** What the health endpoints ask about. */
export interface HealthSubject {
  /** State of the worker as the SDK names it; null while it is being set up. */
  workerState(): string | null;
  /** Rejects if Temporal does not answer. */
  askTemporal(): Promise<void>;
}

/** What a health endpoint answers. */
export interface HealthAnswer {
  readonly ok: boolean;
  readonly worker: string;
  readonly temporal?: 'reachable' | 'unreachable';
}

const SETTING_UP = 'SETTING_UP';

/** Whether the process is worth keeping: anything but a worker that has failed or stopped. */
export function liveness(subject: HealthSubject): HealthAnswer {
  const worker = subject.workerState() ?? SETTING_UP;
  return { ok: worker !== 'FAILED' && worker !== 'STOPPED', worker };
}

/** How long an answer of Temporal holds, in milliseconds: probes must not become load. */
const ANSWER_HOLDS_MS = 2000;

/** Whether the worker takes work: it runs, and Temporal is reachable. */
export class Readiness {
  readonly #subject: HealthSubject;
  readonly #now: () => number;
  #asked: { readonly at: number; readonly answer: Promise<boolean> } | undefined;

  constructor(subject: HealthSubject, now: () => number = () => performance.now()) {
    this.#subject = subject;
    this.#now = now;
  }

  async check(): Promise<HealthAnswer> {
    const worker = this.#subject.workerState() ?? SETTING_UP;
    if (worker !== 'RUNNING') {
      return { ok: false, worker };
    }
    const reachable = await this.#temporalAnswers();
    return { ok: reachable, worker, temporal: reachable ? 'reachable' : 'unreachable' };
  }

  #temporalAnswers(): Promise<boolean> {
    if (this.#asked === undefined || this.#now() - this.#asked.at > ANSWER_HOLDS_MS) {
      const answer = this.#subject.askTemporal().then(
        () => true,
        () => false,
      );
      this.#asked = { at: this.#now(), answer };
    }
    return this.#asked.answer;
  }
}

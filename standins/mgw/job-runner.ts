import { setTimeout as delay } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import type { SecretRegistry } from '../core/secrets';
import type { AddressChecks } from './address-check';
import type { JobReports } from './job-report';
import { noFigures, type FailedList, type Listed, type MgwJob, type Round } from './mgw-model';
import type { MgwState } from './mgw-state';
import type { ObjectCopy, Ends } from './object-copy';
import type { Places } from './places';
import { Unusable } from './places';
import { Refused, type ObjectRequests } from './object-requests';

/** Objects that a job has on their way at the same time. */
const AT_ONCE = 8;
const PAGE = 1000;

/** What running a job takes. */
export interface JobTools {
  readonly state: MgwState;
  readonly places: Places;
  readonly checks: AddressChecks;
  readonly requests: ObjectRequests;
  readonly copies: ObjectCopy;
  readonly reports: JobReports;
  readonly secrets: SecretRegistry;
  readonly stopped: AbortSignal;
}

/** Runs jobs: lists the source page by page, and copies what it lists. */
export class JobRunner {
  readonly #running = new Map<MgwJob, Promise<void>>();

  constructor(private readonly tools: JobTools) {}

  /** Starts a round of the job, or continues the one that was suspended. */
  launch(job: MgwJob): void {
    job.round ??= newRound(1);
    this.tools.state.setStatus(job, 'LAUNCHING', 'user');
    // What it had on its way when it was suspended comes to its end first.
    const before = this.#running.get(job) ?? Promise.resolve();
    const run = before
      .then(() => this.#run(job, job.round ?? newRound(1)))
      .catch((error: unknown) => {
        if (!this.tools.stopped.aborted) {
          this.tools.state.setStatus(job, 'INTERRUPTED', 'system', `InternalError: ${String(error)}`);
        }
      });
    this.#running.set(job, run);
  }

  /** The next round of a job that is scheduled: it lists the whole source again. */
  launchAgain(job: MgwJob): void {
    job.round = newRound((job.round?.id ?? 0) + 1);
    this.launch(job);
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #run(job: MgwJob, round: Round): Promise<void> {
    const going = (...statuses: MgwJob['status'][]) =>
      !this.tools.stopped.aborted && statuses.includes(job.status);
    if (!going('LAUNCHING')) {
      return this.#close(job);
    }
    this.tools.state.setStatus(job, 'PREPARING', 'system');
    const ends = await this.#ends(job);
    if (ends === null || !going('PREPARING')) {
      return this.#close(job);
    }
    this.tools.state.setStatus(job, 'DOING', 'system');
    const startedMs = performance.now();
    const before = { ...round.figures };
    while (going('DOING') && (round.pending.length > 0 || round.next !== null)) {
      if (round.pending.length === 0 && !(await this.#listOn(job, round, ends))) {
        return;
      }
      await this.#copyChunk(job, round, ends);
      await this.#keepLimits(job, round, before, startedMs);
      await this.#hold(job, round);
    }
    if (going('DOING')) {
      this.tools.state.setStatus(job, 'CLOSING', 'system');
    }
    return this.#close(job);
  }

  /** A job that is closing finishes; one that was suspended stays as it is. */
  #close(job: MgwJob): void {
    if (!this.tools.stopped.aborted && job.status === 'CLOSING') {
      this.#listFailed(job);
      this.tools.state.setStatus(job, 'FINISHED', 'system');
      if (job.round !== undefined && job.createReport) {
        this.tools.reports.start(job, job.round);
      }
    }
  }

  /** Closes a job that no run closes. */
  closeIdle(job: MgwJob): void {
    const before = this.#running.get(job) ?? Promise.resolve();
    this.#running.set(
      job,
      before.then(() => this.#close(job)),
    );
  }

  /** Where both ends are; null, and the job is interrupted, if one cannot be used. */
  async #ends(job: MgwJob): Promise<Ends | null> {
    const problems = [
      await this.tools.checks.problemOf(job.source),
      await this.tools.checks.problemOf(job.destination),
    ].filter((problem) => problem !== undefined);
    const [problem] = problems;
    if (problem !== undefined) {
      this.#interrupt(job, `${problem.code}: ${problem.message}`);
      return null;
    }
    return {
      source: this.tools.places.source(job.source),
      destination: this.tools.places.destination(job.destination),
    };
  }

  /** Lists the next page; false, and the job is interrupted, if it cannot be. */
  async #listOn(job: MgwJob, round: Round, { source }: Ends): Promise<boolean> {
    try {
      const { objects, next } = await this.#nextPage(job, round, source);
      round.pending = objects;
      round.next = next === undefined ? null : { token: next };
      round.figures.totalCount += objects.length;
      round.figures.totalSize += sizeOf(objects);
      const [row] = job.history;
      if (row !== undefined) {
        row.listed = round.next === null;
      }
      return true;
    } catch (error) {
      const refused = error instanceof Refused || error instanceof Unusable;
      this.#interrupt(job, refused ? `${error.problem.code}: ${error.problem.message}` : 'ListFailed');
      return false;
    }
  }

  async #nextPage(job: MgwJob, round: Round, source: Ends['source']) {
    if (job.source.detail['AddressType'] !== 'ks3') {
      return { objects: [...this.tools.checks.listOf(job.source).objects], next: undefined };
    }
    return this.tools.requests.list(source, round.next?.token, PAGE, this.tools.stopped);
  }

  async #copyChunk(job: MgwJob, round: Round, ends: Ends): Promise<void> {
    const chunk = round.pending.slice(0, this.#chunkSize(job, round));
    round.pending = round.pending.slice(chunk.length);
    await Promise.all(
      chunk.map(async (object) => {
        const outcome = await this.tools.copies.copy(job, ends, object, this.tools.stopped);
        const { figures, failed } = round;
        if (typeof outcome === 'object') {
          figures.failedCount += 1;
          failed.push({ ...object, problem: outcome });
          return;
        }
        figures.copiedCount += 1;
        figures.copiedSize += object.size;
        if (outcome === 'skipped') {
          figures.skippedCount += 1;
          figures.skippedSize += object.size;
        }
      }),
    );
    this.tools.state.changed();
  }

  /** One at a time for a job with limits, and no more than there are until it has to stop. */
  #chunkSize({ limits }: MgwJob, round: Round): number {
    const { holdAfterObjects } = this.tools.state.switches;
    const left = holdAfterObjects === null ? AT_ONCE : Math.max(1, holdAfterObjects - handled(round));
    return limits.filesPerSecond === undefined && limits.bitsPerSecond === undefined
      ? Math.min(AT_ONCE, left)
      : 1;
  }

  /** Waits until what was copied is within the job's limits. */
  async #keepLimits(job: MgwJob, round: Round, before: Round['figures'], startedMs: number): Promise<void> {
    const { filesPerSecond = Infinity, bitsPerSecond = Infinity } = job.limits;
    const files = round.figures.copiedCount - before.copiedCount;
    const bits = 8 * (round.figures.copiedSize - before.copiedSize);
    const dueMs = startedMs + 1000 * Math.max(files / filesPerSecond, bits / bitsPerSecond);
    if (dueMs > performance.now()) {
      await delay(dueMs - performance.now(), undefined, { signal: this.tools.stopped, ref: false });
    }
  }

  async #hold(job: MgwJob, round: Round): Promise<void> {
    const held = () => {
      const { holdAfterObjects } = this.tools.state.switches;
      return holdAfterObjects !== null && handled(round) >= holdAfterObjects && job.status === 'DOING';
    };
    while (held() && !this.tools.stopped.aborted) {
      await this.tools.state.nextChange(this.tools.stopped);
    }
  }

  #interrupt(job: MgwJob, message: string): void {
    if (!this.tools.stopped.aborted) {
      this.tools.state.setStatus(job, 'INTERRUPTED', 'system', message);
    }
  }

  /** Makes the list of failed objects, with a key of the service to read it with. */
  #listFailed(job: MgwJob): void {
    const { round } = job;
    if (round === undefined || round.failed.length === 0) {
      return;
    }
    const list: FailedList = {
      bucket: 'hcs-mgw-job-results',
      path: `${job.version}/${round.id}/manifest.json`,
      accessKeyId: `LTAI5t${randomBytes(9).toString('hex')}`,
      accessKeySecret: this.tools.secrets.issue('access-key-secret', randomBytes(15).toString('hex')),
      objects: round.failed.map(({ key, size, lastModified }) => ({ key, size, lastModified })),
    };
    round.failedList = list;
    this.tools.state.failedLists.set(list.path, list);
  }
}

const newRound = (id: number): Round => ({
  id,
  figures: noFigures(),
  failed: [],
  pending: [],
  next: {},
  unlisted: 0,
});

const handled = ({ figures }: Round): number => figures.copiedCount + figures.failedCount;

const sizeOf = (objects: readonly Listed[]): number => objects.reduce((sum, { size }) => sum + size, 0);

import { EventEmitter, once } from 'node:events';
import type { Clock } from '../core/service';
import { mgwError } from './mgw-errors';
import type { FailedList, HistoryRow, JobStatus, MgwAddress, MgwJob, Problem } from './mgw-model';
import { defaultMgwSwitches, type MgwSwitches } from './switches';

/** Addresses and jobs of the account in its region. */
export class MgwState {
  readonly switches: MgwSwitches;
  /** Why a key cannot be copied, and how often still. */
  readonly failing = new Map<string, { problem: Problem; times: number }>();
  /** Lists of failed objects by their path. */
  readonly failedLists = new Map<string, FailedList>();
  readonly #addresses = new Map<string, MgwAddress>();
  readonly #jobs = new Map<string, MgwJob>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #commitId = 0;

  constructor(
    readonly clock: Clock,
    switches: Partial<MgwSwitches> = {},
  ) {
    this.switches = { ...defaultMgwSwitches, ...switches };
  }

  /** Newest first. */
  addresses(): MgwAddress[] {
    return [...this.#addresses.values()].reverse();
  }

  /** Newest first. */
  jobs(): MgwJob[] {
    return [...this.#jobs.values()].reverse();
  }

  /** @throws OssError `NoSuchImportAddress` */
  addressNamed(name: string): MgwAddress {
    const address = this.#addresses.get(name);
    if (address === undefined) {
      throw mgwError('NoSuchImportAddress', `The import address ${name} does not exist.`);
    }
    return address;
  }

  findAddress(name: string): MgwAddress | undefined {
    return this.#addresses.get(name);
  }

  addAddress(address: MgwAddress): void {
    this.#addresses.set(address.name, address);
  }

  /** @throws OssError `ImportAddressIsOccupied` */
  removeAddress(address: MgwAddress): void {
    if (this.jobs().some((job) => job.source === address || job.destination === address)) {
      throw mgwError('ImportAddressIsOccupied', `The import address ${address.name} is used by a job.`);
    }
    this.#addresses.delete(address.name);
  }

  /** @throws OssError `NoSuchImportJob` */
  jobNamed(name: string): MgwJob {
    const job = this.#jobs.get(name);
    if (job === undefined) {
      throw mgwError('NoSuchImportJob', `The import job ${name} does not exist.`);
    }
    return job;
  }

  findJob(name: string): MgwJob | undefined {
    return this.#jobs.get(name);
  }

  jobOfVersion(version: string): MgwJob | undefined {
    return this.jobs().find((job) => job.version === version);
  }

  addJob(job: MgwJob): void {
    this.#jobs.set(job.name, job);
  }

  removeJob(job: MgwJob): void {
    this.#jobs.delete(job.name);
  }

  childrenOf(job: MgwJob): MgwJob[] {
    return this.jobs().filter(({ parent }) => parent === job);
  }

  /** Changes the status of a job, with a row in its history. */
  setStatus(job: MgwJob, status: JobStatus, operator: HistoryRow['operator'], message = ''): void {
    const now = this.clock.now();
    const [latest] = job.history;
    if (latest !== undefined) {
      // A row keeps the figures of its time.
      latest.endedAt = now;
      latest.figures = latest.figures && { ...latest.figures };
    }
    job.status = status;
    job.modifiedAt = now;
    const withFigures =
      status === 'DOING' || (status === 'FINISHED' && this.switches.finishedRow === 'figures');
    job.history.unshift({
      commitId: ++this.#commitId,
      roundId: job.round?.id ?? 1,
      status,
      operator,
      startedAt: now,
      message,
      listed: job.round?.next === null,
      ...(withFigures && job.round ? { figures: job.round.figures } : {}),
    });
    this.changed();
  }

  /** Wakes whatever waits for a change. */
  changed(): void {
    this.#changes.emit('change');
  }

  /** Resolves after the next change, or when the signal is aborted. */
  async nextChange(signal: AbortSignal): Promise<void> {
    await once(this.#changes, 'change', { signal }).catch(() => undefined);
  }
}

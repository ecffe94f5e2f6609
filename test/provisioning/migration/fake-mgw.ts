import type {
  AddressVerification,
  FoundAddress,
  FoundJob,
  JobFigures,
  JobHistoryEntry,
  JobReport,
  JobResult,
  JobStatus,
  MigrationService,
  NewAddress,
  NewJob,
} from '../../../clouds/mgw/port';
import { PrepError } from '../../../contracts/prep-error';
import { Secret } from '../../../contracts/credentials/secret';

export type FakeJob = { -readonly [Member in keyof FoundJob]: FoundJob[Member] } & {
  history: JobHistoryEntry[];
  failed: JobResult['failed'];
  repairs: string | null;
};

const FIGURES: JobFigures = {
  totalObjects: 10,
  totalBytes: 100,
  copiedObjects: 10,
  copiedBytes: 100,
  skippedObjects: 0,
  failedObjects: 0,
};

/** Data Online Migration behind its port: addresses and jobs of one region in maps. */
export class FakeMgw implements MigrationService {
  readonly addresses = new Map<string, FoundAddress>();
  readonly jobs = new Map<string, FakeJob>();
  /** Secrets that it was sent. */
  readonly secrets: string[] = [];
  verification: AddressVerification = { outcome: 'available' };
  report: JobReport = { status: 'none' };
  /** What a launched job becomes at once. */
  launched: (job: FakeJob) => void = (job) => finish(job);

  async createAddress({ name, end, access, tags }: NewAddress): Promise<'created' | 'exists'> {
    if (this.addresses.has(name)) {
      return 'exists';
    }
    const of = end.type === 'failed-objects' ? end.source : end;
    if ('accessKeySecret' in access) {
      this.secrets.push(access.accessKeySecret.reveal());
    }
    this.addresses.set(name, {
      name,
      type: end.type === 'failed-objects' ? 'inv' : end.type,
      bucket: of.bucket,
      prefix: of.prefix,
      domain: of.type === 'ks3' ? of.domain : '',
      region: of.type === 'oss' ? `oss-${of.region}` : '',
      role: 'role' in access ? access.role : '',
      accessKeyId: 'role' in access ? '' : access.accessKeyId,
      tags,
      status: 'notVerify',
    });
    return 'created';
  }

  async address(name: string): Promise<FoundAddress | null> {
    return this.addresses.get(name) ?? null;
  }

  async addressesNamed(beginning: string): Promise<FoundAddress[]> {
    return [...this.addresses.values()].filter(({ name }) => name.startsWith(beginning));
  }

  async verifyAddress(): Promise<AddressVerification> {
    return this.verification;
  }

  async deleteAddress(name: string): Promise<'deleted' | 'missing' | 'occupied'> {
    if ([...this.jobs.values()].some((job) => job.source === name || job.destination === name)) {
      return 'occupied';
    }
    return this.addresses.delete(name) ? 'deleted' : 'missing';
  }

  async createJob(job: NewJob): Promise<'created' | 'exists'> {
    if (this.jobs.has(job.name)) {
      return 'exists';
    }
    this.jobs.set(job.name, {
      ...job,
      version: `version-of-${job.name}`,
      status: 'begin',
      history: [],
      failed: 'none',
    });
    return 'created';
  }

  async job(name: string): Promise<FoundJob | null> {
    const job = this.jobs.get(name);
    return job === undefined ? null : { ...job };
  }

  async jobsNamed(beginning: string): Promise<FoundJob[]> {
    return [...this.jobs.values()]
      .filter(({ name }) => name.startsWith(beginning))
      .map((job) => ({ ...job }));
  }

  async setJobStatus(name: string, status: 'launch' | 'suspend' | 'close'): Promise<void> {
    const job = this.#job(name);
    if (status !== 'launch' || job.status !== 'begin') {
      throw new PrepError('MgwJobConflict', { resource: name });
    }
    job.status = 'launching';
    this.launched(job);
  }

  async deleteJob(name: string): Promise<'deleted' | 'missing'> {
    return this.jobs.delete(name) ? 'deleted' : 'missing';
  }

  async jobHistory(name: string): Promise<JobHistoryEntry[]> {
    return [...this.#job(name).history];
  }

  async jobResult(name: string): Promise<JobResult> {
    const { version, failed, history } = this.#job(name);
    return { version, failed, figures: history[0]?.figures ?? null };
  }

  async jobReport(): Promise<JobReport> {
    return this.report;
  }

  #job(name: string): FakeJob {
    const job = this.jobs.get(name);
    if (job === undefined) {
      throw new PrepError('MgwNotVisibleYet', { resource: name });
    }
    return job;
  }
}

/** Lets a job be at some point, with its figures in the history. */
export function moveTo(
  job: FakeJob,
  status: JobStatus,
  figures: Partial<JobFigures> = {},
  message = '',
): void {
  job.status = status;
  job.history.unshift({
    round: 1,
    status,
    listed: true,
    figures: { ...FIGURES, ...figures },
    startTime: '',
    endTime: '',
    message,
  });
}

/** Lets a job finish, with so many failed objects. */
export function finish(job: FakeJob, failedObjects = 0): void {
  moveTo(job, 'finished', { failedObjects, copiedObjects: FIGURES.totalObjects - failedObjects });
  job.failed =
    failedObjects === 0
      ? 'none'
      : {
          addressType: 'ossinv',
          location: 'oss',
          bucket: 'of-the-service',
          domain: '',
          path: 'lists/1/manifest.json',
          region: 'oss-cn-beijing',
          accessKeyId: 'LTAIlist',
          accessKeySecret: new Secret('SecretOfTheList'),
        };
}

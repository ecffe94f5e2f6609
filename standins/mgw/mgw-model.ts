/** One end of a job, as the service keeps it. */
export interface MgwAddress {
  readonly name: string;
  readonly version: string;
  /** Children of AddressDetail by name. */
  readonly detail: Readonly<Record<string, string>>;
  readonly tags: string;
  readonly createdAt: Date;
  verification: Verification;
}

/** How far the service is with trying an address. */
export interface Verification {
  state: 'never tried' | 'trying' | 'tried';
  /** Answers without a result since it began. */
  pending: number;
  verifiedAt?: Date;
  problem?: Problem;
}

/** Why one end of a job cannot be used, or an object was not copied. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

export const jobStatuses = [
  'BEGIN',
  'LAUNCHING',
  'PREPARING',
  'DOING',
  'SUSPEND',
  'CLOSING',
  'FINISHED',
  'INTERRUPTED',
] as const;
export type JobStatus = (typeof jobStatuses)[number];

export interface MgwJob {
  readonly name: string;
  readonly version: string;
  readonly source: MgwAddress;
  readonly destination: MgwAddress;
  readonly overwriteMode: string;
  readonly transferMode: string;
  readonly tags: string;
  readonly parent?: MgwJob;
  readonly createReport: boolean;
  readonly createdAt: Date;
  modifiedAt: Date;
  status: JobStatus;
  limits: JobLimits;
  /** Newest first. */
  readonly history: HistoryRow[];
  round?: Round;
}

/** What ImportQos allows; absent: no limit. */
export interface JobLimits {
  bitsPerSecond?: number;
  filesPerSecond?: number;
}

export interface HistoryRow {
  readonly commitId: number;
  readonly roundId: number;
  readonly status: JobStatus;
  readonly operator: 'user' | 'system';
  readonly startedAt: Date;
  endedAt?: Date;
  readonly message: string;
  /** Absent: -1 everywhere. */
  figures?: Figures;
  listed: boolean;
}

export interface Figures {
  totalCount: number;
  totalSize: number;
  /** With those that were skipped. */
  copiedCount: number;
  copiedSize: number;
  skippedCount: number;
  skippedSize: number;
  failedCount: number;
}

/** An object that the source lists. */
export interface Listed {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: Date;
}

export interface FailedObject extends Listed {
  readonly problem: Problem;
}

/** One pass over the source. */
export interface Round {
  readonly id: number;
  readonly figures: Figures;
  readonly failed: FailedObject[];
  /** Listed, and not copied yet. */
  pending: Listed[];
  /** Where the listing continues; null when it is complete. */
  next: { readonly token?: string } | null;
  /** Answers of GetJobResult that were NotReady although the list exists. */
  unlisted: number;
  /** Where the failed objects are listed; made when the result is ready. */
  failedList?: FailedList;
  report?: Report;
}

/** The list of failed objects as GetJobResult gives it, which an address of type `ossinv` gives back. */
export interface FailedList {
  readonly bucket: string;
  readonly path: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly objects: readonly Listed[];
}

export interface Report {
  status: 'Running' | 'Finished' | 'Failed';
  readonly startedAt: Date;
  endedAt?: Date;
  /** Prefixes of the lists in the destination bucket. */
  readonly prefix: string;
  message: string;
}

export const noFigures = (): Figures => ({
  totalCount: 0,
  totalSize: 0,
  copiedCount: 0,
  copiedSize: 0,
  skippedCount: 0,
  skippedSize: 0,
  failedCount: 0,
});

/** Jobs above a job. */
export const depthOf = (job: MgwJob): number => (job.parent === undefined ? 0 : depthOf(job.parent) + 1);

/** Whether a job works, or is about to. */
export const isRunning = ({ status }: MgwJob): boolean =>
  ['LAUNCHING', 'PREPARING', 'DOING', 'CLOSING'].includes(status);

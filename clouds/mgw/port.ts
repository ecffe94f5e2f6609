import type { Secret } from '../../contracts/credentials/secret';

/**
 * The Data Online Migration service (API version 2024-06-26) as this product needs it: the two ends of a job. Every verb
 * rejects with a PrepError of the error table, or with the signal's reason when the caller gives up.
 *
 * An address cannot be changed once it exists: another AccessKey, bucket or prefix needs another address.
 */
export interface MigrationAddresses {
  /** Creates an address. `exists` if the name is in use, by whomever: read it, and compare. */
  createAddress(address: NewAddress, signal: AbortSignal): Promise<'created' | 'exists'>;
  /** Null if no address has that name. Never holds a secret, whatever the service sends. */
  address(name: string, signal: AbortSignal): Promise<FoundAddress | null>;
  /** All addresses whose name begins so. */
  addressesNamed(beginning: string, signal: AbortSignal): Promise<readonly FoundAddress[]>;
  /** Asks the service to try the address. It answers `pending` until it has: ask again. */
  verifyAddress(name: string, signal: AbortSignal): Promise<AddressVerification>;
  /** `occupied` while a job uses it. */
  deleteAddress(name: string, signal: AbortSignal): Promise<'deleted' | 'missing' | 'occupied'>;
}

/** Jobs of the service. Creating a job copies nothing; launching it does. */
export interface MigrationJobs {
  /** Creates a job without starting it. `exists` if the name is in use. */
  createJob(job: NewJob, signal: AbortSignal): Promise<'created' | 'exists'>;
  /** Null if no job has that name. */
  job(name: string, signal: AbortSignal): Promise<FoundJob | null>;
  /** All jobs whose name begins so. */
  jobsNamed(beginning: string, signal: AbortSignal): Promise<readonly FoundJob[]>;
  /** Launches (or resumes), suspends or ends a job. `MgwJobConflict` if its status does not allow that now. */
  setJobStatus(name: string, status: 'launch' | 'suspend' | 'close', signal: AbortSignal): Promise<void>;
  /** Refused for a job that others retry. */
  deleteJob(name: string, signal: AbortSignal): Promise<'deleted' | 'missing'>;
  /** What the service recorded last, newest first; at most some thousand rows. Empty right after the creation. */
  jobHistory(name: string, signal: AbortSignal): Promise<readonly JobHistoryEntry[]>;
  /** What came of a round, and the list of its failed objects once there is one. */
  jobResult(name: string, round: number, signal: AbortSignal): Promise<JobResult>;
  /**
   * The report of a round, which the service writes into the destination bucket: it lists what failed, with reasons. The
   * order of its columns is not documented, so people read it, not this product.
   */
  jobReport(job: Pick<FoundJob, 'name' | 'version'>, round: number, signal: AbortSignal): Promise<JobReport>;
}

/** The whole service. */
export type MigrationService = MigrationAddresses & MigrationJobs;

/** What the source end of a job reads. */
export interface SourceEnd {
  readonly type: 'ks3';
  readonly bucket: string;
  /** Host without a scheme, for example `ks3-cn-beijing.ksyuncs.com`. */
  readonly domain: string;
  /** Empty, or ends in a slash. */
  readonly prefix: string;
}

/** What the destination end of a job writes. */
export interface DestinationEnd {
  readonly type: 'oss';
  readonly bucket: string;
  /** For example `cn-beijing`, without `oss-`. */
  readonly region: string;
  /** Empty, or ends in a slash. */
  readonly prefix: string;
}

/** How the service signs in at one end: with an AccessKey, or as a RAM role that trusts it (OSS only). */
export type AddressAccess =
  { readonly accessKeyId: string; readonly accessKeySecret: Secret } | { readonly role: string };

export interface NewAddress {
  /** 3 to 63 of lower-case letters, digits, `_` and `-`; starts with a letter or digit. */
  readonly name: string;
  readonly end: SourceEnd | DestinationEnd | FailedObjects;
  readonly access: AddressAccess;
  /** `key:value` pairs with commas between them, up to 1,024 characters. */
  readonly tags: string;
}

/** The list of a round's failed objects, as the service gave it: the source of a job that copies those again. */
export interface FailedObjects {
  readonly type: 'failed-objects';
  readonly source: SourceEnd;
  readonly list: FailedList;
}

/** Where the service keeps a list of failed objects. Opaque: it goes back as it came. */
export interface FailedList {
  readonly addressType: string;
  readonly location: string;
  readonly bucket: string;
  readonly domain: string;
  readonly path: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
}

/** An address as the service describes it. */
export interface FoundAddress {
  readonly name: string;
  /** As sent: `ks3`, `oss`, `inv`. */
  readonly type: string;
  readonly bucket: string;
  readonly prefix: string;
  /** Empty where there is none. */
  readonly domain: string;
  /** As sent, for example `oss-cn-beijing`. */
  readonly region: string;
  readonly role: string;
  readonly accessKeyId: string;
  readonly tags: string;
  readonly status: string;
}

export type AddressVerification =
  | { readonly outcome: 'available' }
  /** `status` as sent: empty, `notVerify`, or one that is not known and comes without an error. */
  | { readonly outcome: 'pending'; readonly status: string }
  /** Both as the service words them; the code may be empty. */
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string };

export interface NewJob {
  /** Rules as for the name of an address. */
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly overwrite: 'always' | 'if newer' | 'never';
  /** Bits a second; null for the service's limit. */
  readonly maxBandwidth: number | null;
  /** Files a second; null for the service's limit. */
  readonly maxFilesPerSecond: number | null;
  /** ID (`version`) of the job whose failed objects this one copies; null for a first job. */
  readonly repairs: string | null;
  readonly tags: string;
}

/** A job as the service describes it. */
export interface FoundJob {
  readonly name: string;
  /** ID of the job. */
  readonly version: string;
  readonly source: string;
  readonly destination: string;
  /** `unknown` for a pair of modes that this product does not set. */
  readonly overwrite: NewJob['overwrite'] | 'unknown';
  /** Bits a second; null if the service says none. */
  readonly maxBandwidth: number | null;
  /** Files a second; null if the service says none. */
  readonly maxFilesPerSecond: number | null;
  readonly status: JobStatus;
  readonly tags: string;
}

/** Statuses of the service without `IMPORT_JOB_`, in lower case; `unknown` for any other. */
export type JobStatus =
  | 'begin'
  | 'launching'
  | 'preparing'
  | 'doing'
  | 'suspend'
  | 'closing'
  | 'finished'
  | 'interrupted'
  | 'confirmed'
  | 'deleting'
  | 'unknown';

/** A row of the history: one change of the status, or of the figures. */
export interface JobHistoryEntry {
  /** Counts rounds from 1. */
  readonly round: number;
  readonly status: JobStatus;
  /** While the source is still being listed, the totals grow: no share can be given. */
  readonly listed: boolean;
  /** Null in rows without figures. */
  readonly figures: JobFigures | null;
  /** As sent: the service writes times in two forms, one without a zone. */
  readonly startTime: string;
  readonly endTime: string;
  readonly message: string;
}

/** Objects and bytes. What was copied includes what was skipped. */
export interface JobFigures {
  readonly totalObjects: number;
  readonly totalBytes: number;
  readonly copiedObjects: number;
  readonly copiedBytes: number;
  readonly skippedObjects: number;
  readonly failedObjects: number;
}

export interface JobResult {
  readonly version: string;
  /** Null if the service sends none. */
  readonly figures: JobFigures | null;
  /** The failed objects: none, not listed yet, or the list. */
  readonly failed: 'none' | 'not listed yet' | FailedList;
}

export type JobReport =
  | { readonly status: 'none' | 'running' }
  /** `failedObjects`: prefix of the files in the destination bucket that list them. */
  | { readonly status: 'finished'; readonly failedObjects: string }
  /** In the service's words. */
  | { readonly status: 'failed'; readonly message: string };

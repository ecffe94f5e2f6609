import { Secret } from '../../contracts/credentials/secret';
import { nothing } from './addresses';
import type { MgwApi } from './mgw-api';
import { hasMgwCode } from './mgw-error';
import { requireName } from './names';
import type {
  FailedList,
  FoundJob,
  JobFigures,
  JobHistoryEntry,
  JobReport,
  JobResult,
  JobStatus,
  MigrationJobs,
  NewJob,
} from './port';
import { childOf, countOf, textOf, type XmlContent, type XmlElement } from './xml-elements';
import { phrase } from '../../presentation/words/words';

/** What UpdateJob takes. */
const CHANGES = { launch: 'LAUNCHING', suspend: 'SUSPEND', close: 'CLOSING' };

const STATUSES: readonly JobStatus[] = [
  'begin',
  'launching',
  'preparing',
  'doing',
  'suspend',
  'closing',
  'finished',
  'interrupted',
  'confirmed',
  'deleting',
];

/** The newest rows of a history say how the job is; a scheduled job may have any number of them. */
const HISTORY_PAGES = 10;

/** The jobs of a region. */
export function migrationJobs(api: MgwApi): MigrationJobs {
  const at = (name: string) => {
    const resource = phrase('resource.mgwJob', { name });
    const checked = requireName(name, resource);
    return { path: `/job/${checked}`, history: `/jobhistory/${checked}`, resource };
  };
  const create = async (job: NewJob, transferMode: string, signal: AbortSignal) => {
    const { resource } = at(job.name);
    const body = ['ImportJob', importJob(job, transferMode)] as const;
    try {
      await api.write({ method: 'POST', path: '/job', body, resource }, signal);
      return 'created';
    } catch (error) {
      if (hasMgwCode(error, /^ImportJobAlreadyExist$/)) {
        return 'exists';
      }
      throw error;
    }
  };
  return {
    async createJob(job, signal) {
      const [mode, otherMode] = TRANSFER_MODES[job.overwrite];
      try {
        return await create(job, mode, signal);
      } catch (error) {
        if (otherMode !== undefined && hasMgwCode(error, /^(Invalid|Missing)Argument$/)) {
          return create(job, otherMode, signal);
        }
        throw error;
      }
    },

    async job(name, signal) {
      try {
        return foundJob(await api.read({ ...at(name), root: 'ImportJob' }, signal), name);
      } catch (error) {
        return nothing(error);
      }
    },

    async jobsNamed(beginning, signal) {
      const jobs = await api.readList(
        {
          path: '/joblist',
          query: { all: 'true' },
          root: 'ImportJobList',
          item: 'ImportJob',
          resource: phrase('resource.mgwJobs'),
        },
        signal,
      );
      return jobs.map((job) => foundJob(job, '')).filter(({ name }) => name.startsWith(beginning));
    },

    async setJobStatus(name, status, signal) {
      const body = ['ImportJob', { Status: `IMPORT_JOB_${CHANGES[status]}` }] as const;
      await api.write({ method: 'PUT', ...at(name), body }, signal);
    },

    async deleteJob(name, signal) {
      try {
        await api.write({ method: 'DELETE', ...at(name), query: { forceDelete: 'false' } }, signal);
        return 'deleted';
      } catch (error) {
        return nothing(error) ?? 'missing';
      }
    },

    async jobHistory(name, signal) {
      const { history: path, resource } = at(name);
      const rows = await api.readList(
        { path, root: 'JobHistoryList', item: 'JobHistory', maxPages: HISTORY_PAGES, resource },
        signal,
      );
      return rows.map(historyEntry);
    },

    async jobResult(name, round, signal) {
      const query = { jobResult: '', runtimeId: String(round) };
      return jobResult(await api.read({ ...at(name), query, root: 'ImportJobResult' }, signal));
    },

    async jobReport({ name, version }, round, signal) {
      const query = { runtimeId: String(round), version };
      const call = { path: '/report', query, root: 'GetReportResponse', resource: at(name).resource };
      return jobReport(await api.read(call, signal));
    },
  };
}

/**
 * By the SDK's text and mgwutil, `never` goes with an empty TransferMode; by an older page of the API, with `all`. The
 * second one is tried where the service refuses the first.
 */
const TRANSFER_MODES: Record<NewJob['overwrite'], readonly [string, string?]> = {
  always: ['all'],
  'if newer': ['lastmodified'],
  never: ['', 'all'],
};

function importJob(job: NewJob, transferMode: string): XmlContent {
  const limits = {
    MaxBandWidth: job.maxBandwidth ?? undefined,
    MaxImportTaskQps: job.maxFilesPerSecond ?? undefined,
  };
  const limited = Object.values(limits).some((limit) => limit !== undefined);
  return {
    CreateReport: true,
    DestAddress: job.destination,
    ImportQos: limited ? limits : undefined,
    Name: job.name,
    OverwriteMode: job.overwrite === 'never' ? 'never' : 'always',
    ParentVersion: job.repairs ?? undefined,
    SrcAddress: job.source,
    Tags: job.tags === '' ? undefined : job.tags,
    TransferMode: transferMode,
  };
}

function foundJob(job: XmlElement, name: string): FoundJob {
  return {
    name: textOf(job, 'Name') || name,
    version: textOf(job, 'Version'),
    source: textOf(job, 'SrcAddress'),
    destination: textOf(job, 'DestAddress'),
    overwrite: overwriteOf(textOf(job, 'OverwriteMode'), textOf(job, 'TransferMode')),
    maxBandwidth: limitOf(job, 'MaxBandWidth'),
    maxFilesPerSecond: limitOf(job, 'MaxImportTaskQps'),
    status: statusOf(job),
    tags: textOf(job, 'Tags'),
  };
}

function overwriteOf(overwrite: string, transfer: string): FoundJob['overwrite'] {
  if (overwrite === 'never') {
    return 'never';
  }
  return overwrite === 'always' ? (TRANSFERS[transfer] ?? 'unknown') : 'unknown';
}

const TRANSFERS: Readonly<Record<string, NewJob['overwrite']>> = { all: 'always', lastmodified: 'if newer' };

/** Null for no limit, which is sent as nothing or as zero. */
function limitOf(job: XmlElement, name: string): number | null {
  return countOf(childOf(job, 'ImportQos'), name) || null;
}

function statusOf(element: XmlElement): JobStatus {
  const sent = textOf(element, 'Status')
    .replace(/^IMPORT_JOB_/, '')
    .toLowerCase();
  return STATUSES.find((status) => status === sent) ?? 'unknown';
}

function historyEntry(row: XmlElement): JobHistoryEntry {
  return {
    round: countOf(row, 'RuntimeId') ?? 0,
    status: statusOf(row),
    listed: textOf(row, 'ListStatus') === 'Finished',
    figures: figuresOf(row, ''),
    startTime: textOf(row, 'StartTime'),
    endTime: textOf(row, 'EndTime'),
    message: textOf(row, 'Message'),
  };
}

/** @param kind what the names have in the middle: `Object` in results */
function figuresOf(element: XmlElement, kind: '' | 'Object'): JobFigures | null {
  const figures = {
    totalObjects: countOf(element, `Total${kind}Count`),
    totalBytes: countOf(element, `Total${kind}Size`),
    copiedObjects: countOf(element, `Copied${kind}Count`),
    copiedBytes: countOf(element, `Copied${kind}Size`),
    skippedObjects: skippedOf(element, `Skipped${kind}Count`),
    failedObjects: countOf(element, `Failed${kind}Count`),
  };
  return Object.values(figures).includes(null) ? null : (figures as JobFigures);
}

/** Older descriptions of the service have no such element: then nothing was skipped. */
function skippedOf(element: XmlElement, name: string): number | null {
  return textOf(element, name) === '' ? 0 : countOf(element, name);
}

function jobResult(answer: XmlElement): JobResult {
  return {
    version: textOf(answer, 'Version'),
    figures: figuresOf(answer, 'Object'),
    failed: failedOf(answer),
  };
}

function failedOf(answer: XmlElement): JobResult['failed'] {
  switch (textOf(answer, 'ReadyRetry')) {
    case 'Ready':
      return failedList(answer);
    case 'NoNeed':
      return 'none';
    default:
      return 'not listed yet';
  }
}

function failedList(answer: XmlElement): FailedList {
  return {
    addressType: textOf(answer, 'AddressType'),
    location: textOf(answer, 'InvLocation'),
    bucket: textOf(answer, 'InvBucket'),
    domain: textOf(answer, 'InvDomain'),
    path: textOf(answer, 'InvPath'),
    region: textOf(answer, 'InvRegionId'),
    accessKeyId: textOf(answer, 'InvAccessId'),
    accessKeySecret: new Secret(textOf(answer, 'InvAccessSecret')),
  };
}

function jobReport(answer: XmlElement): JobReport {
  switch (textOf(answer, 'Status')) {
    case 'Finished':
      return { status: 'finished', failedObjects: textOf(answer, 'FailedListPrefix') };
    case 'Failed':
      return { status: 'failed', message: textOf(answer, 'ErrorMessage') };
    case 'NotExist':
      return { status: 'none' };
    default:
      return { status: 'running' };
  }
}

import { randomUUID } from 'node:crypto';
import { element, xmlDocument, type XmlFragment } from '../core/xml';
import type { ServiceRequest } from '../core/service';
import { elementsNamed, rootContent, textOf } from '../oss/xml-request';
import { checkedName, checkedTags } from './address-operations';
import type { JobRunner } from './job-runner';
import { listPage, mgwTime, texts, type MgwResult } from './mgw-call';
import { mgwError } from './mgw-errors';
import { depthOf, isRunning, type JobLimits, type JobStatus, type MgwJob } from './mgw-model';
import type { MgwState } from './mgw-state';

/** Creates a job; it copies nothing before it is launched. */
export function createJob(state: MgwState, { body }: ServiceRequest): MgwResult {
  const content = rootContent(body, 'ImportJob');
  const name = checkedName(content);
  const tags = checkedTags(content);
  const source = state.addressNamed(required(content, 'SrcAddress'));
  const destination = state.addressNamed(required(content, 'DestAddress'));
  if (source.detail['AddressType'] === 'oss' || destination.detail['AddressType'] !== 'oss') {
    throw mgwError('InvalidArgument', 'The addresses of the job cannot be used together.');
  }
  const modes = checkedModes(state, content);
  const parentVersion = textOf(content, 'ParentVersion') ?? '';
  const parent = parentVersion === '' ? undefined : state.jobOfVersion(parentVersion);
  if (parentVersion !== '' && parent === undefined) {
    throw mgwError('NoSuchImportJobParent', 'The parent of the import job does not exist.');
  }
  if (parent !== undefined && depthOf(parent) >= state.switches.maxDepth) {
    throw mgwError('ImportJobDepthExceed', 'The depth of the import job exceeds the limit.');
  }
  if (state.findJob(name) !== undefined) {
    throw mgwError('ImportJobAlreadyExist', `The import job ${name} already exists.`);
  }
  if (state.jobs().length >= state.switches.maxJobs) {
    throw mgwError('ImportJobNumExceed', 'The number of import jobs exceeds the limit.');
  }
  const samePair = (job: MgwJob) => job.source === source && job.destination === destination;
  if (state.switches.samePair === 'refused' && state.jobs().some(samePair)) {
    throw mgwError('ImportJobRepeatedOnSameAddress', 'A job of the same two addresses already exists.');
  }
  const now = state.clock.now();
  state.addJob({
    name,
    version: randomUUID(),
    source,
    destination,
    ...modes,
    tags,
    ...(parent === undefined ? {} : { parent }),
    createReport: textOf(content, 'CreateReport') === 'true',
    createdAt: now,
    modifiedAt: now,
    status: 'BEGIN',
    limits: limitsIn(content),
    history: [],
  });
  return { effect: `created job ${name} from ${source.name} to ${destination.name}` };
}

export function getJob(state: MgwState, name: string, { query }: ServiceRequest): MgwResult {
  const byVersion = query.get('byVersion')?.toLowerCase() === 'true';
  const job = byVersion ? state.jobOfVersion(name) : state.findJob(name);
  if (job === undefined) {
    throw mgwError('NoSuchImportJob', `The import job ${name} does not exist.`);
  }
  return { body: xmlDocument('ImportJob', jobElements(job)) };
}

/** Changes the status of a job, or its limits, or both. */
export function updateJob(
  state: MgwState,
  runner: JobRunner,
  name: string,
  { body }: ServiceRequest,
): MgwResult {
  const content = rootContent(body, 'ImportJob');
  const job = state.jobNamed(name);
  const status = textOf(content, 'Status') ?? '';
  const limited = elementsNamed(content, 'ImportQos').length > 0;
  if (status === '' && !limited) {
    throw mgwError('MissingArgument', 'The parameter Status is missing.');
  }
  const change = status === '' ? undefined : changes[status];
  if (status !== '' && change === undefined) {
    throw mgwError('InvalidArgument', 'The parameter Status is invalid.');
  }
  if (change !== undefined && !change.from.includes(job.status)) {
    throw mgwError('InvalidImportJobStatus', `The status of the import job ${name} does not allow this.`);
  }
  if (limited) {
    job.limits = limitsIn(content);
  }
  change?.make(state, runner, job);
  return { effect: `${status === '' ? 'limited' : status} job ${name}` };
}

interface StatusChange {
  readonly from: readonly JobStatus[];
  make(state: MgwState, runner: JobRunner, job: MgwJob): void;
}

const changes: Readonly<Record<string, StatusChange>> = {
  IMPORT_JOB_LAUNCHING: {
    from: ['BEGIN', 'SUSPEND', 'INTERRUPTED'],
    make: (_, runner, job) => runner.launch(job),
  },
  IMPORT_JOB_SUSPEND: {
    from: ['LAUNCHING', 'PREPARING', 'DOING'],
    make: (state, _, job) => state.setStatus(job, 'SUSPEND', 'user'),
  },
  IMPORT_JOB_CLOSING: {
    from: ['LAUNCHING', 'PREPARING', 'DOING', 'SUSPEND'],
    make(state, runner, job) {
      state.setStatus(job, 'CLOSING', 'user');
      runner.closeIdle(job);
    },
  },
};

export function deleteJob(state: MgwState, name: string, { query }: ServiceRequest): MgwResult {
  const job = state.jobNamed(name);
  const family = [job, ...descendants(state, job)];
  if (family.length > 1 && query.get('forceDelete')?.toLowerCase() !== 'true') {
    throw mgwError('ImportJobHasDescendants', `Jobs retry the import job ${name}.`);
  }
  if (family.some(isRunning)) {
    throw mgwError('InvalidImportJobStatus', `The import job ${name} runs.`);
  }
  family.forEach((one) => state.removeJob(one));
  return {
    status: state.switches.deleteStatus,
    effect: `deleted ${family.map((one) => `job ${one.name}`).join(', ')}`,
  };
}

/** Without `all`, only jobs that retry none; with `parentName`, those that retry that one. */
export function listJobs(state: MgwState, { query }: ServiceRequest): MgwResult {
  const parentName = query.get('parentName') ?? '';
  const all = query.get('all')?.toLowerCase() === 'true';
  const jobs = state
    .jobs()
    .filter(({ parent }) => (parentName === '' ? all || parent === undefined : parent?.name === parentName));
  const entries = jobs.map((job) => ({ marker: job.name, xml: element('ImportJob', jobElements(job)) }));
  return { body: listPage('ImportJobList', query, entries) };
}

function descendants(state: MgwState, job: MgwJob): MgwJob[] {
  return state.childrenOf(job).flatMap((child) => [child, ...descendants(state, child)]);
}

function required(content: string, field: string): string {
  const text = textOf(content, field) ?? '';
  if (text === '') {
    throw mgwError('MissingArgument', `The parameter ${field} is missing.`);
  }
  return text;
}

/** @throws OssError `InvalidArgument`, `MissingArgument` */
function checkedModes(
  { switches }: MgwState,
  content: string,
): Pick<MgwJob, 'overwriteMode' | 'transferMode'> {
  const overwriteMode = required(content, 'OverwriteMode');
  const transferMode = textOf(content, 'TransferMode') ?? '';
  const allowed: Readonly<Record<string, readonly string[]>> = {
    always: ['all', 'lastmodified'],
    never: [switches.neverMode === 'empty' ? '' : 'all'],
  };
  if (transferMode === '' && allowed[overwriteMode]?.includes('') === false) {
    throw mgwError('MissingArgument', 'The parameter TransferMode is missing.');
  }
  if (allowed[overwriteMode]?.includes(transferMode) !== true) {
    throw mgwError('InvalidArgument', 'The parameters OverwriteMode and TransferMode are invalid.');
  }
  return { overwriteMode, transferMode };
}

function limitsIn(content: string): JobLimits {
  const [limits = ''] = elementsNamed(content, 'ImportQos');
  const [bits, files] = ['MaxBandWidth', 'MaxImportTaskQps'].map((field) =>
    Number(textOf(limits, field) ?? 0),
  );
  return {
    ...(bits ? { bitsPerSecond: bits } : {}),
    ...(files ? { filesPerSecond: files } : {}),
  };
}

function jobElements(job: MgwJob): XmlFragment[] {
  const { bitsPerSecond, filesPerSecond } = job.limits;
  return [
    ...texts({
      CreateReport: job.createReport,
      CreateTime: mgwTime(job.createdAt),
      DestAddress: job.destination.name,
    }),
    element('ImportQos', texts({ MaxBandWidth: bitsPerSecond, MaxImportTaskQps: filesPerSecond })),
    ...texts({
      ModifyTime: mgwTime(job.modifiedAt),
      Name: job.name,
      OverwriteMode: job.overwriteMode,
      ParentName: job.parent?.name ?? '',
      ParentVersion: job.parent?.version ?? '',
      SrcAddress: job.source.name,
      Status: `IMPORT_JOB_${job.status}`,
      Tags: job.tags,
      TransferMode: job.transferMode,
      Version: job.version,
    }),
  ];
}

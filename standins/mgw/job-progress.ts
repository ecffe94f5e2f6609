import { element, xmlDocument } from '../core/xml';
import type { ServiceRequest } from '../core/service';
import { listPage, mgwTime, texts, type MgwResult } from './mgw-call';
import { mgwError } from './mgw-errors';
import type { Figures, HistoryRow, MgwJob, Round } from './mgw-model';
import type { MgwState } from './mgw-state';

/** One row for each change of the status, newest first; none before the job is launched. */
export function listHistory(state: MgwState, name: string, { query }: ServiceRequest): MgwResult {
  const job = state.jobNamed(name);
  const roundId = query.get('runtimeId') ?? '';
  const entries = job.history
    .filter((row) => roundId === '' || String(row.roundId) === roundId)
    .map((row) => ({ marker: String(row.commitId), xml: element('JobHistory', rowElements(job, row)) }));
  return { body: listPage('JobHistoryList', query, entries) };
}

/** What came of a round. @throws OssError `MissingArgument`, `NoSuchImportJobRunTimeId` */
export function getResult(state: MgwState, name: string, { query }: ServiceRequest): MgwResult {
  const job = state.jobNamed(name);
  const roundId = query.get('runtimeId') ?? '';
  if (roundId === '') {
    throw mgwError('MissingArgument', 'The parameter runtimeId is missing.');
  }
  const { round } = job;
  if (round === undefined || String(round.id) !== roundId) {
    throw mgwError('NoSuchImportJobRunTimeId', `The round ${roundId} does not exist.`);
  }
  const ready = readiness(state, job, round);
  const { failedList } = round;
  const { figures } = round;
  return {
    body: xmlDocument('ImportJobResult', [
      ...texts({
        CopiedObjectCount: figures.copiedCount,
        CopiedObjectSize: figures.copiedSize,
        FailedObjectCount: figures.failedCount,
        ReadyRetry: ready,
        SkippedObjectCount: figures.skippedCount,
        SkippedObjectSize: figures.skippedSize,
        TotalObjectCount: figures.totalCount,
        TotalObjectSize: figures.totalSize,
        Version: job.version,
      }),
      ...(ready === 'Ready' && failedList !== undefined
        ? texts({
            AddressType: 'ossinv',
            InvAccessId: failedList.accessKeyId,
            InvAccessSecret: failedList.accessKeySecret,
            InvBucket: failedList.bucket,
            InvLocation: 'oss',
            InvPath: failedList.path,
            InvRegionId: job.destination.detail['RegionId'],
          })
        : []),
    ]),
  };
}

function readiness(state: MgwState, job: MgwJob, round: Round): 'NoNeed' | 'NotReady' | 'Ready' {
  if (job.status !== 'FINISHED') {
    return 'NotReady';
  }
  if (round.failedList === undefined) {
    return 'NoNeed';
  }
  if (round.unlisted < state.switches.unlistedResults) {
    round.unlisted += 1;
    return 'NotReady';
  }
  return 'Ready';
}

const NONE: Figures = {
  totalCount: -1,
  totalSize: -1,
  copiedCount: -1,
  copiedSize: -1,
  skippedCount: -1,
  skippedSize: -1,
  failedCount: -1,
};

function rowElements(job: MgwJob, row: HistoryRow) {
  const figures = row.figures ?? NONE;
  return texts({
    CommitId: row.commitId,
    CopiedCount: figures.copiedCount,
    CopiedSize: figures.copiedSize,
    EndTime: mgwTime(row.endedAt),
    FailedCount: figures.failedCount,
    JobVersion: job.version,
    ListStatus: row.listed ? 'Finished' : 'Listing',
    Message: row.message,
    Name: job.name,
    Operator: row.operator,
    RuntimeId: row.roundId,
    RuntimeState: row.status === 'INTERRUPTED' ? 'Interrupt' : 'Normal',
    SkippedCount: figures.skippedCount,
    SkippedSize: figures.skippedSize,
    StartTime: mgwTime(row.startedAt),
    Status: `IMPORT_JOB_${row.status}`,
    TotalCount: figures.totalCount,
    TotalSize: figures.totalSize,
  });
}

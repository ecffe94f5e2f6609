import { xmlDocument } from '../core/xml';
import { percentEncode } from '../core/signature-v4';
import type { ServiceRequest } from '../core/service';
import { rootContent, textOf } from '../oss/xml-request';
import { mgwTime, texts, type MgwResult } from './mgw-call';
import { mgwError } from './mgw-errors';
import type { MgwJob, Report, Round } from './mgw-model';
import type { MgwState } from './mgw-state';
import { Refused, type ObjectRequests } from './object-requests';
import { Unusable, type Places } from './places';

/** Rows in a file. */
const FILE_ROWS = 1000;

/**
 * Writes reports of rounds into the destination bucket: a list of what failed, and why. The order of the columns is made
 * up; the service's lists of everything, and of what was skipped, are left out.
 */
export class JobReports {
  constructor(
    readonly state: MgwState,
    readonly places: Places,
    readonly requests: ObjectRequests,
    readonly accountId: string,
    readonly stopped: AbortSignal,
  ) {}

  /** CreateReport: only the first call for a round does something. */
  create({ body }: ServiceRequest): MgwResult {
    const content = rootContent(body, 'CreateReport');
    const [name, version, roundId] = ['JobName', 'Version', 'RuntimeId'].map(
      (field) => textOf(content, field) ?? '',
    );
    const job = this.state.jobNamed(name ?? '');
    if (version !== job.version) {
      throw mgwError('InvalidArgument', 'The parameter Version is not that of the job.');
    }
    const round = roundOf(job, roundId ?? '');
    this.start(job, round);
    return { effect: `asked for a report of job ${name}` };
  }

  /** GetReport */
  get({ query }: ServiceRequest): MgwResult {
    const version = query.get('version') ?? '';
    if (version === '') {
      throw mgwError('MissingArgument', 'The parameter version is missing.');
    }
    const job = this.state.jobOfVersion(version);
    if (job === undefined) {
      throw mgwError('NoSuchImportJob', `The import job ${version} does not exist.`);
    }
    const round = roundOf(job, query.get('runtimeId') ?? '1');
    const { report, figures } = round;
    const shown =
      report === undefined
        ? { Status: 'NotExist' }
        : {
            CopiedCount: figures.copiedCount,
            ErrorMessage: report.message,
            FailedCount: figures.failedCount,
            FailedListPrefix: `${report.prefix}failed_list/`,
            JobCreateTime: mgwTime(job.createdAt),
            ReportCreateTime: mgwTime(report.startedAt),
            ReportEndTime: mgwTime(report.endedAt),
            SkippedCount: figures.skippedCount,
            SkippedListPrefix: `${report.prefix}skipped_list/`,
            Status: report.status,
            TotalCount: figures.totalCount,
            TotalListPrefix: `${report.prefix}total_list/`,
          };
    return { body: xmlDocument('GetReportResponse', texts(shown)) };
  }

  /** Begins the report of a round that has ended. */
  start(job: MgwJob, round: Round): void {
    if (round.report !== undefined || job.status !== 'FINISHED') {
      return;
    }
    const prefix = `${job.destination.detail['Prefix'] ?? ''}aliyun_import_report/${this.accountId}/${job.version}/${round.id}/`;
    const report: Report = { status: 'Running', startedAt: this.state.clock.now(), prefix, message: '' };
    round.report = report;
    void this.#write(job, round, report);
  }

  async #write(job: MgwJob, round: Round, report: Report): Promise<void> {
    try {
      const place = this.places.destination(job.destination);
      const stem = `${report.prefix}failed_list/${this.accountId}@${job.version}@${round.id}_failed_list_`;
      for (let at = 0; at < round.failed.length; at += FILE_ROWS) {
        const body = Buffer.from(rowsOf(job, round, at));
        const content = { body, headers: { 'content-type': 'text/csv' } };
        await this.requests.write(place, `${stem}${at / FILE_ROWS}`, content, this.stopped);
      }
      report.status = 'Finished';
    } catch (error) {
      report.status = 'Failed';
      const known = error instanceof Refused || error instanceof Unusable;
      report.message = known ? error.problem.message : 'The report could not be written.';
    }
    report.endedAt = this.state.clock.now();
  }
}

/** Source key, destination key, size, last modification, and why it was not copied. */
function rowsOf({ source, destination }: MgwJob, { failed }: Round, from: number): string {
  const [before = '', after = ''] = [source.detail['Prefix'], destination.detail['Prefix']];
  const encode = (text: string) => percentEncode(Buffer.from(text), true);
  return failed
    .slice(from, from + FILE_ROWS)
    .map(({ key, size, lastModified, problem }) =>
      [
        encode(key),
        encode(after + key.slice(before.length)),
        size,
        mgwTime(lastModified),
        encode(`${problem.code}: ${problem.message}`),
      ].join(','),
    )
    .map((row) => `${row}\n`)
    .join('');
}

/** @throws OssError `NoSuchImportJobRunTimeId` */
function roundOf({ round }: MgwJob, roundId: string): Round {
  if (round === undefined || String(round.id) !== roundId) {
    throw mgwError('NoSuchImportJobRunTimeId', `The round ${roundId} does not exist.`);
  }
  return round;
}

import type { ApprovalAudit, Decision } from '../../contracts/approval/approval';
import { copiedOf } from '../../contracts/migration/job-progress';
import type { MigratedResult, MigrationResult, NotMigratedResult } from '../../contracts/migration/migration';
import { REPORT_FOLDER } from '../../contracts/migration/verification';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import { named } from '../text/foreign-text';
import type { Language } from '../words/language';
import { sayIn, wordsOf } from '../words/words';
import { auditRows, decisionRows } from './audit-rows';
import { verificationLine, verificationRows } from './verification-rows';

/** A figure, as decimal strings, is rounded for people and exact for programs. */
export type Cell = string | { readonly count: string } | { readonly bytes: string };

/** A part of a report under its title: a table or a list. */
export type Part = { readonly id: string; readonly title: string } & (
  | { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly lines: readonly string[] }
);

/** What the report of a migration says, the same in every format, in the order in which people need it. */
export function migrationParts(result: MigrationResult, language: Language): Part[] {
  const parts = 'source' in result ? migrated(result, language) : notLaunched(result, language);
  return parts.filter((part) => ('lines' in part ? part.lines : part.rows).length > 0);
}

function migrated(result: MigratedResult, language: Language): Part[] {
  const { report, terminal } = wordsOf(language);
  const { cutOver, reader, approvedBy, planDigest, nextSteps } = result;
  const names = terminal.migration;
  const title = names.approvedBy;
  return [
    comparisonPart(result, language),
    jobPart(result, language),
    { id: 'failed', title: report.migration.failed, lines: failedLines(result, language) },
    ...addressParts(result, language),
    countedPart(result, language),
    approvedBy.length === 0
      ? { id: 'approval', title, lines: [names.launchedEarlier] }
      : decisionPart('approval', title, approvedBy, planDigest, language),
    ...(cutOver === null
      ? []
      : [
          decisionPart(
            'cut-over',
            names.cutOverDecision(named(cutOver.requestedBy)),
            cutOver.decisions,
            cutOver.planDigest,
            language,
          ),
        ]),
    eventPart(result.audit, ofDecisions(result, language), language),
    ...(reader === null ? [] : undoParts(reader, language)),
    { id: 'next-steps', title: report.nextSteps, lines: nextSteps.map(sayIn(language)) },
  ];
}

function notLaunched({ decisions, planDigest, audit, undo }: NotMigratedResult, language: Language): Part[] {
  const { report } = wordsOf(language);
  return [
    decisions.length === 0
      ? { id: 'approval', title: report.decisions, lines: [report.nobodyDecided] }
      : decisionPart('approval', report.decisions, decisions, planDigest, language),
    eventPart(audit, [], language),
    ...undoParts(undo, language),
  ];
}

function comparisonPart({ source, destination, verification }: MigratedResult, language: Language): Part {
  const words = wordsOf(language);
  const { report, terminal } = words;
  const [id, title] = ['comparison', terminal.migration.comparison];
  if (verification === null) {
    return { id, title, lines: [terminal.migration.notCompared] };
  }
  const buckets = { source: source.bucket, destination: destination.bucket };
  return {
    id,
    title,
    head: [report.what, report.found],
    rows: [
      [report.outcomeName, verificationLine(buckets, verification, words)],
      ...verificationRows(verification, words, sayIn(language)),
      ...(verification.listCommand === undefined
        ? []
        : [[words.verification.list, verification.listCommand]]),
    ],
  };
}

/** One line a job: the rounds, each followed by the jobs that repaired it. */
function jobPart({ jobs }: MigratedResult, language: Language): Part {
  const { report } = wordsOf(language);
  const { jobColumns, jobStates } = report.migration;
  return {
    id: 'jobs',
    title: report.migration.jobs,
    head: jobColumns,
    rows: jobs.map(({ job, state, figures }): Cell[] => [
      named(job),
      jobStates[state],
      ...(figures === null
        ? ['', '', '', '', '']
        : [
            { count: figures.totalObjects },
            { count: copiedOf(figures) },
            // Of what was skipped the service counts only the objects.
            figures.skippedObjects === '0' ? { bytes: figures.copiedBytes } : '',
            { count: figures.skippedObjects },
            { count: figures.failedObjects },
          ]),
    ]),
  };
}

/** How many objects each job left behind, and where the service lists them with its reasons. */
function failedLines({ jobs, destination }: MigratedResult, language: Language): string[] {
  const { migration } = wordsOf(language).report;
  return jobs
    .filter(({ figures }) => (figures?.failedObjects ?? '0') !== '0')
    .map(({ job, version, figures }) =>
      migration.failedOf({
        job: named(job),
        count: figures?.failedObjects ?? '0',
        bucket: named(destination.bucket),
        folder: named(`${destination.prefix}${REPORT_FOLDER}`),
        version: named(version),
      }),
    );
}

function addressParts({ source, destination }: MigratedResult, language: Language): Part[] {
  const { report } = wordsOf(language);
  const { form, migration } = report;
  const head = [report.field, report.value];
  const within = (prefix: string) => (prefix === '' ? form.wholeBucket : named(prefix));
  return [
    {
      id: 'source',
      title: form.source,
      head,
      rows: [
        [migration.address, named(source.address)],
        [form.bucket, named(source.bucket)],
        [form.prefix, within(source.prefix)],
        [form.endpoint, named(source.endpoint)],
        [form.accessKeyId, named(source.accessKeyId)],
      ],
    },
    {
      id: 'destination',
      title: form.destination,
      head,
      rows: [
        [migration.address, named(destination.address)],
        [form.bucket, named(destination.bucket)],
        [report.region, named(destination.region)],
        [form.prefix, within(destination.prefix)],
        [migration.role, named(destination.role)],
      ],
    },
  ];
}

function countedPart({ inventory, prepared }: MigratedResult, language: Language): Part {
  const { report } = wordsOf(language);
  return {
    id: 'counted',
    title: report.migration.counted,
    head: [report.what, report.found],
    rows: [
      [report.objects, { count: inventory.objects }],
      [report.bytes, { bytes: inventory.bytes }],
      [report.page.workflowId, named(prepared.workflowId)],
      [report.page.runId, named(prepared.runId)],
    ],
  };
}

function decisionPart(
  id: string,
  title: string,
  decisions: readonly Decision[],
  planDigest: string,
  language: Language,
): Part {
  const { report } = wordsOf(language);
  return {
    id,
    title,
    head: [...report.decisionColumns, report.migration.planDigest],
    rows: decisionRows(decisions, language).map((row) => [...row, planDigest]),
  };
}

/** Of each event at the gate, the decision that it belongs to: the launch until it was approved, then the cut-over. */
function ofDecisions({ audit, approvedBy }: MigratedResult, language: Language): string[] {
  const { details, terminal } = wordsOf(language);
  const launched = audit.events.findIndex(
    ({ kind, ...event }) => kind === 'closed' && 'outcome' in event && event.outcome === 'approved',
  );
  return audit.events.map((_, at) =>
    approvedBy.length > 0 && (launched < 0 || at <= launched)
      ? details.migrationSteps.launch
      : terminal.migration.cutOver,
  );
}

/** What happened at the gate; each event with what was to be decided, if that is given. */
function eventPart(audit: ApprovalAudit, decisions: readonly string[], language: Language): Part {
  const { report, terminal } = wordsOf(language);
  return {
    id: 'events',
    title: report.events,
    head: [report.at, report.what],
    rows: [
      ...auditRows(audit, language).map(([time, what], at) => {
        const decision = decisions[at];
        return [time, decision === undefined ? what : terminal.titled(decision, what)];
      }),
      ...(audit.omitted === 0 ? [] : [['', report.omitted({ count: audit.omitted })]]),
    ],
  };
}

function undoParts({ removed, kept }: UndoReport, language: Language): Part[] {
  const { report, terminal } = wordsOf(language);
  const say = sayIn(language);
  return [
    { id: 'removed', title: report.removed, lines: removed.map(say) },
    {
      id: 'kept',
      title: report.kept,
      lines: kept.map(({ what, why }) => terminal.titled(say(what), say(why))),
    },
  ];
}

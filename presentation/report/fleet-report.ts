import {
  MEMBER_PHASES,
  type FleetReportFormat,
  type Member,
  type PhaseCounts,
} from '../../contracts/runs/fleet';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { memberText } from '../details/fleet-details';
import { named, visibleJson } from '../text/foreign-text';
import { humanBytes, humanCount } from '../text/human-units';
import { minute } from '../text/minute';
import type { Language } from '../words/language';
import { sayIn, wordsOf, phrase } from '../words/words';
import { csvRecord } from './csv-record';
import { columnTable } from './html/blocks';
import { html, type Content } from './html/markup';
import { pageOf } from './html/page';

/** A fleet as its report shows it. */
export interface ReportedFleet {
  readonly name: string;
  /** ISO time of the report. */
  readonly at: string;
  readonly counts: PhaseCounts;
  readonly members: readonly Member[];
  readonly run: RunIdentity;
  /** The page of a preparation in the Web UI; null if nobody knows where that is. */
  readonly linkOf: (bucket: string) => string | null;
}

/** Renders the summary of a fleet as a file. What each preparation found and created is in its own report. */
export function renderFleetReport(
  fleet: ReportedFleet,
  format: Exclude<FleetReportFormat, 'text'>,
  language: Language,
): string {
  switch (format) {
    case 'html':
      return htmlReport(fleet, language).trimEnd();
    case 'csv':
      return csvReport(fleet, language).trimEnd();
    case 'json': {
      const { linkOf: _, ...data } = fleet;
      return visibleJson(data, 2);
    }
  }
}

/** One line a bucket; objects and bytes are digits, or empty. */
function csvReport({ members, linkOf }: ReportedFleet, language: Language): string {
  const { fleets } = wordsOf(language);
  const { columns } = fleets;
  const head = [
    columns.bucket,
    columns.phase,
    columns.problem,
    columns.objects,
    columns.bytes,
    columns.blockers,
    columns.link,
  ];
  const rows = members.map(({ bucket, phase, problem = '', objects = '', bytes = '', blockers }) => [
    bucket,
    fleets.phases[phase],
    problem,
    objects,
    bytes,
    blockers === undefined ? '' : String(blockers),
    linkOf(bucket) ?? '',
  ]);
  return [head, ...rows].map(csvRecord).join('');
}

function htmlReport({ name, at, counts, members, run, linkOf }: ReportedFleet, language: Language): string {
  const { fleets } = wordsOf(language);
  const { columns } = fleets;
  const title = fleets.heading(named(name));
  const sum = (of: (member: Member) => string | undefined) =>
    String(members.reduce((total, member) => total + BigInt(of(member) ?? 0), 0n));
  const [objects, bytes] = [sum((one) => one.objects), sum((one) => one.bytes)];
  const urgent = members.filter(({ phase }) => phase === 'action required' || phase === 'failed');
  const table = (shown: readonly Member[]): Content =>
    columnTable(
      null,
      [columns.bucket, columns.phase, columns.objects, columns.size, columns.blockers],
      shown.map((one) => [
        linked(one.bucket, linkOf),
        memberText(one, language),
        one.objects === undefined ? '' : humanCount(one.objects),
        one.bytes === undefined ? '' : humanBytes(one.bytes),
        one.blockers ?? '',
      ]),
    );
  return pageOf({
    language,
    title,
    summary: html`<p>${sayIn(language)(phrase('fleet.counts', { counts }))}</p>
      <p>${fleets.reportedAt(minute(at))}</p>`,
    sections: [
      {
        id: 'phases',
        title: columns.phase,
        content: columnTable(
          fleets.total(humanCount(String(members.length)), humanCount(objects), humanBytes(bytes)),
          [columns.phase, columns.buckets],
          MEMBER_PHASES.filter((phase) => (counts[phase] ?? 0) > 0).map((phase) => [
            fleets.phases[phase],
            humanCount(String(counts[phase])),
          ]),
        ),
      },
      ...(urgent.length === 0 ? [] : [{ id: 'urgent', title: fleets.urgent, content: table(urgent) }]),
      { id: 'buckets', title: columns.buckets, content: table(members) },
    ],
    run,
  });
}

function linked(bucket: string, linkOf: ReportedFleet['linkOf']): Content {
  const link = linkOf(bucket);
  return link === null ? bucket : html`<a href="${link}">${bucket}</a>`;
}

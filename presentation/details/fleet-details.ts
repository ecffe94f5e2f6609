import { preparationWorkflowId } from '../../contracts/names';
import { batchCommand, type BatchCommand } from '../../contracts/runs/run-commands';
import type { Member, PhaseCounts, PlannedMember } from '../../contracts/runs/fleet';
import { MEMBER_PHASES } from '../../contracts/runs/fleet';
import type { PreparationStatus } from '../../contracts/runs/status';
import { commandSpan, plain } from '../text/markdown';
import { named } from '../text/foreign-text';
import { humanCount } from '../text/human-units';
import type { Language } from '../words/language';
import type { Phrase } from '../words/phrase';
import { phrase, say, wordsOf } from '../words/words';
import { detailsHead, detailsNotices, fitted } from './details';
import { cell, nameableId, pageLink } from './details-markdown';

/** A fleet as its details show it. */
export interface ShownFleet {
  readonly status: PreparationStatus;
  readonly counts: PhaseCounts;
  readonly total: number;
  /** The first ones; those that need a person come first. */
  readonly members: readonly Member[];
  /** What a dry run found out so far; null for any other. */
  readonly planned: readonly PlannedMember[] | null;
}

/** So many plans of a dry run are shown, if there is room. */
const MAX_PLANS = 20;

/**
 * Renders the current details of a fleet: Markdown for the Web UI, under 4 KB. What a person has to do comes first, with links
 * to the preparations; then the counts.
 */
export function renderFleetDetails(fleet: ShownFleet, language: Language = 'en'): string {
  const { status, counts, total, members, planned } = fleet;
  const words = wordsOf(language);
  const { fleets } = words;
  if (planned !== null) {
    return renderDryRun(status, planned, total, language);
  }
  const open = status.phase.name !== 'finished';
  const parked = counts['action required'] ?? 0;
  const waiting = counts['waiting for approval'] ?? 0;
  const command = (name: BatchCommand) => commandSpan(batchCommand(name, nameableId(status.workflowId)));
  const toDo = [
    ...(parked === 0 ? [] : [fleets.parked(parked, command('retry'))]),
    ...(waiting === 0 ? [] : [fleets.waiting(waiting, command('plans'))]),
  ];
  const shown = members.filter(({ phase }) => phase !== 'pending' && phase !== 'prepared');
  const countRows = MEMBER_PHASES.flatMap((phase) => {
    const count = counts[phase] ?? 0;
    return count === 0 ? [] : [`| ${cell(fleets.phases[phase])} | ${humanCount(String(count))} |`];
  });
  const table =
    total === 0
      ? ''
      : [`| ${fleets.columns.phase} | ${fleets.columns.buckets} |`, '| --- | --- |', ...countRows].join('\n');
  const list = shown
    .map(
      (one) =>
        `- ${pageLink(one.bucket, preparationWorkflowId(one.bucket))}: ${cell(memberText(one, language))}`,
    )
    .join('\n');
  return fitted(
    open && toDo.length > 0
      ? detailsHead(status, language, { headline: fleets.urgent, attention: toDo.join('\n\n') })
      : detailsHead(status, language),
    [table, list, detailsNotices(status, language)],
    [0, 2, 1],
    words.details.cut,
  );
}

/** What a dry run would do, those with a problem first, as far as there is room; the result has all. */
function renderDryRun(
  status: PreparationStatus,
  planned: readonly PlannedMember[],
  total: number,
  language: Language,
): string {
  const words = wordsOf(language);
  const { fleets } = words;
  const { columns } = fleets;
  const head = [columns.bucket, columns.destination, columns.region, columns.user, columns.phase];
  const shown = planned.toSorted((one, other) => urgencyOf(one) - urgencyOf(other)).slice(0, MAX_PLANS);
  const rows = shown.map((one) => [
    one.prefix === '' ? one.bucket : `${one.bucket}/${one.prefix}`,
    one.destination?.bucket ?? '-',
    one.destination?.region ?? '-',
    one.user ?? '-',
    plannedText(one, language),
  ]);
  const table =
    rows.length === 0
      ? ''
      : [head, head.map(() => '---'), ...rows.map((row) => row.map((text) => cell(text)))]
          .map((row) => `| ${row.join(' | ')} |`)
          .join('\n');
  const first = [
    plain(say(language, dryRunPhrase(planned, total))),
    fleets.resultHasAll(shown.length, total),
  ].join(' ');
  return fitted(
    [detailsHead(status, language), planned.length === 0 ? '' : first]
      .filter((block) => block !== '')
      .join('\n\n'),
    [table, detailsNotices(status, language)],
    [0, 1],
    words.details.cut,
  );
}

/** How many buckets of a dry run would be started, and how many would not. */
export function dryRunPhrase(planned: readonly PlannedMember[], total: number): Phrase {
  const count = (isCounted: (one: PlannedMember) => boolean) => planned.filter(isCounted).length;
  return phrase('fleet.dryRun', {
    total,
    start: count(({ found, problem }) => found === null && problem === undefined),
    unreadable: count(({ found, problem }) => found === null && problem !== undefined),
    found: count(({ found }) => found !== null),
  });
}

/** Those that could not be started as they are come first, then those that would be. */
function urgencyOf({ found, problem }: PlannedMember): number {
  if (found === null) {
    return problem === undefined ? 1 : 0;
  }
  return problem === undefined ? 2 : 0;
}

/** What would become of a bucket, or what its preparation is. */
export function plannedText({ found, problem }: PlannedMember, language: Language): string {
  const { fleets } = wordsOf(language);
  if (found !== null) {
    return `${fleets.phases[found]}${problem === undefined ? '' : `: ${named(problem)}`}`;
  }
  return problem === undefined ? fleets.wouldStart : fleets.wouldPark(named(problem));
}

/** The phase of a bucket, and its problem if it has one. */
export function memberText({ phase, problem }: Member, language: Language): string {
  const { fleets, terminal } = wordsOf(language);
  return problem === undefined ? fleets.phases[phase] : terminal.titled(fleets.phases[phase], problem);
}

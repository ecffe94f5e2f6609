import { preparationWorkflowId } from '../../contracts/names';
import { batchCommand, type BatchCommand } from '../../contracts/run-commands';
import type { Member, PhaseCounts } from '../../contracts/fleet';
import { MEMBER_PHASES } from '../../contracts/fleet';
import type { PreparationStatus } from '../../contracts/status';
import { commandSpan } from '../text/markdown';
import { humanCount } from '../text/human-units';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';
import { detailsHead, detailsNotices, fitted } from './details';
import { cell, nameableId, pageLink } from './details-markdown';

/** A fleet as its details show it. */
export interface ShownFleet {
  readonly status: PreparationStatus;
  readonly counts: PhaseCounts;
  readonly total: number;
  /** The first ones; those that need a person come first. */
  readonly members: readonly Member[];
}

/**
 * Renders the current details of a fleet: Markdown for the Web UI, under 4 KB. What a person has to do comes first, with links
 * to the preparations; then the counts.
 */
export function renderFleetDetails(fleet: ShownFleet, language: Language = 'en'): string {
  const { status, counts, total, members } = fleet;
  const words = wordsOf(language);
  const { fleets } = words;
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
    [detailsHead(status, language), ...(open ? toDo : [])].filter((block) => block !== '').join('\n\n'),
    [table, list, detailsNotices(status, language)],
    [0, 2, 1],
    words.details.cut,
  );
}

/** The phase of a bucket, and its problem if it has one. */
export function memberText({ phase, problem }: Member, language: Language): string {
  const { fleets, terminal } = wordsOf(language);
  return problem === undefined ? fleets.phases[phase] : terminal.titled(fleets.phases[phase], problem);
}

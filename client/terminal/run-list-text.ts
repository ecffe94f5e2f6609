import { approvals } from '../../presentation/details/wording';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { named } from '../../presentation/text/foreign-text';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Words } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import type { RunRow } from '../runs/list-runs';
import { tableLines } from './table';
import { minute } from '../../presentation/text/minute';

type Look = Pick<CommandContext, 'words'>;

/** The runs as a table, and the links to the same in the Web UI. */
export function runListText(
  rows: readonly RunRow[],
  views: readonly { readonly name: string; readonly link: string }[],
  look: Look,
  width: number,
): string {
  const { list } = look.words.terminal;
  const table =
    rows.length === 0
      ? [list.none]
      : tableLines(
          list.columns,
          rows.map((row) => cells(row, look)),
          width,
        );
  const links = alignedLines(views.map(({ name, link }) => [name, link]));
  return [...table, ...(links.length === 0 ? [] : ['', list.inWebUi, ...links])].join('\n');
}

function cells({ workflowId, bucket, phase, status, since, requester }: RunRow, look: Look): string[] {
  const { list } = look.words.terminal;
  return [
    named(workflowId),
    bucket === '' ? '-' : named(bucket),
    phase === null ? list.unknownPhase : phaseName(phase, look.words),
    (status === null ? '' : waitsForText(status, look)) || '-',
    minute(since),
    requester === null ? '-' : named(requester),
  ];
}

/** The name of a phase, an outcome or a state, in the language of the reader. */
export function phaseName(phase: string, { terminal }: Words): string {
  const { list, outcomes, runStates } = terminal;
  return list.phases[phase] ?? outcomes[phase] ?? runStates[phase] ?? phase;
}

/** What a run waits for, in a few words; empty if it has ended. */
export function waitsForText(
  { phase, approval, steps, blockers = [] }: PreparationStatus,
  look: Look,
): string {
  const { list, titled } = look.words.terminal;
  const found = blockers.length === 0 ? [] : [list.blockers(blockers.length)];
  const titleOf = (name: string) => steps.find((step) => step.name === name)?.title ?? name;
  switch (phase.name) {
    case 'waiting for approval': {
      const until = minute(phase.deadline);
      return list.joined([...found, list.approval(approvals(approval), approval?.required ?? 1, until)]);
    }
    case 'action required':
      return list.joined([...found, titled(named(phase.problem.type), titleOf(phase.step))]);
    case 'waiting':
      return list.until(phase.for, minute(phase.until));
    case 'running':
      return list.joined([...found, titleOf(phase.step)]);
    case 'cleaning up':
      return phase.because;
    case 'finished':
      return '';
  }
}

import { OPEN_PHASES } from '../../contracts/runs/status';
import { withPreparations } from '../command-help';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { runListText, waitsForText } from '../terminal/run-list-text';
import { phrase } from '../../presentation/words/words';
import { listRuns } from './list-runs';
import type { Preparations } from './preparations';
import { viewQuery, type RunFilter } from './run-filter';

export interface ListOptions {
  readonly phase?: string;
  readonly actionRequired?: true;
  readonly mine?: true;
  readonly by?: string;
  readonly all?: true;
  readonly limit: number;
  readonly json?: boolean;
}

/** What each run waits for, as `npx prep list` answers it. */
export function list(options: ListOptions, context: CommandContext) {
  const filter = filterOf(options, context);
  return withPreparations(context, async (preparations) => {
    const found = await listRuns(preparations, filter, options.limit);
    const { rows, more, searchable, unanswered, stuck, unreadable } = found;
    const views = viewsOf(filter, searchable, preparations, context);
    const notes = [
      ...(searchable ? [] : [phrase('command.listWithoutAttributes')]),
      ...(unanswered === 0 ? [] : [phrase('command.listUnanswered', { count: unanswered })]),
      ...(unreadable === null ? [] : [phrase('command.listUnreadable', unreadable)]),
      ...(stuck === null ? [] : [phrase('command.listStuck', stuck)]),
      ...(more ? [phrase('command.listCut', { limit: options.limit })] : []),
    ];
    if (options.json !== true) {
      notes.forEach(context.tell);
    }
    return {
      exitCode: EXIT.done,
      json: {
        runs: rows.map(({ status, ...row }) => ({
          ...row,
          waitsFor: status === null ? null : waitsForText(status, context),
          blockers: status?.blockers ?? [],
          nextAction: status?.nextAction ?? null,
          link: preparations.linkOf(row.workflowId),
        })),
        more,
        searchable,
        warnings: notes.map(context.say),
        views,
      },
      text: runListText(rows, views, context, context.terminal.width),
    };
  });
}

function filterOf(
  { phase, actionRequired, mine, by, all }: ListOptions,
  { env, words }: CommandContext,
): RunFilter {
  const requester = by ?? (mine === true ? (env['USER'] ?? '').trim() : undefined);
  if (requester === '') {
    throw new CommandError('InvalidInput', phrase('command.nobodyIsMine'));
  }
  const wanted = phase?.trim().toLowerCase().replaceAll('-', ' ');
  const ended = [...Object.keys(words.terminal.outcomes), ...Object.keys(words.terminal.runStates)];
  const known: readonly string[] = [...OPEN_PHASES, ...ended];
  if (wanted !== undefined && !known.includes(wanted)) {
    const choices = [...new Set(known)].map((one) => one.replaceAll(' ', '-')).join(', ');
    throw new CommandError('InvalidInput', phrase('command.notAChoice', { option: '--phase', choices }));
  }
  const open: readonly string[] = OPEN_PHASES;
  return {
    phase: wanted,
    actionRequired: actionRequired === true,
    requester,
    all: all === true || (wanted !== undefined && !open.includes(wanted)),
  };
}

/** Links to the same in the Web UI, to be saved there as views. */
function viewsOf(
  { requester }: RunFilter,
  searchable: boolean,
  { viewOf }: Preparations,
  { words }: CommandContext,
): { readonly name: string; readonly link: string }[] {
  const { views } = words.terminal.list;
  const wanted = [
    { name: views.approval, query: viewQuery({ phase: 'waiting for approval', actionRequired: false }) },
    { name: views.actionRequired, query: viewQuery({ actionRequired: true }) },
    ...(requester === undefined
      ? []
      : [{ name: views.by(requester), query: viewQuery({ requester, actionRequired: false }) }]),
  ];
  return wanted.flatMap(({ name, query }) => {
    const link = searchable ? viewOf(query) : null;
    return link === null ? [] : [{ name, link }];
  });
}

import { preparationWorkflowId } from '../../contracts/names';
import { batchCommand, retryCommand, statusCommand } from '../../contracts/runs/run-commands';
import { isOpen, WAIT_FOR_PEOPLE, type Member } from '../../contracts/runs/fleet';
import { memberText } from '../../presentation/details/fleet-details';
import { tableLines } from '../terminal/table';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import { named, visibleLines } from '../../presentation/text/foreign-text';
import { problemIn } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import type { Preparations } from '../runs/preparations';
import type { FleetState } from './fleet-state';

type Look = Pick<CommandContext, 'words' | 'language' | 'say'>;

/** How many buckets are in which phase, on one line; nothing of one that ended before it knew them. */
export function countsText({ counts, total, run }: FleetState, { say }: Look): string {
  if (total === 0) {
    return run.state === 'running' ? say(phrase('fleet.noneYet')) : '';
  }
  return say(phrase('fleet.counts', { counts }));
}

/**
 * A fleet on several lines: the counts, the buckets, and what to do.
 *
 * @param all every bucket; otherwise those that need a person or did not end as they were meant to
 * @param width columns of the terminal
 */
export function fleetText(state: FleetState, all: boolean, look: Look, width: number): string {
  const { name, run, members, status, failure, counts } = state;
  const { fleets, terminal } = look.words;
  const shown = all ? members : members.filter(isWorthALook);
  const phase = status?.phase;
  return [
    terminal.titled(fleets.heading(named(name)), terminal.runStates[run.state] ?? run.state),
    ...[countsText(state, look)].filter((counted) => counted !== ''),
    ...(failure === null ? [] : [visibleLines(look.say(failure.message))]),
    ...(phase?.name === 'action required'
      ? [
          visibleLines(
            look.words.terminal.titled(phase.problem.type, problemIn(look.language, phase.problem)),
          ),
        ]
      : []),
    ...(shown.length === 0 ? [] : ['', ...membersText(shown, look, width)]),
    ...(shown.length === 0 || shown.length === members.length
      ? []
      : [fleets.others(members.length - shown.length)]),
    ...parkedText(state, look),
    ...failedText(state, look),
    ...((counts['waiting for approval'] ?? 0) > 0
      ? ['', fleets.reviewWith(batchCommand('plans', run.workflowId))]
      : []),
  ].join('\n');
}

/** Where to see what keeps buckets, and the commands that resume them. */
function parkedText(state: FleetState, { words: { fleets } }: Look): string[] {
  const [first] = state.members.filter(({ phase }) => phase === 'action required');
  return first === undefined
    ? []
    : [
        '',
        fleets.seeEach(statusCommand(preparationWorkflowId(first.bucket))),
        ...retryCommands(state).map((command) => fleets.retryWith(command)),
      ];
}

/** Why nothing was started for a bucket whose run is about something else, and where to see why a preparation failed. */
function failedText({ counts, members }: FleetState, { words: { fleets } }: Look): string[] {
  const failed = members.filter(({ phase }) => phase === 'failed');
  const see = (bucket: string) => statusCommand(preparationWorkflowId(bucket));
  const other = failed.find(({ problem }) => problem === 'OtherRunOpen');
  // A run that is gone shows nothing, and one place to look at is named already if others are parked.
  const own =
    counts['action required'] === undefined
      ? failed.find(({ problem }) => problem !== 'OtherRunOpen' && problem !== 'ChildRunEnded')
      : undefined;
  const lines = [
    ...(other === undefined ? [] : [fleets.otherRunOpen(named(other.bucket), see(other.bucket))]),
    ...(own === undefined ? [] : [fleets.seeEach(see(own.bucket))]),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

/** A table of buckets. */
function membersText(members: readonly Member[], { words, language }: Look, width: number): string[] {
  const { columns } = words.fleets;
  const head = [columns.bucket, columns.phase, columns.objects, columns.size, columns.blockers];
  const rows = members.map((one) => [
    named(one.bucket),
    memberText(one, language),
    one.objects === undefined ? '-' : humanCount(one.objects),
    one.bytes === undefined ? '-' : humanBytes(one.bytes),
    String(one.blockers ?? '-'),
  ]);
  return tableLines(head, rows, width);
}

/** A fleet that has ended takes no message any more: each of its preparations is resumed by itself. */
function retryCommands({ run, members }: FleetState): string[] {
  return run.state === 'running'
    ? [batchCommand('retry', run.workflowId)]
    : members
        .filter(({ phase }) => phase === 'action required')
        .map(({ bucket }) => retryCommand(preparationWorkflowId(bucket)));
}

function isWorthALook({ phase, blockers = 0 }: Member): boolean {
  const isGood = phase === 'prepared' || phase === 'already prepared';
  return isOpen(phase) ? WAIT_FOR_PEOPLE.includes(phase) || blockers > 0 : !isGood;
}

/** The same for programs, with every bucket. */
export function fleetJson(
  state: FleetState,
  { linkOf }: Pick<Preparations, 'linkOf'>,
  { say }: Pick<Look, 'say'>,
): object {
  const { name, run, counts, total, members, status, failure } = state;
  return {
    fleet: name,
    workflowId: run.workflowId,
    runId: run.runId,
    state: run.state,
    link: linkOf(run.workflowId),
    counts,
    total,
    members,
    phase: status?.phase ?? null,
    failure: failure === null ? null : { type: failure.type, message: say(failure.message) },
  };
}

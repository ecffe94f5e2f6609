import { named, visible, visibleJson } from '../../presentation/text/foreign-text';
import { alignedLines } from '../../presentation/report/aligned-lines';
import type { Say } from '../../presentation/words/phrase';
import type { Words } from '../../presentation/words/words';
import { tableLines } from '../terminal/table';
import { phaseName } from '../terminal/run-list-text';
import type { LastFiring, ScheduleState } from './schedules';

/** A Schedule on several lines. */
export function scheduleText(state: ScheduleState, all: Words, say: Say): string {
  const { schedules: words, exactly } = all;
  const { labels } = words;
  const { last, note } = state;
  return [
    words.heading(named(state.scheduleId), state.paused),
    ...alignedLines([
      [labels.when, whenText(state, all)],
      ...(state.jitterMs === 0 ? [] : [[labels.jitter, exactly(state.jitterMs)]]),
      [labels.overlap, state.overlap],
      [labels.catchUp, exactly(state.catchUpMs)],
      ...(note === '' ? [] : [[labels.note, note]]),
      [labels.next, state.next.slice(0, 3).map(time).join(all.report.names) || words.never],
      [labels.last, lastText(last, all, last?.workflowId)],
      [
        labels.running,
        state.running.map(({ workflowId }) => workflowId).join(all.report.names) || words.none,
      ],
      [labels.started, String(state.started)],
      [labels.skipped, String(state.skipped)],
      [labels.missed, String(state.missed)],
      [labels.workflowId, state.workflowId ?? words.none],
      ...(state.unreadable === null ? [[labels.input, visibleJson(state.input)]] : []),
    ]),
    ...unreadableBehind(state, say),
    ...skippedBehind(state, words),
  ].join('\n');
}

/** Schedules as a table, a line each. */
export function schedulesText(states: readonly ScheduleState[], all: Words, say: Say, width: number): string {
  const { schedules: words } = all;
  if (states.length === 0) {
    return words.noSchedules;
  }
  const { labels } = words;
  const rows = states.map((state) => [
    state.scheduleId,
    state.paused ? words.paused : words.active,
    whenText(state, all),
    state.next[0] === undefined ? words.never : time(state.next[0]),
    lastText(state.last, all),
    String(state.skipped),
    state.running.map(({ workflowId }) => workflowId).join(all.report.names),
  ]);
  const head = [
    labels.id,
    labels.state,
    labels.when,
    labels.next,
    labels.last,
    labels.skipped,
    labels.running,
  ];
  return [
    ...tableLines(head, rows, width),
    ...states.flatMap((state) => unreadableBehind(state, say)),
    ...states.flatMap((state) => skippedBehind(state, words)),
  ].join('\n');
}

function unreadableBehind({ unreadable }: ScheduleState, say: Say): string[] {
  return unreadable === null ? [] : ['', say(unreadable)];
}

/** Says that firings start nothing because a run is open: it may wait for a person. */
function skippedBehind(
  { scheduleId, skipped, running }: ScheduleState,
  { skippedWhileRunning }: Words['schedules'],
): string[] {
  const [open] = running;
  return skipped === 0 || open === undefined
    ? []
    : ['', skippedWhileRunning(scheduleId, skipped, open.workflowId)];
}

function whenText({ cron, everyMs, timeZone }: ScheduleState, { every, report, terminal }: Words): string {
  const times = [...cron.map(visible), ...everyMs.map(every)];
  return terminal.aside(times.join(report.details), timeZone === '' ? 'UTC' : visible(timeZone));
}

/** When it fired last, and how the run of then ended or what phase it is in. */
function lastText(last: LastFiring | null, all: Words, ...before: readonly (string | undefined)[]): string {
  if (last === null) {
    return all.schedules.notYet;
  }
  const phase = last.phase === null ? undefined : phaseName(last.phase, all);
  const about = [...before, phase].filter((one) => one !== undefined);
  return about.length === 0 ? time(last.at) : all.terminal.aside(time(last.at), ...about);
}

function time(at: Date): string {
  return at.toISOString().replace('.000', '');
}

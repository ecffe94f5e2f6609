import { outcomeInWords } from './outcome-in-words';
import { named } from '../text/foreign-text';
import { commandSpan } from '../text/markdown';
import { minute } from '../text/minute';
import { humanBytes, humanCount } from '../text/human-units';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { waysOut } from '../../contracts/error-table';
import { problemIn } from '../../contracts/prep-error';
import { cancelCommand, openCommand, reportCommand } from '../../contracts/runs/run-commands';
import type { Phase, PreparationStatus, StepState } from '../../contracts/runs/status';
import type { Language } from '../words/language';
import { sentences, wordsOf, type Words } from '../words/words';
import { approvalState, howToDecide, whoIsNeeded } from './approval-details';
import { byteLength, wholeLines, within } from './byte-room';
import { cell, code, json, line, lines, nameableId } from './details-markdown';

/** The Web UI puts the details into a URL; proxies refuse those much beyond 4 KB. */
const MAX_BYTES = 3800;

/** Like the other marks, in the fonts of plain Linux desktops (DejaVu Sans, Noto Sans): no emoji font is needed. */
const WAITS = '‖';
const MARKS: Readonly<Record<StepState, string>> = {
  pending: '·',
  running: '▶',
  done: '✔',
  skipped: '–',
  'action required': '⚠',
  failed: '✘',
  cancelled: '–',
};

/**
 * Renders the current details of a run: Markdown for the Web UI, under 4 KB, never a secret. What the run is, and what is
 * needed now, since when and from whom, comes first and is never cut; the table of steps is cut first.
 */
export function renderDetails(status: PreparationStatus, language: Language = 'en'): string {
  const words = wordsOf(language);
  const { details } = words;
  const notices = listed(details.ignoredMessages, status.notices);
  const undelivered = listed(details.undelivered, status.undelivered);
  const state = approvalState(status, language) || blockersOf(status);
  return fitted(
    detailsHead(status, language),
    [state, stepTable(status, details), totals(status, words), notices, undelivered],
    KEPT,
    details.cut,
  );
}

/**
 * What a run is, and what is needed now, since when and from whom.
 *
 * @param needed what its runs need where it has none of its own
 */
export function detailsHead(
  status: PreparationStatus,
  language: Language,
  needed?: { readonly headline: string; readonly attention: string },
): string {
  const { title, phase } = status;
  const isRunning = phase.name === 'running';
  return [
    title === undefined ? '' : `**${within(400, 200, (limit) => line(title, limit))}**`,
    `### ${(isRunning ? needed?.headline : undefined) ?? headline(phase, wordsOf(language))}`,
    sinceAndWhom(status, language),
    within(400, 200, (limit) => line(status.skippedFirings ?? '', limit)),
    within(500, 300, (limit) => line(status.endsEarly ?? '', limit)),
    needed?.attention ?? '',
    attention(status, language),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Messages that were not acted on, and notifications that could not be delivered. */
export function detailsNotices(status: PreparationStatus, language: Language): string {
  const { details } = wordsOf(language);
  return [listed(details.ignoredMessages, status.notices), listed(details.undelivered, status.undelivered)]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Of the rest, in the order in which it is kept: what was not acted on, the plan, the totals, the steps. */
const KEPT = [3, 4, 0, 2, 1] as const;
/** One part must not leave the next ones without room. */
const MAX_NOTICES_BYTES = 700;

/**
 * What comes first, and as much of the rest as there is room for.
 *
 * @param kept places in `rest`, in the order in which they get room; those from the fourth on get little
 */
export function fitted(first: string, rest: readonly string[], kept: readonly number[], cut: string): string {
  const joined = (blocks: readonly string[]) =>
    [first, ...blocks].filter((block) => block !== '').join('\n\n');
  const whole = joined(rest);
  if (byteLength(whole) <= MAX_BYTES) {
    return whole;
  }
  const shown = rest.map(() => '');
  for (const at of kept) {
    const used = byteLength(joined([...shown, cut])) + 2;
    const room = Math.min(MAX_BYTES - used, at >= 3 ? MAX_NOTICES_BYTES : MAX_BYTES);
    shown[at] = wholeLines(rest[at] ?? '', room);
  }
  return joined([...shown, cut]);
}

/** Since when the run is in its phase, who requested it, and from whom something is needed. */
function sinceAndWhom({ phase, since, requester, approval }: PreparationStatus, language: Language): string {
  const { details } = wordsOf(language);
  if (phase.name === 'finished') {
    return '';
  }
  return sentences([
    ...(since === undefined ? [] : [details.since({ since: minute(since) })]),
    ...(requester === undefined || requester === null
      ? []
      : [details.by({ requester: within(200, 100, (limit) => line(named(requester), limit)) })]),
    ...(phase.name === 'waiting for approval' && approval !== null ? [whoIsNeeded(approval, language)] : []),
  ]);
}

/** What the inventory found before there is a plan that says it. */
function blockersOf({ blockers = [] }: PreparationStatus): string {
  return blockers.map((one) => `- ${line(one, MAX_NOTICE)}`).join('\n');
}

function headline(phase: Phase, words: Words): string {
  const { details } = words;
  switch (phase.name) {
    case 'running':
      return details.running;
    case 'waiting for approval':
      return details.waitingForApproval({ until: minute(phase.deadline), reminders: phase.reminders });
    case 'action required':
      return phase.deadline
        ? details.actionRequiredUntil({ until: minute(phase.deadline), reminders: phase.reminders ?? 0 })
        : details.actionRequired;
    case 'waiting':
      return details.waitingFor({ what: brief(phase.for), until: minute(phase.until) });
    case 'cleaning up':
      return details.cleaningUp({ because: brief(phase.because) });
    case 'finished':
      return details.finished({ outcome: line(outcomeInWords(phase, words)) });
  }
}

/** A few words for the headline. */
function brief(text: string): string {
  return within(400, 200, (limit) => line(text, limit));
}

/** Bytes for what came of a run. */
const MAX_SUMMARY_BYTES = 1600;
/** Bytes for what happened; what to send stands below it. */
const MAX_PROBLEM_BYTES = 1600;

function attention(status: PreparationStatus, language: Language): string {
  const { phase, workflowId } = status;
  const { details, terminal } = wordsOf(language);
  switch (phase.name) {
    case 'action required':
      return [
        terminal.titled(
          `**${line(phase.problem.type, 60)}**`,
          within(MAX_PROBLEM_BYTES, 900, (limit) => lines(problemIn(language, phase.problem), limit)),
        ),
        ...waysOut(phase.problem).map((way, at) =>
          way === 'retry'
            ? `${details.retry}\n${json(messageExamples.retry)}`
            : `${at === 0 ? details.cancelAndStart : details.orCancelAndStart}\n${code(cancelCommand(nameableId(workflowId)))}`,
        ),
      ].join('\n\n');
    case 'waiting for approval':
      return howToDecide(status, language);
    case 'finished':
      return phase.outcome === 'prepared'
        ? details.prepared({
            report: commandSpan(reportCommand(nameableId(workflowId))),
            open: commandSpan(openCommand(nameableId(workflowId))),
          })
        : [
            within(MAX_SUMMARY_BYTES, 900, (limit) => line(phase.summary ?? '', limit)),
            ...(phase.outcome.startsWith('migrated')
              ? [
                  details.migrated({
                    report: code(reportCommand(nameableId(workflowId))),
                  }),
                ]
              : []),
          ].join('\n\n');
    case 'waiting':
      return within(1200, 600, (limit) => line(phase.nextAction ?? '', limit));
    case 'running':
      return details.maybeRetrying;
    case 'cleaning up':
      return '';
  }
}

function stepTable({ steps, phase }: PreparationStatus, { states, columns }: Words['details']): string {
  const rows = steps.map(({ name, title, state, note }) => {
    const waits = name === 'approval' && phase.name === 'waiting for approval';
    const shown = waits ? `${WAITS} ${states.waiting}` : `${MARKS[state]} ${states[state]}`;
    // The spaces do not break: mark and state stay on one line.
    return `| ${shown.replaceAll(' ', '\u00a0')} | ${cell(title)} | ${cell(note)} |`;
  });
  return [`| ${columns.join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
}

/** What was counted and, while somebody decides about it, what it takes to migrate that. */
function totals(
  { totals: found, inventory = [], phase }: PreparationStatus,
  { details: { objects, bytes }, terminal }: Words,
): string {
  if (found === null) {
    return '';
  }
  const counted = `**${objects}** ${humanCount(found.objects)} · **${bytes}** ${terminal.aside(humanCount(found.bytes), humanBytes(found.bytes))}`;
  return phase.name === 'waiting for approval' && inventory.length > 0
    ? [counted, '', ...inventory.map((one) => `- ${line(one, MAX_PLAN_BASIS)}`)].join('\n')
    : counted;
}

/** Room for all quantities of the effort. */
const MAX_PLAN_BASIS = 600;

/** A notice ends with the JSON to send. */
const MAX_NOTICE = 400;

function listed(heading: string, said: readonly string[]): string {
  return said.length === 0
    ? ''
    : [`**${heading}**`, '', ...said.map((one) => `- ${line(one, MAX_NOTICE)}`)].join('\n');
}

import { humanBytes, humanCount } from '../text/human-units';
import { messageExamples } from '../../contracts/messages';
import { cancelCommand } from '../../contracts/run-commands';
import type { Phase, PreparationStatus, StepState } from '../../contracts/status';
import { approvalState, howToDecide } from './approval-details';
import { cell, code, json, line, lines } from './details-markdown';

/** The Web UI puts the details into a URL; proxies refuse those much beyond 4 KB. */
const MAX_BYTES = 3800;

const MARKS: Readonly<Record<StepState, string>> = {
  pending: '·',
  running: '▶',
  done: '✔',
  skipped: '–',
  'action required': '⚠',
  failed: '✘',
};

/** Renders the current details of a preparation: Markdown for the Web UI, under 4 KB, never a secret. */
export function renderDetails(status: PreparationStatus): string {
  const blocks = [
    headline(status.phase),
    approvalState(status),
    attention(status),
    stepTable(status),
    totals(status),
    notices(status),
    undelivered(status),
  ].filter((block) => block !== '');
  return fitted(blocks.join('\n\n'));
}

function fitted(text: string): string {
  if (byteLength(text) <= MAX_BYTES) {
    return text;
  }
  let kept = text.slice(0, MAX_BYTES);
  while (byteLength(kept) > MAX_BYTES) {
    kept = kept.slice(0, Math.floor(kept.length * 0.9));
  }
  return `${kept}\n\n… (cut; see the query "status")`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function headline(phase: Phase): string {
  switch (phase.name) {
    case 'running':
      return '### Running';
    case 'waiting for approval':
      return `### Waiting for approval until ${minute(phase.deadline)}${reminders(phase.reminders)}`;
    case 'action required':
      return '### Action required';
    case 'waiting':
      return `### Waiting for ${line(phase.for)} until ${minute(phase.until)}`;
    case 'cleaning up':
      return `### Cleaning up: ${line(phase.because)}`;
    case 'finished':
      return `### Finished: ${line(phase.outcome)}`;
  }
}

function reminders(count: number): string {
  return count === 0 ? '' : ` (reminder ${count})`;
}

function attention(status: PreparationStatus): string {
  const { phase, bucket } = status;
  switch (phase.name) {
    case 'action required':
      return [
        `**${line(phase.problem.type)}**: ${lines(phase.problem.message)}`,
        phase.problem.effect === 'restart'
          ? `Cancel this run and start a new one. To cancel it:\n${code(cancelCommand(status.workflowId))}`
          : `After fixing the problem, send the \`retry\` signal:\n${json(messageExamples.retry)}`,
      ].join('\n\n');
    case 'waiting for approval':
      return howToDecide(status);
    case 'finished':
      return phase.outcome === 'prepared'
        ? `The result holds the job form and the sealed credentials: \`npx prep report ${bucket}\`, \`npx prep open ${bucket} --identity FILE\`.`
        : '';
    case 'waiting':
      return line(phase.nextAction ?? '');
    case 'running':
      return 'A step that takes long may be failing and trying again: see the tab Pending Activities.';
    case 'cleaning up':
      return '';
  }
}

function stepTable({ steps, phase }: PreparationStatus): string {
  const rows = steps.map(({ name, title, state, note }) => {
    const shown = name === 'approval' && phase.name === 'waiting for approval' ? WAITING : shownState(state);
    return `| ${shown} | ${cell(title)} | ${cell(note)} |`;
  });
  return ['| State | Step | What came of it |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The space does not break: mark and state stay on one line. */
function shownState(state: StepState): string {
  return `${MARKS[state]}\u00a0${state.replace(' ', '\u00a0')}`;
}

const WAITING = '⏸\u00a0waiting';

function totals({ totals: found }: PreparationStatus): string {
  return found === null
    ? ''
    : `**Objects** ${humanCount(found.objects)} · **Bytes** ${humanCount(found.bytes)} (${humanBytes(found.bytes)})`;
}

/** A notice ends with the JSON to send. */
const MAX_NOTICE = 400;

function notices({ notices: said }: PreparationStatus): string {
  return said.length === 0
    ? ''
    : ['**Messages not acted on**', '', ...said.map((one) => `- ${line(one, MAX_NOTICE)}`)].join('\n');
}

function undelivered({ undelivered: left }: PreparationStatus): string {
  return left.length === 0
    ? ''
    : ['**Notifications not delivered**', '', ...left.map((one) => `- ${line(one, MAX_NOTICE)}`)].join('\n');
}

/** `2026-11-27T05:01:37.514Z` as `2026-11-27 05:01 UTC`. */
function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

import { humanBytes, humanCount } from '../../contracts/human-units';
import { messageExamples } from '../../contracts/messages';
import type { Phase, PreparationStatus, StepState } from '../../contracts/status';
import { approvals } from './wording';

/** The Web UI puts the details into a URL; proxies refuse those much beyond 4 KB. */
const MAX_BYTES = 3800;
const MAX_LINE = 900;

const MARKS: Readonly<Record<StepState, string>> = {
  pending: '·',
  running: '▶',
  done: '✔',
  skipped: '–',
  'needs attention': '✋',
  failed: '✘',
};

/** Renders the current details of a preparation: Markdown for the Web UI, under 4 KB, never a secret. */
export function renderDetails(status: PreparationStatus): string {
  const blocks = [
    headline(status.phase),
    attention(status),
    stepTable(status),
    totals(status),
    approvalState(status),
    notices(status),
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
      return `### Waiting for approval until ${phase.deadline}${reminders(phase.reminders)}`;
    case 'needs attention':
      return '### Needs attention';
    case 'cleaning up':
      return `### Cleaning up: ${phase.because}`;
    case 'finished':
      return `### Finished: ${phase.outcome}`;
  }
}

function reminders(count: number): string {
  return count === 0 ? '' : ` (reminder ${count})`;
}

function attention({ phase }: PreparationStatus): string {
  switch (phase.name) {
    case 'needs attention':
      return [
        `**${phase.problem.type}**: ${shorten(phase.problem.message)}`,
        `When it is put right, send the signal \`retry\` with:\n${json(messageExamples.retry)}`,
      ].join('\n\n');
    case 'waiting for approval':
      return [
        'Read the plan below (whole: tab Queries, `plan`). Then send the signal `approve` with:',
        json(messageExamples.approve),
        'or the signal `reject` with:',
        json(messageExamples.reject),
      ].join('\n');
    default:
      return '';
  }
}

function stepTable({ steps }: PreparationStatus): string {
  const rows = steps.map(
    ({ title, state, note }) => `| ${MARKS[state]} ${state} | ${title} | ${cell(note)} |`,
  );
  return ['| State | Step | |', '| --- | --- | --- |', ...rows].join('\n');
}

function totals({ totals: found }: PreparationStatus): string {
  return found === null
    ? ''
    : `**Objects** ${humanCount(found.objects)} · **Bytes** ${humanCount(found.bytes)} (${humanBytes(found.bytes)})`;
}

function approvalState({ approval }: PreparationStatus): string {
  if (approval === null) {
    return '';
  }
  const who = approval.decisions.map(({ decision, approver }) => `${decision} by ${cell(approver)}`);
  return [
    approval.plan.map((line) => `- ${shorten(line, 200)}`).join('\n'),
    `**Plan digest** \`${approval.planDigest}\``,
    `**Approvals** ${approvals(approval)} of ${approval.required}${who.length === 0 ? '' : `: ${who.join(', ')}`}`,
  ].join('\n\n');
}

function notices({ notices: said }: PreparationStatus): string {
  return said.length === 0
    ? ''
    : ['**Messages not acted on**', ...said.map((one) => `- ${shorten(one, 240)}`)].join('\n');
}

function json(example: string): string {
  return `\`\`\`json\n${example}\n\`\`\``;
}

function cell(text: string): string {
  return shorten(text, 120).replace(/[|\n\r]/g, ' ');
}

function shorten(text: string, limit = MAX_LINE): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

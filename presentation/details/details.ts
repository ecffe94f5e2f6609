import { outcomeInWords } from './outcome-in-words';
import { minute } from '../text/minute';
import { humanBytes, humanCount } from '../text/human-units';
import { messageExamples } from '../../contracts/messages';
import { problemIn } from '../../contracts/prep-error';
import { cancelCommand } from '../../contracts/run-commands';
import type { Phase, PreparationStatus, StepState } from '../../contracts/status';
import type { Language } from '../words/language';
import { wordsOf, type Words } from '../words/words';
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

/** Renders the current details of a run: Markdown for the Web UI, under 4 KB, never a secret. */
export function renderDetails(status: PreparationStatus, language: Language = 'en'): string {
  const { details } = wordsOf(language);
  const blocks = [
    `### ${headline(status.phase, wordsOf(language))}`,
    approvalState(status, language),
    attention(status, language),
    stepTable(status, details),
    totals(status, details),
    listed(details.ignoredMessages, status.notices),
    listed(details.undelivered, status.undelivered),
  ].filter((block) => block !== '');
  return fitted(blocks.join('\n\n'), details.cut);
}

function fitted(text: string, cut: string): string {
  if (byteLength(text) <= MAX_BYTES) {
    return text;
  }
  let kept = text.slice(0, MAX_BYTES);
  while (byteLength(kept) > MAX_BYTES) {
    kept = kept.slice(0, Math.floor(kept.length * 0.9));
  }
  return `${kept}\n\n${cut}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function headline(phase: Phase, words: Words): string {
  const { details } = words;
  switch (phase.name) {
    case 'running':
      return details.running;
    case 'waiting for approval':
      return details.waitingForApproval({ until: minute(phase.deadline), reminders: phase.reminders });
    case 'action required':
      return details.actionRequired;
    case 'waiting':
      return details.waitingFor({ what: line(phase.for), until: minute(phase.until) });
    case 'cleaning up':
      return details.cleaningUp({ because: line(phase.because) });
    case 'finished':
      return details.finished({ outcome: line(outcomeInWords(phase, words)) });
  }
}

function attention(status: PreparationStatus, language: Language): string {
  const { phase, bucket, workflowId } = status;
  const { details } = wordsOf(language);
  switch (phase.name) {
    case 'action required':
      return [
        `**${line(phase.problem.type)}**: ${lines(problemIn(language, phase.problem))}`,
        phase.problem.effect === 'restart'
          ? `${details.cancelAndStart}\n${code(cancelCommand(workflowId))}`
          : `${details.retry}\n${json(messageExamples.retry)}`,
      ].join('\n\n');
    case 'waiting for approval':
      return howToDecide(status, language);
    case 'finished':
      return phase.outcome === 'prepared'
        ? details.prepared({
            report: `\`npx prep report ${bucket}\``,
            open: `\`npx prep open ${bucket} --identity FILE\``,
          })
        : '';
    case 'waiting':
      return line(phase.nextAction ?? '');
    case 'running':
      return details.maybeRetrying;
    case 'cleaning up':
      return '';
  }
}

function stepTable({ steps, phase }: PreparationStatus, { states, columns }: Words['details']): string {
  const rows = steps.map(({ name, title, state, note }) => {
    const waits = name === 'approval' && phase.name === 'waiting for approval';
    const shown = waits ? `⏸ ${states.waiting}` : `${MARKS[state]} ${states[state]}`;
    // The spaces do not break: mark and state stay on one line.
    return `| ${shown.replaceAll(' ', '\u00a0')} | ${cell(title)} | ${cell(note)} |`;
  });
  return [`| ${columns.join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
}

function totals({ totals: found }: PreparationStatus, { objects, bytes }: Words['details']): string {
  return found === null
    ? ''
    : `**${objects}** ${humanCount(found.objects)} · **${bytes}** ${humanCount(found.bytes)} (${humanBytes(found.bytes)})`;
}

/** A notice ends with the JSON to send. */
const MAX_NOTICE = 400;

function listed(heading: string, said: readonly string[]): string {
  return said.length === 0
    ? ''
    : [`**${heading}**`, '', ...said.map((one) => `- ${line(one, MAX_NOTICE)}`)].join('\n');
}

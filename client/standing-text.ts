import { humanBytes, humanCount, humanDuration } from '../contracts/human-units';
import type { SliceProgress } from '../contracts/inventory';
import { approveCommand, rejectCommand, retryCommand, runArgument } from '../contracts/run-commands';
import type { Phase, PreparationStatus, StepState, StepStatus } from '../contracts/status';
import { renderJobForm } from '../report/job-form-text';
import { alignedLines } from '../report/aligned-lines';
import type { Standing } from './standing';
import type { Style, Terminal } from './terminal';

type Paint = Pick<Terminal, 'style'>;

const MARKS: Readonly<Record<StepState, readonly [mark: string, style: Style]>> = {
  pending: ['·', 'dim'],
  running: ['▶', 'cyan'],
  done: ['✔', 'green'],
  skipped: ['–', 'dim'],
  'needs attention': ['!', 'yellow'],
  failed: ['✘', 'red'],
};

/** How a preparation stands, for people: phase, steps, plan, and what to do next with the command for it. */
export function standingText(standing: Standing, link: string | null, paint: Paint): string {
  const head = [
    `Preparation ${paint.style('bold', standing.run.workflowId)}: ${headline(standing, paint)}`,
    ...(link === null ? [] : [`Web UI: ${link}`]),
  ].join('\n');
  switch (standing.kind) {
    case 'open':
      return [head, ...openBlocks(standing.status, paint)].join('\n\n');
    case 'ended':
      return [head, renderJobForm(standing.result), whereThingsAre(standing)].filter(Boolean).join('\n\n');
    case 'failed':
      return [head, `${standing.type}: ${standing.message}`].join('\n\n');
  }
}

function openBlocks(status: PreparationStatus, paint: Paint): string[] {
  return [
    status.steps.map((step) => stepLine(step, paint)).join('\n'),
    totalsLine(status),
    ...(status.approval === null ? [] : [planText(status.approval)]),
    ...(status.notices.length === 0
      ? []
      : ['Messages not acted on:', ...status.notices.map((one) => `- ${one}`)]),
    ...(status.undelivered === undefined || status.undelivered.length === 0
      ? []
      : ['Notifications not delivered:', ...status.undelivered.map((one) => `- ${one}`)]),
    nextText(status, paint),
  ].filter((block) => block !== '');
}

/** One step with its state and what came of it. */
export function stepLine({ state, title, note }: StepStatus, paint: Paint): string {
  const [mark, style] = MARKS[state];
  return `  ${paint.style(style, `${mark} ${state.padEnd('needs attention'.length)}`)}  ${title}${note === '' ? '' : `: ${note}`}`;
}

function totalsLine({ totals }: PreparationStatus): string {
  return totals === null
    ? ''
    : `Source: ${humanCount(totals.objects)} objects, ${humanCount(totals.bytes)} bytes (${humanBytes(totals.bytes)})`;
}

/** The plan and its digest, as an approver has to read them. */
export function planText({
  plan,
  planDigest,
  decisions,
  required,
}: NonNullable<PreparationStatus['approval']>): string {
  const counted = decisions.map(({ decision, approver, via }) => `  ${decision} by ${approver} (${via})`);
  return [
    'Plan:',
    ...plan.map((line) => `  ${line}`),
    `Plan digest: ${planDigest}`,
    `Approvals needed: ${required}${counted.length === 0 ? '' : '; so far:'}`,
    ...counted,
  ].join('\n');
}

/** Where a preparation stands, in a few words. */
export function phaseText(phase: Phase): string {
  switch (phase.name) {
    case 'running':
      return 'running';
    case 'waiting for approval':
      return `waiting for approval until ${phase.deadline}`;
    case 'needs attention':
      return `needs attention at step "${phase.step}"`;
    case 'cleaning up':
      return `cleaning up (${phase.because})`;
    case 'finished':
      return `finished: ${phase.outcome}`;
  }
}

/** What somebody has to do now, with the command and the JSON to send; empty where nobody has to. */
export function nextText({ workflowId, phase, nextAction }: PreparationStatus, paint: Paint): string {
  switch (phase.name) {
    case 'waiting for approval':
      return [
        paint.style('yellow', 'This waits for an approval.'),
        ...alignedLines([
          ['approve', approveCommand(workflowId)],
          ['reject', rejectCommand(workflowId)],
          ['Web UI', nextAction ?? ''],
        ]),
      ].join('\n');
    case 'needs attention':
      return [
        paint.style('yellow', `${phase.problem.type}: ${phase.problem.message}`),
        ...alignedLines([
          ['retry', retryCommand(workflowId)],
          ['Web UI', nextAction ?? ''],
        ]),
      ].join('\n');
    case 'running':
    case 'cleaning up':
    case 'finished':
      return '';
  }
}

/** How far a listing is, on one line. */
export function progressText(listing: SliceProgress): string {
  const { objects, bytes, pages, rangesLeft, objectsPerSecond, secondsLeft } = listing;
  // The first pages tell nothing about the time that is left.
  const known = secondsLeft !== undefined && secondsLeft >= 1;
  return [
    `${humanCount(objects)} objects`,
    humanBytes(bytes),
    `${humanCount(objectsPerSecond)} objects/s`,
    ...(known ? [`about ${humanDuration(secondsLeft * 1000)} left`] : []),
    `${humanCount(pages)} pages`,
    `${humanCount(rangesLeft)} ranges left`,
  ].join(', ');
}

/** Under the form: how to sign in, how to open the credentials, the warnings and the next steps. */
export function whereThingsAre(standing: Extract<Standing, { kind: 'ended' }>): string {
  const { result, run } = standing;
  if (result.outcome !== 'prepared') {
    return '';
  }
  const named = runArgument(run.workflowId);
  const { account, warnings, nextSteps } = result;
  return [
    ...alignedLines(
      [
        ['RAM user', `${account.userName} (account ${account.accountId})`] as const,
        ['Sign-in name', account.signIn?.userPrincipalName ?? ''] as const,
        ['Sign-in link', account.signIn?.url ?? ''] as const,
        ['Credentials', `sealed; open them with: npx prep open ${named} --identity IDENTITY-FILE`] as const,
        ['Whole report', `npx prep report ${named} --format markdown --out report.md`] as const,
      ].filter(([, value]) => value !== ''),
      '',
    ),
    ...bullets('Warnings:', warnings),
    ...bullets('Next steps:', nextSteps),
  ].join('\n');
}

function bullets(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];
}

function headline(standing: Standing, paint: Paint): string {
  switch (standing.kind) {
    case 'open':
      return paint.style('yellow', phaseText(standing.status.phase));
    case 'ended':
      return paint.style(standing.result.outcome === 'prepared' ? 'green' : 'red', standing.result.outcome);
    case 'failed':
      return paint.style('red', standing.run.state);
  }
}

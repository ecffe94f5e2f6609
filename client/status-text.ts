import type { Said } from '../presentation/words/phrase';
import { say } from '../presentation/words/words';
import { named, paragraph, visible } from '../presentation/text/foreign-text';
import type { PlanChange } from '../contracts/approval';
import { allSign, changesInWords, rulesInWords } from '../presentation/details/approval-in-words';
import { humanBytes, humanCount, humanDuration } from '../presentation/text/human-units';
import type { SliceProgress } from '../contracts/inventory';
import type { Decision } from '../contracts/messages';
import { principalInWords } from '../contracts/principal';
import { approveCommand, rejectCommand, retryCommand, runArgument } from '../contracts/run-commands';
import { isLifecycleResult } from '../contracts/credential-lifecycle';
import { sourceRotationOf } from '../contracts/names';
import type { Phase, PreparationStatus, StepState, StepStatus, Waiting } from '../contracts/status';
import { renderJobForm } from '../presentation/report/job-form-text';
import { alignedLines } from '../presentation/report/aligned-lines';
import { lifecycleResultText } from './lifecycle-result-text';
import { endedWell, type RunStatus } from './run-status';
import type { Style, Terminal } from './terminal';

type Paint = Pick<Terminal, 'style'>;

const MARKS: Readonly<Record<StepState, readonly [mark: string, style: Style]>> = {
  pending: ['·', 'dim'],
  running: ['▶', 'cyan'],
  done: ['✔', 'green'],
  skipped: ['–', 'dim'],
  'action required': ['!', 'yellow'],
  failed: ['✘', 'red'],
};

/** How a preparation stands, for people: phase, steps, plan, and what to do next with the command for it. */
export function standingText(standing: RunStatus, link: string | null, paint: Paint): string {
  const head = [
    `${kindOf(standing.run.workflowId)} ${paint.style('bold', named(standing.run.workflowId))}: ${headline(standing, paint)}`,
    ...(link === null ? [] : [`Web UI: ${link}`]),
  ].join('\n');
  switch (standing.kind) {
    case 'open':
      return [head, ...openBlocks(standing.status, paint)].join('\n\n');
    case 'ended':
      return isLifecycleResult(standing.result)
        ? [head, lifecycleResultText(standing.result)].join('\n\n')
        : [head, renderJobForm(standing.result), whereThingsAre(standing)].filter(Boolean).join('\n\n');
    case 'failed':
      return [head, paragraph(`${visible(standing.type)}: ${standing.message}`)].join('\n\n');
  }
}

/** What a run is, in a word, by its workflow ID. */
export function kindOf(workflowId: string): string {
  const kinds: Readonly<Record<string, string>> = { revoke: 'Revocation', rotate: 'Rotation' };
  return kinds[/^(revoke|rotate)\//.exec(workflowId)?.[1] ?? ''] ?? 'Preparation';
}

function openBlocks(status: PreparationStatus, paint: Paint): string[] {
  return [
    status.steps.map((step) => stepLine(step, paint)).join('\n'),
    totalsLine(status),
    ...(status.approval === null ? [] : [planText(status.approval)]),
    ...(status.notices.length === 0
      ? []
      : ['Messages not acted on:', ...status.notices.map((one) => `- ${visible(one)}`)]),
    ...(status.undelivered === undefined || status.undelivered.length === 0
      ? []
      : ['Notifications not delivered:', ...status.undelivered.map((one) => `- ${visible(one)}`)]),
    nextText(status, paint),
  ].filter((block) => block !== '');
}

/** One step with its state and what came of it. */
export function stepLine({ state, title, note }: StepStatus, paint: Paint): string {
  const [mark, style] = MARKS[state];
  return `  ${paint.style(style, `${mark} ${state.padEnd('action required'.length)}`)}  ${visible(title)}${note === '' ? '' : `: ${visible(note)}`}`;
}

function totalsLine({ totals }: PreparationStatus): string {
  return totals === null
    ? ''
    : `Source: ${humanCount(totals.objects)} objects, ${humanCount(totals.bytes)} bytes (${humanBytes(totals.bytes)})`;
}

/** The plan and its digest, as an approver has to read them. */
export function planText(approval: NonNullable<PreparationStatus['approval']>): string {
  const { plan, planDigest, decisions, required, changes = [] } = approval;
  const counted = decisions.map(
    (one) => `  ${one.decision} by ${named(one.approver)} (${one.via}${provenBy(one)})`,
  );
  return [
    ...changesText(changes),
    'Plan:',
    ...plan.map((line) => `  ${visible(line)}`),
    `Plan digest: ${named(planDigest)}`,
    `Approvals needed: ${required}${counted.length === 0 ? '' : '; so far:'}`,
    ...counted,
    ...rulesInWords(approval),
  ].join('\n');
}

function provenBy({ proof, principal }: Decision): string {
  return [
    proof ? `, signed with ${named(proof.fingerprint)}` : '',
    principal ? `, sent by ${principalInWords(principal)}` : '',
  ].join('');
}

function changesText(changes: readonly PlanChange[]): string[] {
  return changes.length === 0
    ? []
    : [
        'Asked again, because what was approved is no longer what would be done:',
        ...changesInWords(changes).map((change) => `  ${change}`),
      ];
}

/** Where a preparation stands, in a few words. */
export function phaseText(phase: Phase): string {
  return visible(inWords(phase));
}

function inWords(phase: Phase): string {
  switch (phase.name) {
    case 'running':
      return 'running';
    case 'waiting for approval':
      return `waiting for approval until ${phase.deadline}`;
    case 'action required':
      return `action required at step "${phase.step}"`;
    case 'waiting':
      return `waiting for ${phase.for} until ${phase.until}`;
    case 'cleaning up':
      return `cleaning up (${phase.because})`;
    case 'finished':
      return `finished: ${phase.outcome}`;
  }
}

/** What somebody has to do now, with the command and the JSON to send; empty where nobody has to. */
export function nextText(status: PreparationStatus, paint: Paint): string {
  const { workflowId, phase, nextAction, approval } = status;
  const signs = approval !== null && allSign(approval);
  const comment = approval?.rules?.commentRequired === true;
  switch (phase.name) {
    case 'waiting for approval':
      return [
        paint.style('yellow', 'This waits for an approval.'),
        ...alignedLines([
          ['approve', `${approveCommand(workflowId, comment)}${signs ? ' --key ~/.ssh/id_ed25519' : ''}`],
          ['reject', rejectCommand(workflowId)],
          ['Web UI', nextAction ?? ''],
        ]),
      ].join('\n');
    case 'action required':
      return [
        paint.style('yellow', paragraph(`${visible(phase.problem.type)}: ${phase.problem.message}`)),
        ...alignedLines([
          ['retry', retryCommand(workflowId)],
          ['Web UI', nextAction ?? ''],
        ]),
      ].join('\n');
    case 'waiting':
      return waitingText(phase, workflowId, paint);
    case 'running':
    case 'cleaning up':
    case 'finished':
      return '';
  }
}

function waitingText(phase: Waiting, workflowId: string, paint: Paint): string {
  const reader = sourceRotationOf(workflowId);
  const whose =
    reader === null ? `--user ${workflowId.slice(workflowId.indexOf('/') + 1)}` : `--source --user ${reader}`;
  const rows: (readonly [string, string])[] = phase.person
    ? [
        ['open', `npx prep open ${runArgument(workflowId)} --identity IDENTITY-FILE`],
        ['confirm', `npx prep rotate ${whose} --confirm --by YOUR-NAME`],
      ]
    : [];
  return [
    ...(phase.person ? [paint.style('yellow', 'This waits for a confirmation.')] : []),
    ...alignedLines(phase.nextAction === null ? rows : [...rows, ['Web UI', phase.nextAction]]),
  ].join('\n');
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
export function whereThingsAre(standing: Extract<RunStatus, { kind: 'ended' }>): string {
  const { result, run } = standing;
  if (result.outcome !== 'prepared') {
    return '';
  }
  const runOf = runArgument(run.workflowId);
  const { account, sourceKey, warnings, nextSteps } = result;
  return [
    ...alignedLines(
      [
        ['RAM user', `${account.userName} (account ${account.accountId})`] as const,
        ['Sign-in name', account.signIn?.userPrincipalName ?? ''] as const,
        ['Sign-in link', account.signIn?.url ?? ''] as const,
        [
          'Source AccessKey',
          sourceKey?.mode === 'create'
            ? `${sourceKey.accessKeyId} of Kingsoft IAM user ${sourceKey.userName}, made for this`
            : '',
        ] as const,
        ['Credentials', `sealed; open them with: npx prep open ${runOf} --identity IDENTITY-FILE`] as const,
        [
          'Approved by',
          result.approvedBy.map((one) => `${named(one.approver)}${provenBy(one)}`).join('; '),
        ] as const,
        ['Whole report', `npx prep report ${runOf} --format markdown --out report.md`] as const,
      ].filter(([, value]) => value !== ''),
      '',
    ),
    ...bullets('Warnings:', warnings),
    ...bullets('Next steps:', nextSteps),
  ].join('\n');
}

function bullets(title: string, lines: readonly Said[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${visible(say('en', line))}`)];
}

function headline(standing: RunStatus, paint: Paint): string {
  switch (standing.kind) {
    case 'open':
      return paint.style('yellow', phaseText(standing.status.phase));
    case 'ended':
      return paint.style(endedWell(standing.result) ? 'green' : 'red', visible(standing.result.outcome));
    case 'failed':
      return paint.style('red', standing.run.state);
  }
}

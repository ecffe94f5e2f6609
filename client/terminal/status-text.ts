import type { Decision } from '../../contracts/approval/approval';
import { waysOut } from '../../contracts/error-table';
import { problemIn } from '../../contracts/prep-error';
import { named, paragraph, visible } from '../../presentation/text/foreign-text';
import { minute } from '../../presentation/text/minute';
import { allSign, changesInWords, rulesInWords } from '../../presentation/details/approval-in-words';
import { outcomeInWords } from '../../presentation/details/outcome-in-words';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import { principalInWords } from '../../contracts/approval/principal';
import {
  approveCommand,
  cancelCommand,
  rejectCommand,
  retryCommand,
  openCommand,
  runArgument,
} from '../../contracts/runs/run-commands';
import { isLifecycleResult, type LifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import { isMigrationResult } from '../../contracts/migration/migration';
import { phrase, type Words } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import type { PreparationStatus, StepState, StepStatus, Waiting } from '../../contracts/runs/status';
import { renderJobForm } from '../../presentation/report/job-form-text';
import { alignedLines, widthOf, type Row } from '../../presentation/report/aligned-lines';
import type { LeftBehind } from '../runs/left-behind';
import type { CleanedUp } from '../runs/preparations';
import { endedWell, saysMoreThanState, type RunStatus } from '../runs/run-status';
import { migrationResultText, roundsText } from './migration-text';
import type { Style, Terminal } from './terminal';
import { waitingRows } from './waiting-rows';

/** Text without colours. */
export const PLAIN: Pick<Terminal, 'style'> = { style: (_, text) => text };

/** The words and the colours of what is shown. */
type Look = Pick<CommandContext, 'words' | 'say' | 'language'> & {
  readonly terminal: Pick<Terminal, 'style'>;
};
type StepLook = Pick<Look, 'words' | 'terminal' | 'language'>;

const MARKS: Readonly<Record<StepState, readonly [mark: string, style: Style]>> = {
  pending: ['·', 'dim'],
  running: ['▶', 'cyan'],
  done: ['✔', 'green'],
  skipped: ['–', 'dim'],
  'action required': ['!', 'yellow'],
  failed: ['✘', 'red'],
  cancelled: ['–', 'dim'],
};

/** The status of a run, for people: phase, steps, plan, and what to do next with the command for it. */
export function statusText(found: RunStatus, link: string | null, look: Look): string {
  const { words, say } = look;
  const { titled, webUi } = words.terminal;
  const head = [
    titleOf(found.run.workflowId, look, headline(found, look)),
    ...(link === null ? [] : [titled(webUi, link)]),
  ].join('\n');
  switch (found.kind) {
    case 'open':
      return [head, ...openBlocks(found.status, look)].join('\n\n');
    case 'ended':
      if (isMigrationResult(found.result)) {
        return [head, migrationResultText(found.result, look)].join('\n\n');
      }
      return isLifecycleResult(found.result)
        ? [head, lifecycleResultText(found.result, look)].join('\n\n')
        : [head, renderJobForm(found.result, look.language), whereThingsAre(found, look)]
            .filter(Boolean)
            .join('\n\n');
    case 'failed':
      return [
        head,
        paragraph(
          saysMoreThanState(found.type)
            ? titled(visible(found.type), say(found.message))
            : say(found.message),
        ),
        ...leftText(found.left, look),
        ...(found.cleaned === undefined ? [] : cleanedUpText(found.cleaned, found.run.type, look)),
      ].join('\n\n');
  }
}

/** What the server left no time to clean up, and the command that does. */
function leftText(left: LeftBehind | undefined, { words, say, terminal }: Look): string[] {
  if (left === undefined) {
    return [];
  }
  const { what, command } = left;
  return [
    terminal.style('yellow', say(what)),
    ...(command === null ? [] : [alignedLines([[words.terminal.next.cleanUp, command]]).join('\n')]),
  ];
}

/** What a run is, its workflow ID, and what there is to say of it. */
export function titleOf(workflowId: string, { words, terminal }: StepLook, text: string): string {
  const { kinds, titled } = words.terminal;
  const lifecycle = {
    revoke: kinds.revocation,
    rotate: kinds.rotation,
    migrate: kinds.migration,
    verify: kinds.verification,
  };
  const kind = /^(revoke|rotate|migrate|verify)\//.exec(
    workflowId.replace(/^.*(?=\/verification$)/, 'verify'),
  )?.[1] as keyof typeof lifecycle | undefined;
  const run = terminal.style('bold', named(workflowId));
  return titled(`${kind === undefined ? kinds.preparation : lifecycle[kind]} ${run}`, text);
}

/** What a run that was cancelled removed, kept and why, and enabled again; empty if there was nothing. */
export function cleanedUpText(
  { removed, kept, enabled }: CleanedUp,
  type: string,
  { words, say }: Look,
): string[] {
  const { cancelled: names, titled } = words.terminal;
  const rows = [
    ...removed.map((what): Row => [names.removed, say(what)]),
    ...kept.map(({ what, why }): Row => [names.kept, titled(say(what), say(why))]),
    ...enabled.map((key): Row => [names.enabled, say(phrase('resource.accessKey', { id: visible(key) }))]),
  ];
  return [
    ...(rows.length === 0 ? [] : [alignedLines(rows).join('\n')]),
    ...(type === 'rotateCredentials' && enabled.length > 0 ? [paragraph(names.bothWork)] : []),
  ];
}

function openBlocks(status: PreparationStatus, look: Look): string[] {
  const { words, terminal } = look;
  const { notActedOn, undelivered } = words.terminal;
  return [
    status.steps.map((step) => stepLine(step, look)).join('\n'),
    totalsLine(status, words),
    roundsText(status, words),
    // The plan begins with them.
    ...(status.approval === null ? (status.blockers ?? []).map(visible) : []),
    ...(status.approval === null ? [] : [planText(status, status.approval, look)]),
    ...(status.notices.length === 0 ? [] : [notActedOn, ...status.notices.map((one) => `- ${visible(one)}`)]),
    ...(status.undelivered === undefined || status.undelivered.length === 0
      ? []
      : [undelivered, ...status.undelivered.map((one) => `- ${visible(one)}`)]),
    visible(status.skippedFirings ?? ''),
    terminal.style('yellow', visible(status.endsEarly ?? '')),
    nextText(status, look),
  ].filter((block) => block !== '');
}

/** One step with its state and its result. */
export function stepLine(
  { state, title, note }: StepStatus,
  { words, terminal }: Pick<StepLook, 'words' | 'terminal'>,
): string {
  const { states } = words.details;
  const [mark, style] = MARKS[state];
  const width = Math.max(...Object.values(states).map(widthOf));
  const shown = `${mark} ${states[state]}${' '.repeat(width - widthOf(states[state]))}`;
  const text = note === '' ? visible(title) : words.terminal.titled(visible(title), visible(note));
  return `  ${terminal.style(style, shown)}  ${text}`;
}

function totalsLine({ totals }: PreparationStatus, { terminal }: Words): string {
  return totals === null
    ? ''
    : terminal.source(humanCount(totals.objects), humanCount(totals.bytes), humanBytes(totals.bytes));
}

/** The plan and its digest, as an approver has to read them, and what else the decision needs. */
export function planText(
  { inventory = [] }: Pick<PreparationStatus, 'inventory'>,
  approval: NonNullable<PreparationStatus['approval']>,
  { words, language }: Pick<Look, 'words' | 'language'>,
): string {
  const { plan, planDigest, decisions, required, changes = [] } = approval;
  const { terminal } = words;
  const counted = decisions.map(
    (one) => `  ${terminal.decidedBy(one.decision, named(one.approver), one.via, provenBy(one, words))}`,
  );
  return [
    ...(changes.length === 0
      ? []
      : [terminal.approvalAgain, ...changesInWords(changes, language).map((change) => `  ${change}`)]),
    terminal.plan,
    ...plan.map((line) => `  ${visible(line)}`),
    terminal.planDigest(named(planDigest)),
    ...inventory.map((line) => `  ${visible(line)}`),
    terminal.approvalsNeeded(required, counted.length > 0),
    ...counted,
    ...rulesInWords(approval, language),
  ].join('\n');
}

function provenBy({ proof, principal }: Decision, { terminal }: Words): string {
  return [
    proof ? terminal.signedWith(named(proof.fingerprint)) : '',
    principal ? terminal.sentBy(principalInWords(principal)) : '',
  ].join('');
}

/** The phase of a run, in a few words. */
export function phaseText(
  { phase, steps }: Pick<PreparationStatus, 'phase' | 'steps'>,
  words: Words,
): string {
  const { phases } = words.terminal;
  switch (phase.name) {
    case 'running':
      return phases.running;
    case 'waiting for approval':
      return visible(phases.waitingForApproval(minute(phase.deadline)));
    case 'action required':
      return visible(
        phases.actionRequired(titleOfStep(phase.step, steps), phase.deadline ? minute(phase.deadline) : null),
      );
    case 'waiting':
      return visible(phases.waiting(phase.for, minute(phase.until)));
    case 'cleaning up':
      return visible(phases.cleaningUp(phase.because));
    case 'finished':
      return visible(phases.finished(outcomeInWords(phase, words)));
  }
}

function titleOfStep(step: string, steps: readonly StepStatus[]): string {
  return steps.find(({ name }) => name === step)?.title ?? step;
}

/** What somebody has to do now, with the command and the JSON to send; empty if nobody has to. */
export function nextText(status: PreparationStatus, { words, terminal, language }: StepLook): string {
  const { workflowId, phase, nextAction } = status;
  const { next, titled, waitsForApproval, webUi } = words.terminal;
  switch (phase.name) {
    case 'waiting for approval':
      return [
        terminal.style('yellow', waitsForApproval),
        ...alignedLines([...decisionRows(status, words), [webUi, nextAction ?? '']]),
      ].join('\n');
    case 'action required': {
      const { type } = phase.problem;
      const commands = { retry: retryCommand(workflowId), cancel: cancelCommand(workflowId) };
      return [
        terminal.style('yellow', paragraph(titled(visible(type), problemIn(language, phase.problem)))),
        ...alignedLines([
          ...waysOut(phase.problem).map((way): Row => [next[way], commands[way]]),
          [webUi, nextAction ?? ''],
        ]),
      ].join('\n');
    }
    case 'waiting':
      return waitingText(phase, status, { words, terminal });
    case 'running':
    case 'cleaning up':
    case 'finished':
      return '';
  }
}

/** The commands that decide about what waits, or will wait, for an approval. */
export function decisionRows(
  { workflowId, approval }: Pick<PreparationStatus, 'workflowId' | 'approval'>,
  { terminal: { next } }: Words,
): Row[] {
  const signs = approval !== null && allSign(approval);
  const comment = approval?.rules?.commentRequired === true;
  return [
    [next.approve, `${approveCommand(workflowId, comment)}${signs ? ' --key ~/.ssh/id_ed25519' : ''}`],
    [next.reject, rejectCommand(workflowId)],
  ];
}

function waitingText(
  phase: Waiting,
  status: PreparationStatus,
  { words, terminal }: Pick<StepLook, 'words' | 'terminal'>,
): string {
  const { waitsForConfirmation, webUi } = words.terminal;
  const confirms = phase.person && status.workflowId.startsWith('rotate/');
  const rows = waitingRows(phase, status, words);
  return [
    ...(confirms ? [terminal.style('yellow', waitsForConfirmation)] : []),
    ...alignedLines(phase.nextAction === null ? rows : [...rows, [webUi, phase.nextAction]]),
  ].join('\n');
}

/** Under the form: how to sign in, how to open the credentials, the warnings and the next steps. */
export function whereThingsAre(found: Extract<RunStatus, { kind: 'ended' }>, { words, say }: Look): string {
  const { result, run } = found;
  if (result.outcome !== 'prepared') {
    return '';
  }
  const runOf = runArgument(run.workflowId);
  const { account, sourceKey } = result;
  // What was to be done with credentials that are gone helps nobody.
  const { warnings, nextSteps } = found.revoked === true ? { warnings: [], nextSteps: [] } : result;
  const { prepared: names } = words.terminal;
  const rows: Row[] = [
    [names.ramUser, names.user(account.userName, account.accountId)],
    [names.signInName, account.signIn?.userPrincipalName ?? ''],
    [names.signInLink, account.signIn?.url ?? ''],
    [
      names.sourceAccessKey,
      sourceKey?.mode === 'create' ? names.sourceUser(sourceKey.accessKeyId, sourceKey.userName) : '',
    ],
    [names.credentials, names.sealed(openCommand(run.workflowId))],
    [
      names.approvedBy,
      result.approvedBy
        .map((one) => `${named(one.approver)}${provenBy(one, words)}`)
        .join(words.report.details),
    ],
    [names.wholeReport, `npx prep report ${runOf} --format markdown --out report.md`],
  ];
  return [
    ...alignedLines(
      rows.filter(([, value]) => value !== ''),
      '',
    ),
    ...bullets(names.warnings, warnings.map(say)),
    ...bullets(names.nextSteps, nextSteps.map(say)),
  ].join('\n');
}

/** The result of a revocation or a rotation: what was removed and when, what was kept, and the proof. */
function lifecycleResultText(result: LifecycleResult, { words, say }: Look): string {
  const { outcome, summary, removed, proof } = result;
  const { lifecycle, outcomes, titled } = words.terminal;
  const rows: Row[] = [
    ...removed.map(({ what, at }): Row => [lifecycle.removed, lifecycle.at(say(what), minute(at))]),
    ...('kept' in result
      ? result.kept.map(({ what, why }): Row => [lifecycle.kept, titled(say(what), say(why))])
      : []),
    ...proof.map(({ name, message }): Row => [lifecycle.readBack, titled(say(name), say(message))]),
  ];
  const text = titled(outcomes[outcome] ?? outcome, say(summary));
  return [visible(`${text.charAt(0).toUpperCase()}${text.slice(1)}`), alignedLines(rows, '').join('\n')]
    .filter((block) => block !== '')
    .join('\n\n');
}

function bullets(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${visible(line)}`)];
}

function headline(found: RunStatus, { words, terminal }: Look): string {
  const { outcomes, runStates } = words.terminal;
  switch (found.kind) {
    case 'open':
      return terminal.style('yellow', phaseText(found.status, words));
    case 'ended': {
      const { outcome } = found.result;
      return terminal.style(endedWell(found.result) ? 'green' : 'red', visible(outcomes[outcome] ?? outcome));
    }
    case 'failed':
      return terminal.style('red', runStates[found.run.state] ?? found.run.state);
  }
}

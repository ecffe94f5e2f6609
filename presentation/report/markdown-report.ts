import { sayIn, sentences, wordsOf } from '../words/words';
import type { Language } from '../words/language';
import { openCommand } from '../../contracts/runs/run-commands';
import type { Check } from '../../contracts/credentials/provisioning';
import type {
  AlreadyPreparedResult,
  DraftResult,
  NotPreparedResult,
  PreparedResult,
  ReportedResult,
} from '../../contracts/runs/result';
import { approvalSection } from './approval-section';
import { comparisonLists } from './comparison-in-words';
import { draftPlan } from './draft-plan';
import { effortOf } from './effort-rows';
import { inventorySection } from './inventory-section';
import { jobFormFields } from './job-form-fields';
import { code, plain } from '../text/markdown';
import { list, table } from './markdown-text';
import { destinationRows, sealedSecrets, sourceKeyRows, userRows } from './provisioned-rows';

const CHECK_MARKS: Readonly<Record<Check['outcome'], string>> = { ok: '✔', warning: '!', problem: '✘' };

/** Renders the whole report of a preparation as Markdown. It holds no secret, and no sealed text either. */
export function renderMarkdownReport(result: ReportedResult, language: Language): string {
  const blocks = blocksOf(result, language);
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function blocksOf(result: ReportedResult, language: Language): string[] {
  switch (result.outcome) {
    case 'prepared':
      return prepared(result, language);
    case 'draft':
      return draft(result, language);
    case 'already prepared':
      return alreadyPrepared(result, language);
    case 'rejected':
    case 'approval timed out':
      return notPrepared(result, language);
  }
}

function alreadyPrepared(result: AlreadyPreparedResult, language: Language): string[] {
  return [
    `# ${wordsOf(language).report.prepared({ bucket: plain(result.source.bucket) })}`,
    outcome(result, language),
    ...comparisonLists(result.comparison, language).flatMap(({ title, lines }) => list(`## ${title}`, lines)),
    ...inventorySection(result.inventory, language),
  ];
}

function draft(result: DraftResult, language: Language): string[] {
  const { report } = wordsOf(language);
  const plan = draftPlan(result, language);
  return [
    `# ${report.draft}`,
    outcome(result, language),
    ...list(`## ${report.plan}`, plan),
    ...inventorySection(result.inventory, language),
    ...effortSection(result, language),
    `## ${report.decisions}`,
    ...approvalSection(result.decisions, { ...result, planDigest: result.frozen?.digest ?? null }, language),
  ];
}

/** What the migration takes; nothing where nothing is to migrate. */
function effortSection(result: ReportedResult, language: Language): string[] {
  const { report } = wordsOf(language);
  const effort = effortOf(result, language);
  return effort === null
    ? []
    : [
        `## ${report.effort}`,
        table([report.what, report.value], effort.rows),
        sentences(effort.notes.map(plain)),
      ];
}

function prepared(result: PreparedResult, language: Language): string[] {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  return [
    `# ${report.prepared({ bucket: plain(result.source.bucket) })}`,
    outcome(result, language),
    `## ${report.jobForm}`,
    ...jobFormFields(result.jobForm, language).flatMap(({ title, fields }) => [
      `### ${title}`,
      table([report.field, report.value], fields),
    ]),
    ...inventorySection(result.inventory, language),
    ...effortSection(result, language),
    `## ${report.destination}`,
    table(['', report.ossBucket], destinationRows(result, language)),
    `## ${report.ramUser}`,
    table(['', report.ramUser], userRows(result, language)),
    ...sourceKeySection(result, language),
    `## ${report.credentials}`,
    ...howToOpen(result, language),
    `## ${report.approval}`,
    ...approvalSection(result.approvedBy, result, language),
    `## ${report.checks}`,
    checkTable(result.checks, language),
    ...list(`## ${report.warnings}`, result.warnings.map(say)),
    ...list(`## ${report.nextSteps}`, result.nextSteps.map(say)),
  ];
}

function notPrepared(result: NotPreparedResult, language: Language): string[] {
  const { report, terminal } = wordsOf(language);
  const say = sayIn(language);
  return [
    `# ${report.notPrepared}`,
    outcome(result, language),
    ...inventorySection(result.inventory, language),
    `## ${report.decisions}`,
    ...approvalSection(result.decisions, result, language),
    ...list(`## ${report.removed}`, result.undo.removed.map(say)),
    ...list(
      `## ${report.kept}`,
      result.undo.kept.map(({ what, why }) => terminal.titled(say(what), say(why))),
    ),
  ];
}

function outcome(result: ReportedResult, language: Language): string {
  const { report, terminal } = wordsOf(language);
  return report.outcome({
    outcome: plain(terminal.outcomes[result.outcome] ?? result.outcome),
    summary: plain(sayIn(language)(result.summary)),
  });
}

/** What was created at Kingsoft Cloud; nothing if the configured AccessKey is used. */
function sourceKeySection(result: PreparedResult, language: Language): string[] {
  const { report } = wordsOf(language);
  const rows = sourceKeyRows(result, language);
  return rows.length === 0
    ? []
    : [`## ${report.sourceAccessKey}`, table(['', report.iamUser], rows), report.revokedTogether];
}

function howToOpen(result: PreparedResult, language: Language): string[] {
  const { credentials, run } = result;
  const { report } = wordsOf(language);
  const what = sealedSecrets(result, language);
  if (what.length === 0) {
    return [report.noCredentials];
  }
  return [
    report.sealed({ what }),
    credentials.recipients.map((recipient) => `- ${code(recipient)}`).join('\n'),
    `\`\`\`sh\n${openCommand(run.workflowId)}\n\`\`\``,
    report.offline,
    '```sh\nnpx prep open --result RESULT.json --identity IDENTITY-FILE\n```',
    credentials.expiresAt === null
      ? report.neverRevoked
      : report.revokeBy({ at: plain(credentials.expiresAt) }),
  ];
}

function checkTable(checks: readonly Check[], language: Language): string {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  return table(
    ['', report.check, report.found],
    checks.map(({ outcome: found, name, message }) => [
      `${CHECK_MARKS[found]} ${report.checkOutcomes[found]}`,
      say(name),
      say(message),
    ]),
  );
}

import { openCommand } from '../../../contracts/runs/run-commands';
import type { Decision } from '../../../contracts/approval/approval';
import type { FitnessFinding, InventoryResult } from '../../../contracts/listing/inventory';
import type {
  DecidedResult,
  DraftResult,
  NotPreparedResult,
  PreparedResult,
  ReportedResult,
} from '../../../contracts/runs/result';
import { named, shown } from '../../text/foreign-text';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Language } from '../../words/language';
import { sayIn, wordsOf, type Words } from '../../words/words';
import { auditRows, decisionRows } from '../audit-rows';
import { comparisonLists } from '../comparison-in-words';
import { draftPlan } from '../draft-plan';
import { effortOf } from '../effort-rows';
import { breakdowns, foundRows } from '../inventory-rows';
import { jobFormFields } from '../job-form-fields';
import { destinationRows, sealedSecrets, sourceKeyRows, userRows } from '../provisioned-rows';
import { columnTable, fieldTable, listMarkup, type Section } from './blocks';
import { barChart } from './charts';
import { html, type Content, type Markup } from './markup';
import { pageOf } from './page';

/** Keys have 1,024 bytes at most; each may take several characters to be seen. */
const MAX_KEY = 8000;

/**
 * Renders the whole report of a preparation as one HTML file, which runs no script and loads nothing. It holds no
 * secret, and no sealed text either.
 */
export function renderHtmlReport(result: ReportedResult, language: Language): string {
  const { report } = wordsOf(language);
  const title = titleOf(result, report);
  const sections = sectionsOf(result, language).filter(({ content }) => content !== '');
  const { workflowId, runId } = result.run;
  return pageOf({
    language,
    title,
    summary: outcomeMarkup(result, language),
    sections,
    run: { workflowId, runId },
  });
}

function titleOf(result: ReportedResult, report: Words['report']): string {
  switch (result.outcome) {
    case 'prepared':
    case 'already prepared':
      return report.prepared({ bucket: result.source.bucket });
    case 'draft':
      return report.draft;
    default:
      return report.notPrepared;
  }
}

/** In the order in which people need them. */
function sectionsOf(result: ReportedResult, language: Language): Section[] {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  const inventory: Section[] = [
    { id: 'inventory', title: report.inventory, content: inventoryMarkup(result.inventory, language) },
    { id: 'findings', title: report.fitness, content: findingsMarkup(result.inventory, language) },
    { id: 'effort', title: report.effort, content: effortMarkup(result, language) },
  ];
  if (result.outcome === 'draft') {
    const plan = listMarkup(draftPlan(result, language));
    return [
      { id: 'plan', title: report.plan, content: plan },
      approvalSection(result, result.decisions, language),
      ...inventory,
    ];
  }
  if (result.outcome === 'already prepared') {
    const lists = comparisonLists(result.comparison, language).map(({ id, title, lines }): Section => {
      return { id, title, content: listMarkup(lines) };
    });
    return [...lists, ...inventory];
  }
  if (result.outcome !== 'prepared') {
    return [...inventory, approvalSection(result, result.decisions, language), cleanUp(result, language)];
  }
  const listed = (id: string, title: string, said: PreparedResult['warnings']): Section => ({
    id,
    title,
    content: said.length === 0 ? '' : listMarkup(said.map(say)),
  });
  return [
    { id: 'job-form', title: report.jobForm, content: jobFormMarkup(result, language) },
    { id: 'provisioned', title: report.page.provisioned, content: provisionedMarkup(result, language) },
    approvalSection(result, result.approvedBy, language),
    ...inventory,
    listed('warnings', report.warnings, result.warnings),
    listed('next-steps', report.nextSteps, result.nextSteps),
    { id: 'credentials', title: report.credentials, content: credentialsMarkup(result, language) },
  ];
}

function effortMarkup(result: ReportedResult, language: Language): Content {
  const { report } = wordsOf(language);
  const effort = effortOf(result, language);
  return effort === null
    ? ''
    : [
        fieldTable(report.firstCopy, [report.what, report.value], effort.rows),
        effort.notes.map((note) => html`<p class="muted">${note}</p>`),
      ];
}

function outcomeMarkup({ outcome, summary, inventory }: ReportedResult, language: Language): Markup {
  const { report, terminal } = wordsOf(language);
  const blockers = inventory.findings.filter(({ severity }) => severity === 'blocker').length;
  return html` <div class="outcome ${outcome.endsWith('prepared') ? 'prepared' : 'ended'}">
    <p><strong>${terminal.titled(report.outcomeName, terminal.outcomes[outcome] ?? outcome)}</strong></p>
    <p>${sayIn(language)(summary)}</p>
    ${
      blockers === 0
        ? ''
        : html`<p class="problem"><a href="#findings">${report.page.blockers({ count: blockers })}</a></p>`
    }
  </div>`;
}

function jobFormMarkup({ jobForm }: PreparedResult, language: Language): Content {
  const { report } = wordsOf(language);
  return [
    html`<p class="muted">${report.page.toCopy}</p>`,
    jobFormFields(jobForm, language).map(({ title, fields }) =>
      fieldTable(
        title,
        [report.field, report.value],
        fields.map(([name, value]) => [name, html`<code class="copy">${value}</code>`]),
      ),
    ),
  ];
}

function provisionedMarkup(result: PreparedResult, language: Language): Content {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  const head = [report.what, report.value] as const;
  const sourceKey = sourceKeyRows(result, language);
  return [
    fieldTable(report.ossBucket, head, destinationRows(result, language)),
    fieldTable(report.ramUser, head, userRows(result, language)),
    sourceKey.length === 0
      ? ''
      : [fieldTable(report.iamUser, head, sourceKey), html`<p>${report.revokedTogether}</p>`],
    columnTable(
      report.checks,
      [report.outcomeName, report.check, report.found],
      result.checks.map(({ outcome, name, message }) => [
        html`<span class="${outcome}">${report.checkOutcomes[outcome]}</span>`,
        say(name),
        say(message),
      ]),
    ),
  ];
}

function approvalSection(
  result: DecidedResult | DraftResult,
  decisions: readonly Decision[],
  language: Language,
): Section {
  const { report } = wordsOf(language);
  const { outcome, audit } = result;
  const planDigest = result.outcome === 'draft' ? result.frozen?.digest : result.planDigest;
  const rows = decisionRows(decisions, language);
  const content = [
    rows.length === 0
      ? html`<p>${report.nobodyDecided}</p>`
      : columnTable(report.decisions, report.decisionColumns, rows),
    planDigest === undefined ? '' : html`<p>${report.planDigest({ digest: planDigest })}</p>`,
    audit === undefined || audit.requester === null
      ? ''
      : html`<p>${report.requestedBy({ who: named(audit.requester) })}</p>`,
    audit === undefined || audit.events.length === 0
      ? ''
      : columnTable(report.events, [report.at, report.what], auditRows(audit, language)),
    audit === undefined || audit.omitted === 0
      ? ''
      : html`<p>${report.omitted({ count: audit.omitted })}</p>`,
  ];
  return { id: 'approval', title: outcome === 'prepared' ? report.approval : report.decisions, content };
}

function inventoryMarkup(inventory: InventoryResult, language: Language): Content {
  const { report } = wordsOf(language);
  const { largest } = inventory.totals;
  const found = foundRows(inventory, language).map(
    ([name, value]) =>
      [name, typeof value === 'string' ? value : html`<code>${shown(value.code)}</code>`] as const,
  );
  return [
    fieldTable(report.page.totals, [report.what, report.found], found),
    html`<p>${report.complete}</p>`,
    breakdowns(inventory, language).map((one) => barChart(one, inventory.totals, report)),
    largest.length === 0
      ? ''
      : columnTable(
          report.largest,
          [report.key, report.size],
          largest.map(({ key, bytes }) => [html`<code>${shown(key, MAX_KEY)}</code>`, humanBytes(bytes)]),
        ),
  ];
}

function findingsMarkup({ findings }: InventoryResult, language: Language): Content {
  const { report } = wordsOf(language);
  return findings.length === 0
    ? html`<p>${report.page.noFindings}</p>`
    : findings.map((one) => findingMarkup(one, language));
}

function findingMarkup(
  { severity, objects, bytes, happens, remedy, samples }: FitnessFinding,
  language: Language,
): Markup {
  const { report } = wordsOf(language);
  const say = sayIn(language);
  const tally = { objects: humanCount(objects), bytes: humanBytes(bytes) };
  return html` <div class="finding ${severity}">
    <p><strong>${report.severities[severity]}</strong> ${say(happens)}</p>
    ${objects === '0' ? '' : html`<p>${report.page.affected(tally)}</p>`}
    <p>${report.page.whatToDo({ remedy: say(remedy) })}</p>
    ${
      samples.length === 0
        ? ''
        : html`<p>${report.page.sampleKeys}</p>
            ${listMarkup(samples.map((key) => html`<code>${shown(key, MAX_KEY)}</code>`))}`
    }
  </div>`;
}

function credentialsMarkup(result: PreparedResult, language: Language): Content {
  const { report } = wordsOf(language);
  const { credentials, run } = result;
  const what = sealedSecrets(result, language);
  if (what.length === 0) {
    return html`<p>${report.noCredentials}</p>`;
  }
  return [
    html`<p>${report.sealed({ what })}</p>`,
    listMarkup(credentials.recipients.map((recipient) => html`<code>${shown(recipient)}</code>`)),
    html`<pre>${openCommand(run.workflowId)}</pre>`,
    html`<p>${report.offline}</p>
      <pre>npx prep open --result RESULT.json --identity IDENTITY-FILE</pre>`,
    html`<p>
      ${credentials.expiresAt === null ? report.neverRevoked : report.revokeBy({ at: credentials.expiresAt })}
    </p>`,
  ];
}

function cleanUp({ undo }: NotPreparedResult, language: Language): Section {
  const { report, terminal } = wordsOf(language);
  const say = sayIn(language);
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ''
      : html`<h3>${title}</h3>
          ${listMarkup(lines)}`;
  const content = [
    part(report.removed, undo.removed.map(say)),
    part(
      report.kept,
      undo.kept.map(({ what, why }) => terminal.titled(say(what), say(why))),
    ),
  ];
  return { id: 'clean-up', title: report.page.cleanUp, content };
}

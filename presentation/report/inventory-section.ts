import { humanBytes, humanCount } from '../text/human-units';
import type { FitnessFinding, InventoryResult } from '../../contracts/listing/inventory';
import { code, plain } from '../text/markdown';
import { table } from './markdown-text';
import type { Language } from '../words/language';
import { say, wordsOf, type Words } from '../words/words';
import { breakdowns, countText, foundRows, type Breakdown } from './inventory-rows';

/** What was counted, why that is complete, where it lies, and what the migration should know of it. */
export function inventorySection(inventory: InventoryResult, language: Language): string[] {
  const { report } = wordsOf(language);
  const largest = inventory.totals.largest.map(({ key, bytes }) => [
    { code: key },
    humanCount(bytes),
    humanBytes(bytes),
  ]);
  return [
    `## ${report.inventory}`,
    table(['', report.found], foundRows(inventory, language)),
    report.complete,
    ...findingsSection(inventory.findings, language),
    ...breakdowns(inventory, language).flatMap((one) => breakdownTable(one, report)),
    ...(largest.length === 0
      ? []
      : [`### ${report.largest}`, table([report.key, report.bytes, report.size], largest)]),
  ];
}

function findingsSection(findings: readonly FitnessFinding[], language: Language): string[] {
  const title = `### ${wordsOf(language).report.fitness}`;
  return findings.length === 0 ? [] : [title, findings.map((one) => findingText(one, language)).join('\n')];
}

function findingText(
  { severity, objects, bytes, happens, remedy, samples }: FitnessFinding,
  language: Language,
): string {
  const { report } = wordsOf(language);
  const text = report.finding({
    severity: report.severities[severity],
    happens: plain(say(language, happens)),
    tally: objects === '0' ? null : { objects: humanCount(objects), bytes: humanBytes(bytes) },
    remedy: plain(say(language, remedy)),
    keys: samples.map(code),
  });
  return `- ${text}`;
}

function breakdownTable({ title, counted }: Breakdown, report: Words['report']): string[] {
  const rows = counted.map((one) => [
    one.name,
    countText(one, report),
    humanCount(one.tally.bytes),
    humanBytes(one.tally.bytes),
  ]);
  return [`### ${title}`, table(['', report.objects, report.bytes, report.size], rows)];
}

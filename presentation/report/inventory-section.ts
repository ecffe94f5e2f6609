import { humanBytes, humanCount } from '../text/human-units';
import {
  SIZE_BANDS,
  type FitnessFinding,
  type InventoryResult,
  type MigrationEstimate,
  type Tally,
} from '../../contracts/inventory';
import { code, plain } from '../text/markdown';
import { table, type Cell } from './markdown-text';
import type { Language } from '../words/language';
import { say, wordsOf, type Words } from '../words/words';

/** What was counted, why that is complete, where it lies, and what the migration should know of it. */
export function inventorySection(
  { totals, proof, findings, estimate }: InventoryResult,
  language: Language,
): string[] {
  const words = wordsOf(language);
  const { report } = words;
  const found: Cell[][] = [
    [report.objects, humanCount(totals.objects)],
    [report.bytes, `${humanCount(totals.bytes)} (${humanBytes(totals.bytes)})`],
    [report.pages, humanCount(proof.pages)],
    [report.requests, humanCount(proof.requests)],
    [report.listingTime, words.duration(totals.listingMs)],
    [report.digest, { code: proof.digest }],
    [report.atLeast, estimateText(estimate, words)],
  ];
  const { listed, other } = totals.byPrefix;
  const prefixes = listed.map(({ prefix, exact, ...tally }): Named => {
    return [prefix === '' ? report.noPrefix : { code: prefix }, tally, exact];
  });
  const rest: Named[] = other.objects === '0' ? [] : [[report.other, other]];
  const bands = SIZE_BANDS.flatMap(({ name }): Named[] => {
    const tally = totals.bySizeBand[name];
    return tally === undefined ? [] : [[report.sizeBands[name], tally]];
  });
  const named = (tallies: Readonly<Record<string, Tally>>): Named[] =>
    Object.entries(tallies).map(([name, tally]) => [name === 'other' ? report.other : name, tally]);
  const months = named(totals.byMonth).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const largest = totals.largest.map(({ key, bytes }) => [
    { code: key },
    humanCount(bytes),
    humanBytes(bytes),
  ]);
  return [
    `## ${report.inventory}`,
    table(['', report.found], found),
    report.complete,
    ...findingsSection(findings, language),
    ...breakdown(report.byStorageClass, named(totals.byStorageClass), report),
    ...breakdown(report.byPrefix, [...prefixes, ...rest], report),
    ...breakdown(report.bySize, bands, report),
    ...breakdown(report.byMonth, months, report),
    ...(largest.length === 0
      ? []
      : [`### ${report.largest}`, table([report.key, report.bytes, report.size], largest)]),
  ];
}

/** What was counted under a name; `exact` is false if it may be more. */
type Named = readonly [name: Cell, tally: Tally, exact?: boolean];

/** How long the migration takes at least, and what limits it. */
export function estimateText(
  { seconds, limitedBy, bitsPerSecond, filesPerSecond }: MigrationEstimate,
  { duration, report }: Pick<Words, 'duration' | 'report'>,
): string {
  const time = duration(seconds * 1000);
  return limitedBy === 'bandwidth'
    ? report.byBandwidth({ time, gigabits: bitsPerSecond / 1e9 })
    : report.byFiles({ time, files: humanCount(filesPerSecond) });
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

function breakdown(title: string, tallies: readonly Named[], report: Words['report']): string[] {
  const rows = tallies.map(([name, { objects, bytes }, exact = true]) => [
    name,
    exact ? humanCount(objects) : report.inexact({ count: humanCount(objects) }),
    humanCount(bytes),
    humanBytes(bytes),
  ]);
  return rows.length === 0
    ? []
    : [`### ${title}`, table(['', report.objects, report.bytes, report.size], rows)];
}

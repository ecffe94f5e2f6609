import { humanBytes, humanCount, humanDuration } from '../text/human-units';
import {
  SIZE_BANDS,
  type FitnessFinding,
  type InventoryResult,
  type MigrationEstimate,
  type Tally,
} from '../../contracts/inventory';
import { code, plain } from '../text/markdown';
import { table, type Cell } from './markdown-text';
import { say } from '../words/words';

/** What was counted, why that is complete, where it lies, and what the migration should know of it. */
export function inventorySection({ totals, proof, findings, estimate }: InventoryResult): string[] {
  const found: Cell[][] = [
    ['Objects', humanCount(totals.objects)],
    ['Bytes', `${humanCount(totals.bytes)} (${humanBytes(totals.bytes)})`],
    ['Pages, all valid', humanCount(proof.pages)],
    ['Requests, repeats included', humanCount(proof.requests)],
    ['Listing time', humanDuration(totals.listingMs)],
    ['Digest over (key, size)', { code: proof.digest }],
    ['Migration takes at least', estimateText(estimate)],
  ];
  const { listed, other } = totals.byPrefix;
  const prefixes = listed.map(({ prefix, exact, ...tally }): Named => {
    return [prefix === '' ? '(no prefix)' : { code: prefix }, tally, exact ? '' : 'at least '];
  });
  const rest: Named[] = other.objects === '0' ? [] : [['other', other]];
  const bands = SIZE_BANDS.flatMap(({ name }): Named[] => {
    const tally = totals.bySizeBand[name];
    return tally === undefined ? [] : [[name, tally]];
  });
  const months = Object.entries(totals.byMonth).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const largest = totals.largest.map(({ key, bytes }) => [
    { code: key },
    humanCount(bytes),
    humanBytes(bytes),
  ]);
  return [
    '## Inventory',
    table(['', 'Found'], found),
    'The totals are complete: every page was a valid answer, and no part of the keyspace is left out.',
    ...findingsSection(findings),
    ...breakdown('By storage class', Object.entries(totals.byStorageClass)),
    ...breakdown('By top-level prefix', [...prefixes, ...rest]),
    ...breakdown('By size', bands),
    ...breakdown('By month of last change', months),
    ...(largest.length === 0 ? [] : ['### Largest objects', table(['Key', 'Bytes', 'Size'], largest)]),
  ];
}

/** `about` goes before numbers that are not exact. */
type Named = readonly [name: Cell, tally: Tally, about?: string];

/** How long the migration takes at least, and what limits it. */
export function estimateText({
  seconds,
  limitedBy,
  bitsPerSecond,
  filesPerSecond,
}: MigrationEstimate): string {
  const limit =
    limitedBy === 'bandwidth'
      ? `${bitsPerSecond / 1e9} Gbit/s a job`
      : `${humanCount(filesPerSecond)} files/s a job`;
  return `${humanDuration(seconds * 1000)}, limited by ${limit}`;
}

function findingsSection(findings: readonly FitnessFinding[]): string[] {
  return findings.length === 0 ? [] : ['### Fitness for the migration', findings.map(findingText).join('\n')];
}

function findingText({ severity, objects, bytes, happens, remedy, samples }: FitnessFinding): string {
  const count = objects === '0' ? '' : ` ${humanCount(objects)} objects, ${humanBytes(bytes)}.`;
  const keys = samples.length === 0 ? '' : ` For example ${samples.map(code).join(', ')}.`;
  return `- **${severity}**: ${plain(say('en', happens))}${count} ${plain(say('en', remedy))}${keys}`;
}

function breakdown(title: string, tallies: readonly Named[]): string[] {
  const rows = tallies.map(([name, { objects, bytes }, about = '']) => [
    name,
    `${about}${humanCount(objects)}`,
    humanCount(bytes),
    humanBytes(bytes),
  ]);
  return rows.length === 0 ? [] : [`### ${title}`, table(['', 'Objects', 'Bytes', 'Size'], rows)];
}

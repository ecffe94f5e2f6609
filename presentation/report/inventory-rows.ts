import {
  SIZE_BANDS,
  type InventoryResult,
  type MigrationEstimate,
  type Tally,
} from '../../contracts/listing/inventory';
import { BITS_PER_SECOND } from '../../contracts/listing/migration-effort';
import { humanBytes, humanCount } from '../text/human-units';
import type { Language } from '../words/language';
import { wordsOf, type Words } from '../words/words';
import type { Cell } from './markdown-text';

/** What was counted under a name; `exact` is false if it may be more. */
export interface Counted {
  readonly name: Cell;
  readonly tally: Tally;
  readonly exact: boolean;
}

/** One distribution of what was counted, such as that over storage classes. */
export interface Breakdown {
  readonly title: string;
  readonly counted: readonly Counted[];
  /** In the order of time, so that the last are the latest; else the first are the largest, or there are few. */
  readonly oldestFirst?: true;
}

/** What was counted in all, and why that is complete. */
export function foundRows(
  { totals, proof, estimate }: InventoryResult,
  language: Language,
): (readonly [name: string, value: Cell])[] {
  const words = wordsOf(language);
  const { report } = words;
  return [
    [report.objects, humanCount(totals.objects)],
    [report.bytes, words.terminal.aside(humanCount(totals.bytes), humanBytes(totals.bytes))],
    [report.pages, humanCount(proof.pages)],
    [report.requests, humanCount(proof.requests)],
    [report.listingTime, words.duration(totals.listingMs)],
    [report.digest, { code: proof.digest }],
    [report.atLeast, estimateText(estimate, words)],
  ];
}

/** The distributions that were collected, without those that have nothing in them. */
export function breakdowns({ totals }: InventoryResult, language: Language): Breakdown[] {
  const { report } = wordsOf(language);
  const { listed, other } = totals.byPrefix;
  const exactly = (name: Cell, tally: Tally): Counted => ({ name, tally, exact: true });
  const named = (tallies: [string, Tally][]) =>
    tallies.map(([name, tally]) => exactly(name === 'other' ? report.other : name, tally));
  const months = Object.entries(totals.byMonth).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const prefixes = listed.map(({ prefix, exact, ...tally }): Counted => {
    return { name: prefix === '' ? report.noPrefix : { code: prefix }, tally, exact };
  });
  const bands = SIZE_BANDS.flatMap(({ name }) => {
    const tally = totals.bySizeBand[name];
    return tally === undefined ? [] : [exactly(report.sizeBands[name], tally)];
  });
  return [
    { title: report.byStorageClass, counted: named(Object.entries(totals.byStorageClass)) },
    {
      title: report.byPrefix,
      counted: [...prefixes, ...(other.objects === '0' ? [] : [exactly(report.other, other)])],
    },
    { title: report.bySize, counted: bands },
    { title: report.byMonth, counted: named(months), oldestFirst: true as const },
  ].filter(({ counted }) => counted.length > 0);
}

/** How many objects were counted, and whether there may be more. */
export function countText({ tally, exact }: Counted, report: Words['report']): string {
  const count = humanCount(tally.objects);
  return exact ? count : report.inexact({ count });
}

/** How long the migration takes at least, and what limits it. */
export function estimateText(
  { seconds, limitedBy, bitsPerSecond, filesPerSecond }: MigrationEstimate,
  { duration, report }: Pick<Words, 'duration' | 'report'>,
): string {
  const time = duration(seconds * 1000);
  return limitedBy === 'bandwidth'
    ? report.byBandwidth({
        time,
        gigabits: bitsPerSecond / 1e9,
        ofNetwork: bitsPerSecond < BITS_PER_SECOND,
      })
    : report.byFiles({ time, files: humanCount(filesPerSecond) });
}

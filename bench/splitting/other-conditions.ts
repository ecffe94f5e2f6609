import { markdownTable } from '../markdown-table';
import { kinds } from './kinds';
import { meanOf, measure, worstOf, type Measured } from './measured';
import { USUAL, type Conditions } from './simulation';

/** The suite with one thing different. */
interface Other {
  readonly name: string;
  readonly different: Partial<Conditions>;
  /** Pages of each bucket; absent for those that the kind has. */
  readonly pages?: number;
}

const OTHERS: readonly Other[] = [
  { name: '16 requests in flight', different: { requesters: 16 } },
  { name: '256 requests in flight', different: { requesters: 256 } },
  { name: 'folders take 10 times as long to list', different: { folderFactor: 10 } },
  { name: 'folders cannot be listed', different: { folderFactor: Infinity } },
  { name: '50 pages', different: {}, pages: 50 },
  { name: '5 pages', different: {}, pages: 5 },
];

/** A kind that makes so many times as many pages as it was asked for is none of that size. */
const ABOUT = 1.2;

/** The suite under other conditions, the worst of each, as a table in Markdown. */
export function tableOfOthers(seeds: readonly number[]): string {
  const rows = OTHERS.map((other) => {
    const measured = kinds.flatMap((kind) => seeds.flatMap((seed) => measuredIn(other, kind, seed)));
    return [
      other.name,
      meanOf(measured, ({ times }) => times).toFixed(2),
      worst(measured, ({ times }) => times, 2),
      worst(measured, ({ requestsPerPage }) => requestsPerPage, 2),
      worst(measured, ({ requests }) => requests, 0),
      worst(measured, ({ rounds }) => rounds, 0),
      worst(measured, roundsOverLimit, 0),
    ];
  });
  return markdownTable(COLUMNS, rows);
}

const COLUMNS = [
  'suite with',
  '× limit, on average',
  'worst',
  'requests a page, worst',
  'requests, worst',
  'round trips, worst',
  'round trips over the limit, worst',
];

function measuredIn({ different, pages }: Other, kind: (typeof kinds)[number], seed: number): Measured[] {
  const keys = kind.make(seed, pages === undefined ? kind.keys : pages * USUAL.pageKeys);
  return pages !== undefined && keys.count > ABOUT * pages * USUAL.pageKeys
    ? []
    : [measure(kind.name, keys, { ...USUAL, ...different })];
}

const roundsOverLimit = ({ rounds, times }: Measured): number => rounds - rounds / times;

function worst(measured: readonly Measured[], value: (each: Measured) => number, digits: number): string {
  const most = worstOf(measured, value);
  return `${value(most).toFixed(digits)} (${most.name})`;
}

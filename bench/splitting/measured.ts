import { markdownTable } from '../markdown-table';
import type { MeasuredRest } from './interrupted';
import type { KeyList } from './key-list';
import { Simulation, type Conditions, type Simulated } from './simulation';

/** A listing in virtual time, relative to the time of its pages alone. */
export interface Measured extends Simulated {
  readonly name: string;
  readonly pages: number;
  /** Time over the limit: pages × latency ÷ requests in flight. */
  readonly times: number;
  readonly requestsPerPage: number;
  readonly rounds: number;
}

/** @throws RangeError if keys were lost or counted twice */
export function measure(name: string, keys: KeyList, conditions: Conditions): Measured {
  const simulated = new Simulation(keys, conditions).run();
  if (simulated.keys !== keys.count) {
    throw new RangeError(`${name}: ${simulated.keys} keys were counted, of ${keys.count}.`);
  }
  const pages = Math.ceil(keys.count / conditions.pageKeys);
  const rounds = simulated.ms / conditions.latencyMs;
  return {
    ...simulated,
    name,
    pages,
    rounds,
    times: (rounds * conditions.requesters) / pages,
    requestsPerPage: simulated.requests / pages,
  };
}

const COLUMNS = [
  'keyspace',
  'pages',
  '× limit',
  'requests a page',
  'folders asked',
  'round trips',
  'in flight',
];

/** A table in Markdown. */
export function tableOf(measured: readonly Measured[]): string {
  const rows = measured.map((each) => [
    each.name,
    String(each.pages),
    each.times.toFixed(2),
    each.requestsPerPage.toFixed(2),
    String(each.folders),
    each.rounds.toFixed(0),
    each.inFlight.toFixed(0),
  ]);
  return markdownTable(COLUMNS, rows);
}

/** Listings that were interrupted, as a table in Markdown. */
export function restTableOf(measured: readonly MeasuredRest[]): string {
  return markdownTable(
    ['keyspace', 'round trips of the rest', 'resumed, × the rest', 'dealt to two slices, × the rest'],
    measured.map(({ name, rounds, resumed, dealt }) => [
      name,
      rounds.toFixed(0),
      resumed.toFixed(2),
      dealt.toFixed(2),
    ]),
  );
}

/** The mean of a number of several. */
export const meanOf = (measured: readonly Measured[], value: (each: Measured) => number): number =>
  measured.reduce((sum, each) => sum + value(each), 0) / measured.length;

/** The one of which a number is largest. */
export const worstOf = (measured: readonly Measured[], value: (each: Measured) => number): Measured =>
  measured.reduce((one, other) => (value(other) > value(one) ? other : one));

/** The means of several, and the worst. */
export function summaryOf(measured: readonly Measured[]): string {
  const mean = (value: (each: Measured) => number): string => meanOf(measured, value).toFixed(3);
  const worst = worstOf(measured, ({ times }) => times);
  const planner = mean(({ plannerMs, pages }) => plannerMs / pages);
  return (
    `${measured.length} keyspaces: ${mean(({ times }) => times)} × the limit and ` +
    `${mean(({ requestsPerPage }) => requestsPerPage)} requests a page on average; ` +
    `the worst is ${worst.name} with ${worst.times.toFixed(2)} ×. Planner: ${planner} ms a page.`
  );
}

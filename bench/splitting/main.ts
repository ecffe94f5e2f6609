import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { measureRest } from './interrupted';
import { listed, type KeyList } from './key-list';
import { kinds } from './kinds';
import { tableOfOthers } from './other-conditions';
import { measure, restTableOf, summaryOf, tableOf } from './measured';
import { USUAL, type Conditions } from './simulation';

const USAGE = `Usage: npm run bench:splitting -- [options]

Lists computed keyspaces in virtual time, with the engine's own planner, and prints how long that takes over the limit
(pages x latency / requests in flight), and the requests for a page. The same options always print the same numbers.

  --only TEXT        only kinds whose name contains it
  --seeds N,N        seeds of the keyspaces; default: 1. Those that nothing was tuned on: 101,102,103
  --keys X           times as many keys; default: 1
  --lists FILE,FILE  also real lists, a key a line
  --in-flight N      requests at the same time; default: 64
  --jitter X         of the latency's logarithm; default: 0
  --folder-times X   how many times as long a listing with a delimiter takes, Infinity if it is refused; default: 1
  --folder-names N   names in the answer to that, at most; default: 1000
  --interrupted      what the rest takes when it is resumed in the middle, or dealt to two slices, over the same undisturbed
  --conditions       the suite with more and fewer requests in flight, small buckets, and slow listings of folders
`;

/** @throws Error with what is wrong */
function options() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      seeds: { type: 'string', default: '1' },
      keys: { type: 'string', default: '1' },
      lists: { type: 'string', default: '' },
      'in-flight': { type: 'string', default: String(USUAL.requesters) },
      jitter: { type: 'string', default: '0' },
      'folder-times': { type: 'string', default: '1' },
      'folder-names': { type: 'string', default: String(USUAL.folderNames) },
      interrupted: { type: 'boolean', default: false },
      conditions: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

function main(): void {
  const values = options();
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const conditions: Conditions = {
    ...USUAL,
    requesters: Number(values['in-flight']),
    jitter: Number(values.jitter),
    folderFactor: Number(values['folder-times']),
    folderNames: Number(values['folder-names']),
  };
  const seeds = values.seeds.split(',').map(Number);
  if (values.conditions) {
    process.stdout.write(`${tableOfOthers(seeds)}\n`);
    return;
  }
  const buckets: [name: string, keys: () => KeyList][] = [];
  for (const kind of kinds.filter(({ name }) => name.includes(values.only))) {
    for (const seed of seeds) {
      const name = seeds.length === 1 ? kind.name : `${kind.name}, ${seed}`;
      buckets.push([name, () => kind.make(seed, Math.round(kind.keys * Number(values.keys)))]);
    }
  }
  for (const file of values.lists.split(',').filter((name) => name !== '')) {
    buckets.push([basename(file), () => listed(linesOf(file))]);
  }
  if (values.interrupted) {
    const rests = buckets.map(([name, keys]) => measureRest(name, keys(), conditions));
    process.stdout.write(`${restTableOf(rests)}\n`);
    return;
  }
  const measured = buckets.map(([name, keys]) => measure(name, keys(), conditions));
  process.stdout.write(`${tableOf(measured)}\n\n${summaryOf(measured)}\n`);
}

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

try {
  main();
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

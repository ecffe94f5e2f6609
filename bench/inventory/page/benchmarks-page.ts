import type { Machine } from '../machine';
import type { Goal, Measurement } from '../measurement';
import type { ScenarioResults } from '../results';
import type { Scenario } from '../scenario';
import { markdownTable } from '../../markdown-table';
import { measurementTable } from './measurement-table';

/** A scenario with what it measured. */
export interface MeasuredScenario {
  readonly scenario: Scenario;
  readonly results: ScenarioResults;
}

/** `docs/benchmarks.md`. @param chart path of its picture, relative to the page */
export function benchmarksPage(measured: readonly MeasuredScenario[], chart: string | undefined): string {
  const goals = measured.flatMap(({ scenario, results }) =>
    scenario.goals(results.measurements, results.machine),
  );
  return [
    INTRODUCTION,
    `Measured on ${[...new Set(measured.map(({ results }) => machineText(results.machine)))].join('; and on ')}.`,
    ...(measured.some(isPreliminary)
      ? [`Some of it was measured fewer than ${ENOUGH_RUNS} times, and the machine may have had other work.`]
      : []),
    '## Goals',
    markdownTable(['goal', '', 'measured', 'met'], goals.map(goalRow)),
    ...missedGoals(goals),
    ...measured.flatMap((one) => scenarioSection(one, one === measured[0] ? chart : undefined)),
    '## Tools',
    ...toolsSection(measured),
  ].join('\n\n');
}

const INTRODUCTION = `# Benchmarks

<!-- Written by \`npm run bench:inventory\` from bench/inventory/results/: run that, do not change this page. -->

How fast the inventory is, what it needs, and how other tools do on the same buckets. Repeat it with:

\`\`\`sh
npm run bench:inventory                                   # everything; takes hours, most of it other tools
npm run bench:inventory -- --scenario all-tools --runs 1  # one question
npm run bench:inventory -- --share 0.01                   # a trial with a hundredth of the keys
\`\`\`

Each run has a list server of its own, on the same machine, and whose bucket is computed: \`hex\` holds 32 hex digits a key,
flat, as hashes are; \`tree\` is \`logs/YYYY/MM/DD/HH/nnnnnn\` over two years; \`prefix95\` has 95 % of its keys under one
long prefix. The server costs about 0.2 ms of CPU a page, which is in no tool's CPU time but takes its share of the
machine (\`node dist/bench/inventory/server-cost.js\` measures it). Signatures are not checked. Times are medians, from
the start of the process to its exit unless a section says otherwise; the time of a wrong total is void. Requests are
counted by the server; CPU time and peak memory by GNU time. What follows for 10⁹ keys is in [Scale](scale.md#sizing).`;

function machineText({ cores, cpu, memoryGiB, platform, node }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGiB} GiB of memory, ${platform}, Node.js ${node}`;
}

const ENOUGH_RUNS = 5;

const isPreliminary = ({ results }: MeasuredScenario): boolean =>
  results.measurements.some(({ runs, latencyMs }) => latencyMs > 0 && runs.length < ENOUGH_RUNS);

const goalRow = ({ what, goal, measured, met }: Goal): string[] => [
  what,
  goal,
  measured,
  met ? 'yes' : '**no**',
];

function missedGoals(goals: readonly Goal[]): string[] {
  const missed = goals.filter(({ met }) => !met);
  return missed.length === 0
    ? []
    : [
        'What holds up those that were missed:',
        missed.map(({ what, limit }) => `- ${what}: ${limit ?? 'unknown'}`).join('\n'),
      ];
}

function scenarioSection(
  { scenario: { title, method }, results: { measurements } }: MeasuredScenario,
  chart: string | undefined,
): string[] {
  return [
    `## ${title}`,
    method,
    ...(chart === undefined ? [] : [`![Wall time by tool](${chart})`]),
    measurementTable(measurements),
    '```sh\n' + [...new Set(measurements.map(({ command }) => command))].join('\n') + '\n```',
  ];
}

function toolsSection(measured: readonly MeasuredScenario[]): string[] {
  const all = measured.flatMap(({ results }) => results.measurements as Measurement[]);
  const versions = new Map(all.map(({ tool, version }) => [tool, version]));
  const missing = [...new Set(measured.flatMap(({ results }) => results.missing))];
  return [
    [...versions].map(([tool, version]) => `- ${tool}: ${version}`).join('\n'),
    ...(missing.length === 0
      ? []
      : [`Not measured, because this machine did not have them: ${missing.join(', ')}.`]),
  ];
}

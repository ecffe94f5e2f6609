import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goalOf, timeLimit } from '../../bench/inventory/goal';
import { latencyLimit, median, type Measurement, type Run } from '../../bench/inventory/measurement';
import { readOptions } from '../../bench/inventory/options';
import { barChart } from '../../bench/inventory/page/bar-chart';
import { measurementTable } from '../../bench/inventory/page/measurement-table';
import { keepResults, readResults } from '../../bench/inventory/results';
import { RequestAllowance } from '../../bench/inventory/server/request-allowance';

const MACHINE = { cores: 2, cpu: 'any', memoryGiB: 8, platform: 'any', node: 'any' };

const run = (wallSeconds: number, more: Partial<Run> = {}): Run => ({
  wallSeconds,
  cpuSeconds: 1.5,
  peakBytes: 100e6,
  requests: 1100,
  refused: 0,
  mostAtOnce: 64,
  serverCpuSeconds: 0.2,
  totals: { objects: 1, bytes: 1 },
  correct: true,
  figures: {},
  ...more,
});

const measurement = (runs: readonly Run[], more: Partial<Measurement> = {}): Measurement => ({
  tool: 'lister',
  version: '1',
  command: 'lister bench',
  shape: 'hex',
  keys: 1_000_000,
  latencyMs: 40,
  concurrency: 64,
  runs,
  ...more,
});

const rowOf = (table: string): string[] => (table.split('\n')[2] ?? '').split('|').map((cell) => cell.trim());

describe('what the benchmark says of its runs', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('takes the median of %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('shows the median and the spread', () => {
    const row = rowOf(measurementTable([measurement([run(1.2), run(1), run(3)])]));
    expect(row.slice(1, 14)).toEqual(
      [
        'lister',
        'hex',
        '1,000,000',
        '1.20 s (1.00–3.00)',
        '1.92',
        '3',
        '1.50 s',
        '100 MB',
        '1,100',
        '1.10',
        '64',
      ].concat(['0.20 s', '']),
    );
  });

  it('voids the time of a tool that was wrong once', () => {
    const [, , , , wall] = rowOf(measurementTable([measurement([run(1), run(1, { correct: false })])]));
    expect(wall).toBe('**void: wrong total**');
  });

  it('shows what a scenario alone looks at, and a dash where another lacks it', () => {
    const table = measurementTable([
      measurement([run(1, { figures: { 'history events': 23 } })]),
      measurement([run(1, { cpuSeconds: null })]),
    ]);
    expect(table.split('\n')[0]).toMatch(/history events \|$/);
    expect(table.split('\n')[2]).toMatch(/\| 23 \|$/);
    expect(table.split('\n')[3]).toMatch(/\| — \|$/);
  });
});

describe('a goal', () => {
  const wall = ({ runs }: Measurement): number => median(runs.map(({ wallSeconds }) => wallSeconds));
  const most = { what: 'wall time', most: 2.2, unit: 's' };

  it('is met where the worst bucket meets it', () => {
    const [goal] = goalOf(
      most,
      [measurement([run(2)]), measurement([run(2.2)], { shape: 'tree' })],
      wall,
      timeLimit(MACHINE),
    );
    expect(goal).toEqual({
      what: 'wall time',
      goal: '≤ 2.2 s',
      measured: 'hex 2, tree 2.2',
      met: true,
      limit: null,
    });
  });

  it('is missed by one bucket, and names the limit that it ran into', () => {
    const limits = [
      [{ cpuSeconds: 4.4, serverCpuSeconds: 0.4 }, {}, /^the CPU: 4.4 s of CPU .* make 2.4 s on 2 cores/],
      [{}, { concurrency: 16 }, /^the latency: the pages alone take 2.5 s/],
      [{ cpuSeconds: 1 }, {}, /^neither: /],
    ] as const;
    for (const [ofRun, ofMeasurement, expected] of limits) {
      const slow = measurement([run(3, ofRun)], { shape: 'tree', ...ofMeasurement });
      const [goal] = goalOf(most, [measurement([run(2)]), slow], wall, timeLimit(MACHINE));
      expect(goal?.met).toBe(false);
      expect(goal?.limit).toMatch(expected);
    }
  });

  it('is missed by a wrong total, however fast', () => {
    const [goal] = goalOf(most, [measurement([run(1, { correct: false })])], wall, timeLimit(MACHINE));
    expect([goal?.met, goal?.limit]).toEqual([false, 'a total was wrong']);
  });

  it('may ask for at least something', () => {
    const least = { what: 'speed', least: 1.7, unit: '×' };
    const speeds = (value: number) => goalOf(least, [measurement([run(1)])], () => value, String)[0]?.met;
    expect([speeds(1.69), speeds(1.7)]).toEqual([false, true]);
  });

  it('knows what the latency alone takes', () => {
    expect(latencyLimit(measurement([], { keys: 10_000_000, concurrency: 16 }))).toBe(25);
    expect(latencyLimit(measurement([], { latencyMs: 0 }))).toBeNull();
  });
});

describe('the chart', () => {
  it('draws bars as long as their values, and escapes what it writes', () => {
    const svg = barChart('A & B', [
      {
        title: '<hex>',
        bars: [
          { label: 'one', value: 10, text: '10 s', own: true },
          { label: 'two', value: 5, text: '5 s', own: false },
        ],
      },
    ]);
    const widths = [...svg.matchAll(/<rect class="(\w+)" .*? width="([\d.]+)"/g)].map(([, kind, width]) => [
      kind,
      Number(width),
    ]);
    expect(widths).toEqual([
      ['own', 370],
      ['other', 185],
    ]);
    expect(svg).toContain('<title>A &amp; B</title>');
    expect(svg).toContain('&lt;hex>');
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });
});

it('keeps what was measured before, but for the same tool on the same bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-results-'));
  const keep = (...measurements: Measurement[]): void =>
    keepResults(folder, { scenario: 'any', machine: MACHINE, missing: [], measurements });
  keep(measurement([run(1)], { shape: 'tree' }), measurement([run(2)]));
  keep(measurement([run(3)], { tool: 'other' }), measurement([run(4)]));
  const kept = readResults(folder, 'any')?.measurements ?? [];
  expect(kept.map(({ tool, shape, runs }) => [tool, shape, runs[0]?.wallSeconds])).toEqual([
    ['other', 'hex', 3],
    ['lister', 'hex', 4],
    ['lister', 'tree', 1],
  ]);
  rmSync(folder, { recursive: true });
});

describe('the options', () => {
  it('take names that there are, and no others', () => {
    const options = readOptions(
      ['--scenario', 'memory', '--runs', '3', '--share', '0.5'],
      ['memory', 'other'],
    );
    expect(options).toMatchObject({ scenarios: ['memory'], runs: 3, peerRuns: 3, share: 0.5 });
    expect(() => readOptions(['--scenario', 'memry'], ['memory'])).toThrow('there is no memry, but memory');
    expect(() => readOptions(['--runs', '0'], ['memory'])).toThrow('--runs: a number from 1 to 99, not 0');
    expect(readOptions(['--render'], ['memory'])?.scenarios).toEqual([]);
  });
});

it('the allowance of the list server refills evenly, up to a quarter of a second', () => {
  const allowance = new RequestAllowance(100);
  const now = performance.now() + 1000;
  const allowed = (at: number): number =>
    Array.from({ length: 50 }, () => allowance.take(at)).filter(Boolean).length;
  expect([allowed(now), allowed(now + 105), allowed(now + 5000)]).toEqual([25, 10, 25]);
});

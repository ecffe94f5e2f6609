import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Prettier from 'prettier';
import { isCorrect, medianOf, type Measurement } from '../measurement';
import { barChart } from './bar-chart';
import { benchmarksPage, type MeasuredScenario } from './benchmarks-page';

const CHART = 'images/inventory-wall-time.svg';

/** Writes the page and its chart. @param docs folder of the documentation */
export async function writePage(measured: readonly MeasuredScenario[], docs: string): Promise<string> {
  const compared = measured.find(({ scenario }) => scenario.name === 'all-tools')?.results.measurements;
  mkdirSync(join(docs, 'images'), { recursive: true });
  if (compared !== undefined) {
    writeFileSync(join(docs, CHART), wallTimeChart(compared));
  }
  const page = join(docs, 'benchmarks.md');
  const prettier = (await import('prettier')) as typeof Prettier;
  const style = await prettier.resolveConfig(page);
  const text = benchmarksPage(measured, compared === undefined ? undefined : CHART);
  writeFileSync(page, await prettier.format(text, { ...style, parser: 'markdown' }));
  return page;
}

/** Wall time of each tool with a right total, bucket by bucket. */
function wallTimeChart(measurements: readonly Measurement[]): string {
  const shapes = [...new Set(measurements.map(({ shape }) => shape))];
  const [first] = measurements;
  const title = `Seconds to count ${(first?.keys ?? 0).toLocaleString('en')} keys at ${first?.latencyMs ?? 0} ms a request`;
  return barChart(
    title,
    shapes.map((shape) => ({
      title: shape,
      bars: measurements
        .filter((each) => each.shape === shape && isCorrect(each))
        .map((each) => {
          const value = medianOf(each, ({ wallSeconds }) => wallSeconds) ?? 0;
          return {
            label: each.tool,
            value,
            text: `${value.toFixed(1)} s`,
            own: each.tool.startsWith('prep'),
          };
        }),
    })),
  );
}

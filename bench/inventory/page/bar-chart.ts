export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Written behind the bar. */
  readonly text: string;
  /** Drawn in the colour of what the chart is about. */
  readonly own: boolean;
}

export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 760;
const LABELS = 300;
const TEXTS = 90;
const ROW = 24;
const BAR = 14;
const HEAD = 34;

/** A chart of lying bars as SVG text, legible on light and on dark ground. */
export function barChart(title: string, groups: readonly BarGroup[]): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const parts: string[] = [];
  let y = HEAD;
  for (const group of groups) {
    parts.push(`<text class="group" x="0" y="${y + 16}">${escape(group.title)}</text>`);
    y += ROW;
    for (const { label, value, text, own } of group.bars) {
      const width = Math.max(1, ((WIDTH - LABELS - TEXTS) * value) / most).toFixed(1);
      parts.push(
        `<text x="${LABELS - 8}" y="${y + 12}" text-anchor="end">${escape(label)}</text>`,
        `<rect class="${own ? 'own' : 'other'}" x="${LABELS}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`,
        `<text x="${(LABELS + Number(width) + 6).toFixed(1)}" y="${y + 12}">${escape(text)}</text>`,
      );
      y += ROW;
    }
    y += ROW / 2;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="${escape(title)}">`,
    `<title>${escape(title)}</title>`,
    '<style>',
    'text { font: 13px system-ui, sans-serif; fill: #1f2328 }',
    '.head { font-size: 15px; font-weight: 600 } .group { font-weight: 600 }',
    '.own { fill: #1a7f37 } .other { fill: #8c959f }',
    '@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .own { fill: #3fb950 } .other { fill: #6e7681 } }',
    '</style>',
    `<text class="head" x="0" y="18">${escape(title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

import { visible } from '../text/foreign-text';

/** A name and its value. */
export type Row = readonly [name: string, value: string];

/** Names and values in two columns: every value starts where the longest name ends, and is one line whatever it holds. */
export function alignedLines(rows: readonly Row[], indent = '  '): string[] {
  const width = Math.max(0, ...rows.map(([name]) => visible(name).length));
  return rows.map(([name, value]) => `${indent}${visible(name).padEnd(width)}  ${visible(value)}`.trimEnd());
}

/** A name and its value. */
export type Row = readonly [name: string, value: string];

/** Names and values in two columns: every value starts where the longest name ends. */
export function alignedLines(rows: readonly Row[], indent = '  '): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`.trimEnd());
}

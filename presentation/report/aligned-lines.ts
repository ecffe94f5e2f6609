import stringWidth from 'string-width';
import { visible } from '../text/foreign-text';

/** A name and its value. */
export type Row = readonly [name: string, value: string];

/**
 * Cells in columns, for a terminal: each starts where the widest of the column before it ends, and is one line whatever
 * it holds. Chinese characters and emoji take two columns of the terminal.
 */
export function alignedLines(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const cells = rows.map((row) => row.map(visible));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))),
  );
  const padded = (cell: string, column: number) =>
    cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
  return cells.map((row) => `${indent}${row.map(padded).join('  ')}`.trimEnd());
}

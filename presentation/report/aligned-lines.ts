import stringWidth from 'string-width';
import { visible } from '../text/foreign-text';

/** A name and its value. */
export type Row = readonly [name: string, value: string];

/**
 * Characters that are measured at once. Node copies the whole text for every character of it, so a text of 50,000 takes
 * minutes, and gigabytes. A character that is cut in two here may be counted wrong by a column.
 */
const MAX_MEASURED = 500;

/**
 * Cells in columns, for a terminal: each starts where the widest of the column before it ends, and is one line whatever
 * it holds. Chinese characters and emoji take two columns of the terminal.
 */
export function alignedLines(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const cells = rows.map((row) => row.map(visible));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  const padded = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell));
  return cells.map((row) => `${indent}${row.map(padded).join('  ')}`.trimEnd());
}

/** Columns of a terminal that a text takes. */
export function widthOf(cell: string): number {
  let width = 0;
  for (let at = 0; at < cell.length; at += MAX_MEASURED) {
    width += stringWidth(cell.slice(at, at + MAX_MEASURED));
  }
  return width;
}

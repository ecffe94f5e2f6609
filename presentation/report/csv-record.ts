import { visible } from '../text/foreign-text';

/**
 * A line of a CSV file (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe, and one
 * that begins with an apostrophe with two, so that none is taken for another.
 */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** What spreadsheets take for the beginning of a formula, also after spaces and in full width. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]|^'/;

function csvCell(text: string): string {
  const line = FORMULA.test(text) ? `'${visible(text)}` : visible(text);
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

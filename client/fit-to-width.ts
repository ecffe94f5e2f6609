import type * as CliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** More than the characters of a column and its colours take: what is behind them is cut in any case. */
const MAX_CHARACTERS_A_COLUMN = 32;
const ESCAPE = '\u001B';
const RESET = `${ESCAPE}[0m`;

/** Makes one line of a text that takes less than `width` columns of a terminal; what is cut is replaced by `…`. */
export function fitToWidth(text: string, width: number): string {
  // Loaded only where lines are cut: most output is no terminal's, and its tables of characters take a while.
  const { default: cliTruncate } = require('cli-truncate') as typeof CliTruncate;
  const room = Math.max(1, width - 1);
  const line = beginning(text, room * MAX_CHARACTERS_A_COLUMN).replace(/[\n\t]+/g, ' ');
  const cut = cliTruncate(line, room);
  // It keeps a character of two columns of which only one fits.
  return stringWidth(cut) > room ? cliTruncate(line, room - 1) : cut;
}

/** Cuts what is very long beforehand: the time that `cliTruncate` takes grows with the square of the length. */
function beginning(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const cut = text.slice(0, most);
  // Neither half an escape sequence nor half a character is left at its end.
  const sequence = cut.lastIndexOf(ESCAPE);
  const whole = sequence >= 0 && !cut.includes('m', sequence) ? cut.slice(0, sequence) : cut;
  return `${whole.replace(/[\uD800-\uDBFF]$/, '')}…${RESET}`;
}

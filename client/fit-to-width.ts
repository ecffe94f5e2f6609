import type * as CliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** Makes one line of a text that takes less than `width` columns of a terminal; what is cut is replaced by `…`. */
export function fitToWidth(text: string, width: number): string {
  // Loaded only where lines are cut: most output is no terminal's, and its tables of characters take a while.
  const { default: cliTruncate } = require('cli-truncate') as typeof CliTruncate;
  const line = text.replace(/[\n\t]+/g, ' ');
  const room = Math.max(1, width - 1);
  const cut = cliTruncate(line, room);
  // It keeps a character of two columns of which only one fits.
  return stringWidth(cut) > room ? cliTruncate(line, room - 1) : cut;
}

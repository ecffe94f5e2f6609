import { alignedLines, widthOf, type Row } from '../../presentation/report/aligned-lines';
import { visible } from '../../presentation/text/foreign-text';

const NOTHING = ['', '-'];

/**
 * A table for a terminal. If it is wider than that, each row is a block instead: its first cell, and below it the others that
 * say something, with their column. Nothing is cut: names and IDs are there to be copied.
 *
 * @param width columns of the terminal; Infinity for a file or a pipe
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const lines = alignedLines([head, ...rows], '');
  return lines.every((line) => widthOf(line) <= width)
    ? lines
    : rows.flatMap((row, at) => [...(at === 0 ? [] : ['']), ...blockOf(head, row, width)]);
}

/** Values begin at the same column in every block. */
function blockOf(
  head: readonly string[],
  [first = '', ...others]: readonly string[],
  width: number,
): string[] {
  const widest = Math.max(0, ...head.slice(1).map(widthOf));
  const padded = (name: string) => name + ' '.repeat(widest - widthOf(name));
  const told = others.flatMap((cell, at): Row[] =>
    NOTHING.includes(cell) ? [] : [[padded(head[at + 1] ?? ''), cell]],
  );
  return [visible(first), ...fittedRows(told, width)];
}

/**
 * Names and values for a terminal. A value that is too wide continues on lines below its beginning; one that is to be copied, a
 * command or an address, is left to the terminal.
 *
 * @param width columns of the terminal; Infinity for a file or a pipe
 */
export function fittedRows(rows: readonly Row[], width: number): string[] {
  const names = Math.max(0, ...rows.map(([name]) => widthOf(visible(name))));
  const room = width - names - MARGINS;
  return alignedLines(
    rows.flatMap(([name, value]) =>
      room < MIN_ROOM || TO_COPY.test(value)
        ? [[name, value]]
        : wrapped(visible(value), room).map((line, at) => [at === 0 ? name : '', line]),
    ),
  );
}

/** In front of a name, and behind it. */
const MARGINS = 4;
const MIN_ROOM = 16;
const TO_COPY = /npx prep |:\/\//;
/** A word with the blank behind it, or one Chinese character with the punctuation behind it: lines end between two. */
const PIECE =
  /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF][\u3000-\u303F\uFF00-\uFFEF\s]*|[^\p{Script=Han}\s]+\s*|\s+/gu;

function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECE) ?? []) {
    if (line !== '' && widthOf(`${line}${piece}`.trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

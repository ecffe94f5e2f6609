import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';

/** A record of a CSV file and the line that it begins on, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [',', ';', '\t'] as const;
/** A first line by which a file says its separator to Excel. It is no record. */
const SAID = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i;

/**
 * The records of a CSV text (RFC 4180), without empty lines: cells may be quoted, lines may end as on any system, and a byte
 * order mark is left out. Spreadsheets of some countries separate by semicolons: a line `sep=;` says so, or the first line has them.
 *
 * @param file that it is from; null for standard input
 * @throws CommandError `InvalidInput` for quotes that do not match
 */
export function parseCsv(text: string, file: string | null): CsvRecord[] {
  const whole = text.replace(/^\uFEFF/, '');
  const [said = '', separator = separatorIn(whole)] = SAID.exec(whole) ?? [];
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = said === '' ? 1 : 2;
  let beganOn = line;
  let at = said.length;
  while (at < whole.length || cells.length > 0) {
    const cell = cellAt(whole, at, separator);
    if (cell === null) {
      throw new CommandError('InvalidInput', phrase('fleet.quotes', { file, line }));
    }
    cells.push(cell.text);
    line += cell.lines;
    at = cell.end;
    if (whole[at] === separator) {
      at += 1;
      if (at < whole.length) {
        continue;
      }
      cells.push('');
    }
    if (cells.some((one) => one.trim() !== '')) {
      records.push({ line: beganOn, cells });
    }
    cells = [];
    at += whole.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    beganOn = line;
  }
  return records;
}

function separatorIn(whole: string): string {
  const [head = ''] = whole.split(/\r\n|\n|\r/, 1);
  return SEPARATORS.find((one) => head.includes(one)) ?? ',';
}

interface Cell {
  readonly text: string;
  /** Where the separator or the end of the line is. */
  readonly end: number;
  /** Line ends in it. */
  readonly lines: number;
}

/** @returns null for quotes that do not match */
function cellAt(whole: string, start: number, separator: string): Cell | null {
  if (whole[start] !== '"') {
    const rest = whole.slice(start);
    const length = rest.search(separator === '\t' ? /[\t\r\n]/ : separator === ';' ? /[;\r\n]/ : /[,\r\n]/);
    const text = length < 0 ? rest : rest.slice(0, length);
    return { text, end: start + text.length, lines: 0 };
  }
  const quoted = /"((?:[^"]|"")*)"/y;
  quoted.lastIndex = start;
  const found = quoted.exec(whole);
  const end = quoted.lastIndex;
  const next = whole[end];
  if (found === null || (next !== undefined && next !== separator && next !== '\r' && next !== '\n')) {
    return null;
  }
  const text = (found[1] ?? '').replaceAll('""', '"');
  return { text, end, lines: text.split(/\r\n|\n|\r/).length - 1 };
}

import { MAX_PROBLEMS, problemLine, type InputProblem } from '../../contracts/inputs/problem-lines';
import { isPhrase, type Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { nearestName } from '../../contracts/inputs/nearest-name';
import { named } from '../../presentation/text/foreign-text';
import { CommandError } from '../command-error';
import { parseCsv, type CsvRecord } from './csv';

/** Columns of the file of a fleet, named like the options of `prep start`, and the field of the input that each is. */
const COLUMNS = {
  bucket: 'source.bucket',
  prefix: 'source.prefix',
  endpoint: 'source.endpoint',
  region: 'source.region',
  profile: 'source.profile',
  'source-key': 'source.accessKey',
  to: 'destination.bucket',
  'to-region': 'destination.region',
  user: 'ramUser.name',
  recipients: 'credentials.recipients',
  'requested-by': 'requestedBy',
} as const;
type Column = keyof typeof COLUMNS;

const NAMES = Object.keys(COLUMNS) as Column[];

/** The rows of a file whose cells fit its columns, and the line of each. */
export interface FleetRows {
  /** Null for standard input. */
  readonly file: string | null;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly lines: readonly number[];
  /** What is wrong with the form of the file. */
  readonly problems: readonly Said[];
}

/**
 * Reads the rows of a fleet from a CSV text. Its first line names the columns; a cell that is empty says nothing.
 *
 * @param file that it is from; null for standard input
 * @throws CommandError `InvalidInput` if it names no buckets, or no line has cells that fit its columns
 */
export function readFleetRows(text: string, file: string | null): FleetRows {
  const [head, ...records] = parseCsv(text, file);
  if (head === undefined || records.length === 0) {
    throw new CommandError('InvalidInput', phrase('fleet.noRows', { file, columns: NAMES }));
  }
  const columns = head.cells.map(columnNamed);
  const misfits = records.filter((one) => !fits(one, head));
  const problems = [...headProblems(head, columns), ...misfits.map((one) => lengthProblem(one, head))];
  // The cells of the others mean what their columns say, so what is wrong with those is told as well.
  const fitting = records.filter((one) => fits(one, head));
  if (fitting.length === 0 || !columns.includes('bucket')) {
    throw invalidFile(file, problems);
  }
  return {
    file,
    rows: fitting.map(({ cells }) => rowOf(cells, columns)),
    lines: fitting.map(({ line }) => line),
    problems,
  };
}

/** What is wrong with the rows, by line and column; what is wrong with the defaults, by field. */
export function invalidRows(problems: readonly InputProblem[], file: FleetRows): CommandError {
  const all = [...file.problems, ...problems.map((one) => inFile(one, file.lines))];
  return invalidFile(
    file.file,
    all.toSorted((a, b) => lineOf(a) - lineOf(b)),
  );
}

/** Spaces, underscores and capital letters do not matter. */
function columnNamed(text: string): Column | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return NAMES.find((one) => one === name);
}

function headProblems({ line, cells }: CsvRecord, columns: readonly (Column | undefined)[]): Said[] {
  const unknown = cells.flatMap((cell, at) => (columns[at] === undefined ? [cell] : []));
  const twice = NAMES.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name));
  return [
    ...unknown.map((cell) => phrase('fleet.unknownColumn', { line, column: named(cell), ...nearest(cell) })),
    ...twice.map((column) => phrase('fleet.columnTwice', { line, column })),
    ...(columns.includes('bucket')
      ? []
      : [phrase('fleet.noBucketColumn', { line, alone: cells.length === 1 })]),
  ];
}

/** A slip of a column's name, or all of them. */
function nearest(cell: string): { readonly near: string | null; readonly known: readonly string[] } {
  return { near: nearestName(cell.trim().toLowerCase(), NAMES), known: NAMES };
}

function fits({ cells }: CsvRecord, head: CsvRecord): boolean {
  const beyond = cells.slice(head.cells.length).some((cell) => cell.trim() !== '');
  return cells.length >= head.cells.length && !beyond;
}

function lengthProblem({ line, cells }: CsvRecord, head: CsvRecord): Said {
  return phrase('fleet.cells', { line, count: cells.length, expected: head.cells.length });
}

function rowOf(cells: readonly string[], columns: readonly (Column | undefined)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [at, column] of columns.entries()) {
    const text = (cells[at] ?? '').trim();
    if (column !== undefined && text !== '') {
      const [section = '', field] = COLUMNS[column].split('.');
      const value = column === 'recipients' ? text.split(/\s+/) : text;
      row[section] = field === undefined ? value : { ...(row[section] as object), [field]: value };
    }
  }
  return row;
}

function inFile(one: InputProblem, lines: readonly number[]): Said {
  const { path, problem } = one;
  const [, index, field = ''] = /^buckets\.(\d+)\.?(.*)$/.exec(path) ?? [];
  // A row without a bucket has no section of the source at all.
  const rest = field === 'source' ? COLUMNS.bucket : field;
  if (index === undefined) {
    return problemLine(one, '…');
  }
  const line = lines[Number(index)] ?? 0;
  const column = NAMES.find((name) => rest === COLUMNS[name] || rest.startsWith(`${COLUMNS[name]}.`));
  return phrase('fleet.cell', {
    line,
    column: column ?? (rest === '' ? null : rest),
    problem: byLine(problem, lines),
  });
}

/** 0 for what is in no line. */
function lineOf(problem: Said): number {
  const { line } = Object(isPhrase(problem) ? problem.with : undefined) as { readonly line?: unknown };
  return typeof line === 'number' ? line : 0;
}

/** What another row says already names the line of that row. */
function byLine(problem: Said, lines: readonly number[]): Said {
  if (!isPhrase(problem)) {
    return problem;
  }
  const { first } = Object(problem.with) as { readonly first?: unknown };
  const [, index] = /^buckets\.(\d+)$/.exec(typeof first === 'string' ? first : '') ?? [];
  const line = lines[Number(index)];
  return line === undefined
    ? problem
    : { ...problem, with: { ...problem.with, first: phrase('fleet.lineNumber', { line }) } };
}

function invalidFile(file: string | null, problems: readonly Said[]): CommandError {
  const listed = problems.slice(0, MAX_PROBLEMS);
  const more = problems.length - listed.length;
  const lines = more === 0 ? listed : [...listed, phrase('input.andMore', { count: more })];
  return new CommandError('InvalidInput', phrase('fleet.invalidFile', { file, lines }));
}

import { z } from 'zod';
import { phrase } from '../../presentation/words/words';
import { MAX_FLEET_BUCKETS, MAX_FLEET_INPUT_BYTES } from './input-limits';
import { parseInput, type Parsed } from './input-problems';
import { defaultUserName } from '../names';
import { personName } from '../approval/person';
import { defaultDestination } from '../runs/preparation-id';
import { parsePreparationInput, type PreparationInput } from './preparation-input';
import { limited, OMITTED, problemAt, type InputProblem } from './problem-lines';
import { seenText } from './resource-names';
import { examplesOf } from './schema-fields';

/** Preparations that work at the same time if the input says nothing. */
const DEFAULT_CONCURRENCY = 20;
const MAX_CONCURRENCY = 200;
const MAX_PATTERNS = 20;

/** The least input of a fleet. */
export const FLEET_EXAMPLE = { buckets: ['photos', 'videos'] };

const object = z.record(z.string(), z.unknown());

const fleetInput = z
  .strictObject({
    buckets: z
      .array(z.union([z.string(), object]))
      .min(1)
      .max(MAX_FLEET_BUCKETS)
      .meta({ example: FLEET_EXAMPLE.buckets })
      .optional(),
    match: z
      .array(seenText(128))
      .min(1)
      .max(MAX_PATTERNS)
      .meta({ example: ['photos-*'] })
      .optional(),
    defaults: object.meta({ example: { destination: { region: 'cn-beijing' } } }).optional(),
    concurrency: z.int().min(1).max(MAX_CONCURRENCY).meta({ example: DEFAULT_CONCURRENCY }).optional(),
    again: z.boolean().meta({ example: false }).optional(),
    dryRun: z.boolean().meta({ example: false }).optional(),
    requestedBy: personName().meta({ example: 'li.wei' }).optional(),
  })
  .meta({ example: FLEET_EXAMPLE });

/** Stands for buckets that are still to be matched. */
export const ANY_BUCKET: FleetRow = 'photos';

/** A bucket of a fleet: its name, or an input of `prepareMigration` that lacks what the defaults say. */
export type FleetRow = string | Readonly<Record<string, unknown>>;

/** The input of `prepareMigrations` as a person writes it: `buckets` or `match`. */
export interface FleetInput {
  readonly buckets?: readonly FleetRow[] | undefined;
  /** Patterns of names in the source account, with `*` and `?`, instead of `buckets`. */
  readonly match?: readonly string[] | undefined;
  /** What every row takes that does not say otherwise: an input of `prepareMigration` without a bucket. */
  readonly defaults?: Readonly<Record<string, unknown>> | undefined;
  /** Preparations that work at the same time; those that wait for a person do not count. */
  readonly concurrency?: number | undefined;
  /** Prepares buckets again that were rejected. */
  readonly again?: boolean | undefined;
  /** Only shows what would be prepared. */
  readonly dryRun?: boolean | undefined;
  readonly requestedBy?: string | undefined;
}

/** A valid input with every default filled in. */
export interface Fleet {
  /** Null if the account is asked for buckets that `match`. */
  readonly rows: readonly FleetRow[] | null;
  readonly match: readonly string[];
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly concurrency: number;
  readonly again: boolean;
  readonly dryRun: boolean;
  readonly requester: string | null;
}

const EXAMPLES = examplesOf(fleetInput);

/** Checks the input of `prepareMigrations` with each of its rows, and reports every problem at once. */
export function parseFleetInput(raw: unknown): Parsed<Fleet> {
  const parsed = parseInput<FleetInput>(fleetInput, raw, EXAMPLES, MAX_FLEET_INPUT_BYTES);
  if (!parsed.ok) {
    return parsed.problems.some(({ path }) => path === '' || path === OMITTED)
      ? parsed
      : { ok: false, problems: distinct([...parsed.problems, ...problemsBehind(raw)]) };
  }
  const fleet = fleetOf(parsed.value);
  const problems = [...sourceOfRows(parsed.value), ...rowProblems(fleet.rows, fleet.defaults)];
  return problems.length === 0 ? { ok: true, value: fleet } : { ok: false, problems: distinct(problems) };
}

/** What else is wrong, behind problems of the fields themselves: whoever fixes those is to find no more. */
function problemsBehind(raw: unknown): InputProblem[] {
  const { buckets, defaults } = raw as Readonly<Record<'buckets' | 'defaults', unknown>>;
  const rows = Array.isArray(buckets) && buckets.length <= MAX_FLEET_BUCKETS ? (buckets as unknown[]) : [];
  return rowProblems(rows.length === 0 ? null : rows, isSection(defaults) ? defaults : {});
}

function fleetOf(input: FleetInput): Fleet {
  const { buckets, match = [], defaults = {}, requestedBy } = input;
  return {
    rows: buckets ?? null,
    match,
    defaults: requestedBy === undefined ? defaults : { ...defaults, requestedBy },
    concurrency: input.concurrency ?? DEFAULT_CONCURRENCY,
    again: input.again ?? false,
    dryRun: input.dryRun ?? false,
    requester: requestedBy ?? null,
  };
}

function sourceOfRows({ buckets, match }: FleetInput): InputProblem[] {
  const both = buckets !== undefined && match !== undefined;
  return both || (buckets === undefined && match === undefined)
    ? [
        problemAt(
          'buckets',
          phrase(both ? 'fleet.bucketsOrMatch' : 'fleet.nothingNamed'),
          FLEET_EXAMPLE.buckets,
        ),
      ]
    : [];
}

/** @param rows null if their buckets are still to be matched; one in no form of a row is passed over */
function rowProblems(
  rows: readonly unknown[] | null,
  defaults: Readonly<Record<string, unknown>>,
): InputProblem[] {
  if (rows === null) {
    // Whatever buckets there are, the defaults have to fit.
    return preparationOf(ANY_BUCKET, defaults).problems.map((one) => at('defaults', one));
  }
  const read = readRows(rows, defaults);
  const first = new Map<string, number>();
  const ofRows = read.flatMap(({ row, index, raw, problems }) => {
    const bucket = bucketIn(raw);
    const before = bucket === undefined ? undefined : first.get(bucket);
    if (bucket === undefined || before === undefined) {
      first.set(bucket ?? '', index);
      return problems.map((one) => at(ownerOf(one.path, row, defaults, index), one));
    }
    const problem = phrase('fleet.duplicate', { bucket, first: `buckets.${before}` });
    return [problemAt(`buckets.${index}`, problem)];
  });
  return [...ofRows, ...sharedIn(read, defaults)];
}

type ReadRow = ReturnType<typeof preparationOf> & { readonly row: FleetRow; readonly index: number };

function readRows(rows: readonly unknown[], defaults: Readonly<Record<string, unknown>>): ReadRow[] {
  return rows.flatMap((row, index) => (isRow(row) ? [{ row, index, ...preparationOf(row, defaults) }] : []));
}

/** Names that more than one preparation of a fleet would create: one of them could, and each other one would require an action. */
export function sharedNames(
  rows: readonly FleetRow[],
  defaults: Readonly<Record<string, unknown>>,
): InputProblem[] {
  return sharedIn(readRows(rows, defaults), defaults);
}

function sharedIn(read: readonly ReadRow[], defaults: Readonly<Record<string, unknown>>): InputProblem[] {
  const first = new Map<string, Created & { readonly index: number }>();
  const problems = read.flatMap(({ row, index, input }) =>
    (input === null ? [] : createdBy(input)).flatMap((one) => {
      const { bucket, what, name, path, adopts } = one;
      const before = first.get(`${what} ${name}`);
      if (before === undefined) {
        first.set(`${what} ${name}`, { ...one, index });
      }
      // A bucket that is there twice is a problem of its own.
      if (before === undefined || before.bucket === bucket || (before.adopts && adopts)) {
        return [];
      }
      const owner = ownerOf(path, row, defaults, index);
      const about = { what, name, first: owner === 'defaults' ? null : `buckets.${before.index}` };
      return [at(owner, problemAt(path, phrase('fleet.shared', about)))];
    }),
  );
  return once(problems);
}

/** What a preparation creates under a name that it may be given. */
interface Created {
  readonly what: 'bucket' | 'user';
  readonly name: string;
  /** Of the name in the input. */
  readonly path: string;
  /** Whether it may exist already. */
  readonly adopts: boolean;
  /** The source. */
  readonly bucket: string;
}

function createdBy({ source: { bucket }, destination, ramUser }: PreparationInput): Created[] {
  const to = destination?.bucket ?? defaultDestination(bucket);
  const user = ramUser?.name ?? defaultUserName(bucket);
  return [
    { what: 'bucket', name: to, path: 'destination.bucket', adopts: destination?.adopt === true, bucket },
    { what: 'user', name: user, path: 'ramUser.name', adopts: false, bucket },
  ];
}

function bucketIn(raw: object): string | undefined {
  const { source } = raw as { source?: unknown };
  const { bucket } = Object(source) as { bucket?: unknown };
  return typeof bucket === 'string' ? bucket : undefined;
}

/** What a row and the defaults say together. */
export function preparationOf(
  row: FleetRow,
  defaults: Readonly<Record<string, unknown>>,
): {
  readonly raw: object;
  readonly input: PreparationInput | null;
  readonly problems: readonly InputProblem[];
} {
  const raw = merged(defaults, typeof row === 'string' ? { source: { bucket: row } } : row);
  const parsed = parsePreparationInput(raw);
  return parsed.ok
    ? { raw, input: parsed.value, problems: [] }
    : { raw, input: null, problems: parsed.problems.filter(({ path }) => path !== OMITTED) };
}

/** Sections are merged field by field; a list in a row takes the place of one in the defaults. */
function merged(
  defaults: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...defaults };
  for (const [name, own] of Object.entries(row)) {
    const below = whole[name];
    whole[name] = isSection(below) && isSection(own) ? { ...below, ...own } : own;
  }
  return whole;
}

/** Whether a problem is one of the defaults, and so of every row alike. */
function ownerOf(
  path: string,
  row: FleetRow,
  defaults: Readonly<Record<string, unknown>>,
  index: number,
): string {
  return !has(row, path) && path !== '' && has(defaults, path) ? 'defaults' : `buckets.${index}`;
}

function has(value: unknown, path: string): boolean {
  return (
    path
      .split('.')
      .reduce<unknown>(
        (one, key) => (isSection(one) || Array.isArray(one) ? Reflect.get(one, key) : undefined),
        value,
      ) !== undefined
  );
}

function at(place: string, { path, ...problem }: InputProblem): InputProblem {
  return { ...problem, path: path === '' ? place : `${place}.${path}` };
}

function distinct(problems: readonly InputProblem[]): InputProblem[] {
  const found = once(problems);
  return limited(found, found.length);
}

function once(problems: readonly InputProblem[]): InputProblem[] {
  return [...new Map(problems.map((one) => [JSON.stringify([one.path, one.problem]), one])).values()];
}

function isRow(value: unknown): value is FleetRow {
  return typeof value === 'string' || isSection(value);
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

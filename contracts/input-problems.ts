import { closest, distance } from 'fastest-levenshtein';
import ms, { type StringValue } from 'ms';
import { z } from 'zod';

// zod compiles validators with `new Function` where it can; workflow sandboxes and strict runtimes forbid that.
z.config({ jitless: true });

/** One thing that is wrong with an input. */
export interface InputProblem {
  /** Where, for example `destination.region`; empty for the input as a whole. */
  readonly path: string;
  /** What is wrong, in words. */
  readonly problem: string;
  /** A value that would do. */
  readonly example: string | undefined;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** A duration in words, such as `3 days` or `8 hours`, between one second and a year. */
export const durationSchema = z.string().superRefine((text, context) => {
  const milliseconds = durationMs(text);
  if (milliseconds === null) {
    context.addIssue({ code: 'custom', message: 'is not a duration' });
  } else if (milliseconds < 1000 || milliseconds > 366 * 24 * 3600 * 1000) {
    context.addIssue({ code: 'custom', message: 'must be between 1 second and 1 year' });
  }
});

/** Milliseconds of a duration in words, or null where it is none. */
export function durationMs(text: string): number | null {
  if (text.trim() === '' || text.length > 100) {
    return null;
  }
  const milliseconds: number | undefined = ms(text as StringValue);
  return milliseconds === undefined || Number.isNaN(milliseconds) ? null : milliseconds;
}

/**
 * Checks `raw` against a schema and reports every problem at once.
 *
 * @param examples a valid value by field path; the nearest enclosing one is shown with a problem
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  examples: Readonly<Record<string, unknown>>,
): Parsed<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) {
    return { ok: true, value: parsed.data };
  }
  const fields = Object.keys(examples);
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, raw, fields));
  return {
    ok: false,
    problems: problems.map(({ path, problem }) => ({ path, problem, example: exampleFor(path, examples) })),
  };
}

/** One line per problem, as a failure message and the command line show them. */
export function renderProblems(problems: readonly InputProblem[]): string {
  return problems
    .map(({ path, problem, example }) => {
      const where = path === '' ? 'input' : path;
      return `- ${where}: ${problem}${example === undefined ? '' : `; for example ${example}`}`;
    })
    .join('\n');
}

function problemsOf(
  issue: z.core.$ZodIssue,
  raw: unknown,
  fields: readonly string[],
): { path: string; problem: string }[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      problem: `is not a known field${didYouMean(key, path, fields)}`,
    }));
  }
  return [{ path, problem: wording(issue, valueAt(raw, issue.path)) }];
}

function wording(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) {
    return 'is missing';
  }
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, but is ${kindOf(value)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}`;
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty';
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'number' ? '' : ' long'}`;
    default:
      return issue.message;
  }
}

function didYouMean(key: string, parent: string, fields: readonly string[]): string {
  const prefix = parent === '' ? '' : `${parent}.`;
  const siblings = fields
    .filter((field) => field !== '' && field.startsWith(prefix))
    .map((field) => field.slice(prefix.length))
    .filter((field) => !field.includes('.'));
  if (siblings.length === 0) {
    return '';
  }
  const nearest = closest(key.slice(0, 64), siblings);
  const near =
    distance(key.toLowerCase().slice(0, 64), nearest.toLowerCase()) <= Math.max(2, nearest.length / 3);
  return near ? `; did you mean "${nearest}"?` : `; known are ${siblings.join(', ')}`;
}

function exampleFor(path: string, examples: Readonly<Record<string, unknown>>): string | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(examples, at)) {
      return JSON.stringify(examples[at]);
    }
    if (at === '') {
      return undefined;
    }
  }
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'a list' : article(typeof value);
}

function article(type: string): string {
  const word = { array: 'list', int: 'whole number', record: 'object' }[type] ?? type;
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}

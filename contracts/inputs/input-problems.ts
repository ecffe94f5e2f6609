import { z } from 'zod';
import { isPhrase, type Phrase, type Said } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';
import { durationProblem } from '../duration';
import { abridged, sizeProblem } from './input-limits';
import { nearestName } from './nearest-name';
import { limited, MAX_PROBLEMS, type InputProblem } from './problem-lines';
import { whyUnreadable } from './unreadable-payload';

// zod compiles validators with `new Function` where it can; workflow sandboxes and strict runtimes forbid that.
z.config({ jitless: true });

const MAX_PATH_CHARACTERS = 100;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** A refinement that refuses with a phrase; its message is English for logs. */
export function refused(problem: Phrase) {
  return { params: { problem }, message: say('en', problem) };
}

/** A text of this form. */
export const textLike = (form: RegExp, problem: Phrase) =>
  z.string().refine((text) => form.test(text), refused(problem));

/** A refinement by a function that says what is wrong, or null. */
export const unless =
  (problemOf: (text: string) => Phrase | null) =>
  (text: string, context: z.RefinementCtx): void => {
    const problem = problemOf(text);
    if (problem !== null) {
      context.addIssue({ code: 'custom', ...refused(problem) });
    }
  };

/** A duration in words, such as `3 days` or `8 hours`, between one second and a year. */
export const durationSchema = () => z.string().superRefine(unless((text) => durationProblem(text)));

/** A duration in words, or one other word. */
export const durationOr = (word: string) =>
  z.string().superRefine(unless((text) => (text === word ? null : durationProblem(text, word))));

/**
 * Checks `raw` against a schema and reports every problem at once, up to a number that people still read.
 *
 * What takes more than `maxBytes` as JSON is refused unread: every later step looks at each of its members.
 *
 * @param examples a valid value by field path; the nearest enclosing one is shown with a problem
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  examples: Readonly<Record<string, unknown>>,
  maxBytes: number,
): Parsed<T> {
  const unreadable = whyUnreadable(raw);
  if (unreadable !== null) {
    const problem = phrase('input.undecodable', { reason: unreadable });
    return { ok: false, problems: [{ path: '', problem, example: exampleFor('', examples) }] };
  }
  const tooLarge = sizeProblem(raw, maxBytes);
  if (tooLarge !== null) {
    return { ok: false, problems: [{ path: '', problem: tooLarge, example: exampleFor('', examples) }] };
  }
  const parsed = schema.safeParse(raw);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: problemsOf(parsed.error.issues, raw, examples) };
}

interface FieldProblem {
  readonly path: string;
  readonly problem: Said;
  /** The field that was probably meant, whose example helps; null for none. Undefined if it is the field itself. */
  readonly meant?: string | null;
}

function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  raw: unknown,
  examples: Readonly<Record<string, unknown>>,
): InputProblem[] {
  const fields = Object.keys(examples);
  const listed: InputProblem[] = [];
  let count = 0;
  for (const issue of issues) {
    const room = MAX_PROBLEMS - listed.length;
    count += issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
    for (const { path, problem, meant = path } of room > 0 ? problemsOfIssue(issue, raw, fields, room) : []) {
      listed.push({
        path: abridged(path, MAX_PATH_CHARACTERS),
        problem,
        example: meant === null ? undefined : exampleFor(meant, examples),
      });
    }
  }
  return limited(listed, count);
}

/** @param most unknown fields that are looked at: comparing each with the known ones takes its time */
function problemsOfIssue(
  issue: z.core.$ZodIssue,
  raw: unknown,
  fields: readonly string[],
  most: number,
): FieldProblem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, most).map((key) => unknownField(key, path, fields));
  }
  return [{ path, problem: wording(issue, valueAt(raw, issue.path)) }];
}

/** What limits of a size are about, if they are about a number itself; whole numbers have a limit of their own. */
const NUMBERS: readonly string[] = ['number', 'int'];

function wording(issue: z.core.$ZodIssue, value: unknown): Said {
  const own: unknown = issue.code === 'custom' ? issue.params?.['problem'] : undefined;
  if (isPhrase(own)) {
    return own;
  }
  // A text that stands for a whole table has no value where the table's own is.
  if (value === undefined) {
    return phrase('input.missing');
  }
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'object' && typeof value === 'string' && holdsObject(value)) {
        return phrase('input.quotedObject');
      }
      return phrase('input.wrongKind', {
        kind: issue.expected,
        found: issue.expected === 'int' && typeof value === 'number' ? 'fraction' : kindOf(value),
      });
    case 'invalid_union':
      return wrongKinds(issue, kindOf(value));
    case 'invalid_value':
      return phrase('input.oneOf', { values: issue.values.map((one) => JSON.stringify(one)).join(', ') });
    case 'too_small':
      return NUMBERS.includes(issue.origin)
        ? phrase('input.atLeast', { minimum: String(issue.minimum) })
        : phrase('input.empty');
    case 'too_big': {
      const maximum = String(issue.maximum);
      return NUMBERS.includes(issue.origin)
        ? phrase('input.atMost', { maximum })
        : phrase('input.tooLong', { maximum });
    }
    default:
      return issue.message;
  }
}

/** Of a field that may be of several kinds. */
function wrongKinds({ errors }: z.core.$ZodIssueInvalidUnion, found: string): Phrase {
  const first = errors.flatMap(([one]) => (one === undefined ? [] : [one]));
  const kinds = first.map((one) => (one.code === 'invalid_type' ? one.expected : 'string'));
  const [kind = 'string', other = kind] = new Set(kinds);
  return kind === other
    ? phrase('input.wrongKind', { kind, found })
    : phrase('input.neitherKind', { kind, other, found });
}

/** Whether a text is the JSON of an object, as a form gives it that puts quotes around its input. */
function holdsObject(text: string): boolean {
  try {
    return kindOf(JSON.parse(text)) === 'object';
  } catch {
    return false;
  }
}

function unknownField(key: string, parent: string, fields: readonly string[]): FieldProblem {
  const prefix = parent === '' ? '' : `${parent}.`;
  const siblings = fields
    .filter((field) => field !== '' && field.startsWith(prefix))
    .map((field) => field.slice(prefix.length))
    .filter((field) => !field.includes('.'));
  const path = `${prefix}${key}`;
  if (siblings.length === 0) {
    return { path, problem: phrase('input.unknownField'), meant: null };
  }
  const near = nearestName(key, siblings);
  return near === null
    ? { path, problem: phrase('input.unknownFieldOf', { known: siblings.join(', ') }), meant: null }
    : { path, problem: phrase('input.unknownFieldNear', { near }), meant: `${prefix}${near}` };
}

function exampleFor(path: string, examples: Readonly<Record<string, unknown>>): string | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(examples, at)) {
      return JSON.stringify(named(at, examples[at]));
    }
    if (at === '') {
      return undefined;
    }
  }
}

/** A section is shown with its name: its fields alone would be taken for the whole input. */
function named(path: string, example: unknown): unknown {
  const isSection = path !== '' && kindOf(example) === 'object';
  return isSection ? { [path.slice(path.lastIndexOf('.') + 1)]: example } : example;
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
  return Array.isArray(value) ? 'array' : typeof value;
}

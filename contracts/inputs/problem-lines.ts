import { named } from '../../presentation/text/foreign-text';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Problems that are listed; of more, only the number is shown. */
export const MAX_PROBLEMS = 20;
/** Instead of a path, for the problems that are not listed. */
export const OMITTED = '…';

/** One thing that is wrong with an input or a configuration. */
export interface InputProblem {
  /** Where, for example `destination.region`; empty for the input as a whole. */
  readonly path: string;
  /** What is wrong; continues a sentence about the field. */
  readonly problem: Said;
  /** A value that would do. */
  readonly example?: string | undefined;
  /** The environment variable or the option (`--prefix`) that the value came from; unset if it came from elsewhere. */
  readonly variable?: string | undefined;
}

/** A problem, and a value that would do. */
export function problemAt(path: string, problem: Said, example?: unknown): InputProblem {
  return { path, problem, example: example === undefined ? undefined : JSON.stringify(example) };
}

/** Each problem as a sentence, the first ones of many. */
export function problemLines(problems: readonly InputProblem[]): Phrase[] {
  return limited(problems, problems.length).map((one) => problemLine(one, phrase('input.wholeInput')));
}

/** @param whole begins the line of a problem that belongs to no field */
export function problemLine({ path, problem, example, variable }: InputProblem, whole: Said): Phrase {
  if (path === OMITTED) {
    return problem as Phrase;
  }
  const at = path === '' && variable === undefined ? whole : fieldOf(path, variable);
  return phrase('input.line', { at, problem, example });
}

function fieldOf(path: string, variable: string | undefined): string {
  if (variable === undefined) {
    return named(path);
  }
  // What a command line says is missing there.
  const at = variable.startsWith('--') ? variable : `$${variable}`;
  return path === '' ? at : `${at} (${named(path)})`;
}

/** The first problems, and how many more there are. */
export function limited(problems: readonly InputProblem[], count: number): InputProblem[] {
  const listed = problems.slice(0, MAX_PROBLEMS);
  const more = count - listed.length;
  return more === 0 || problems.some(({ path }) => path === OMITTED)
    ? [...problems]
    : [...listed, { path: OMITTED, problem: phrase('input.andMore', { count: more }) }];
}

import { named, visible } from '../presentation/text/foreign-text';
import { abridged } from './input-limits';

/** Problems that are listed; of more, only their number is told. */
export const MAX_PROBLEMS = 20;
export const MAX_PROBLEM_CHARACTERS = 1000;
/** In the place of a path, for the problems that are not listed. */
const OMITTED = '…';

/** One thing that is wrong with an input. */
export interface InputProblem {
  /** Where, for example `destination.region`; empty for the input as a whole. */
  readonly path: string;
  /** What is wrong, in words. */
  readonly problem: string;
  /** A value that would do. */
  readonly example: string | undefined;
  /** The environment variable that the value came from; unset where it came from elsewhere. */
  readonly variable?: string | undefined;
}

/** One line per problem, as the command line shows them. */
export function renderProblems(problems: readonly InputProblem[]): string {
  return problemLines(problems)
    .map((line) => `- ${line}`)
    .join('\n');
}

/** Each problem in words, the first ones of many. */
export function problemLines(problems: readonly InputProblem[]): string[] {
  return limited(problems, problems.length).map((one) => problemLine(one, 'input: '));
}

/** @param whole begins the line of a problem that no field has */
export function problemLine({ path, problem, example, variable }: InputProblem, whole: string): string {
  const where =
    path === OMITTED
      ? `${OMITTED} `
      : path === '' && variable === undefined
        ? whole
        : `${fieldOf(path, variable)}: `;
  const words = abridged(problem, MAX_PROBLEM_CHARACTERS);
  return visible(`${where}${words}${example === undefined ? '' : `; for example ${example}`}`);
}

function fieldOf(path: string, variable: string | undefined): string {
  if (variable === undefined) {
    return named(path);
  }
  return path === '' ? `$${variable}` : `$${variable} (${named(path)})`;
}

/** The first problems, and how many more there are. */
export function limited(problems: readonly InputProblem[], count: number): InputProblem[] {
  const listed = problems.slice(0, MAX_PROBLEMS);
  const more = count - listed.length;
  return more === 0 || problems.some(({ path }) => path === OMITTED)
    ? [...problems]
    : [...listed, { path: OMITTED, problem: `and ${more.toLocaleString('en')} more`, example: undefined }];
}

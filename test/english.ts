import { problemLines, type InputProblem } from '../contracts/inputs/problem-lines';
import { say } from '../presentation/words/words';
import { isErrorReport, isPhrase } from '../presentation/words/phrase';

/** A value with what each phrase and error in it says in English in its place, to be compared with. */
export function english(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(english);
  }
  if (isPhrase(value) || isErrorReport(value)) {
    return say('en', value);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, english(inner)]))
    : value;
}

/** One line for each problem. */
export function renderProblems(problems: readonly InputProblem[]): string {
  return problemLines(problems)
    .map((line) => `- ${say('en', line)}`)
    .join('\n');
}

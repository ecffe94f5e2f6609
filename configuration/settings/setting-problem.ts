import type { InputProblem } from '../../contracts/problem-lines';

/** A problem with a setting, and a value that would do. */
export function settingProblem(path: string, words: string, example?: unknown): InputProblem {
  return { path, problem: words, example: example === undefined ? undefined : JSON.stringify(example) };
}

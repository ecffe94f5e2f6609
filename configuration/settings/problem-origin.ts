import type { InputProblem } from '../../contracts/problem-lines';
import { ENVIRONMENT_VARIABLES } from './environment-variables';

/**
 * Names problems by where their author has to correct them: the environment variable that a value came from, and for
 * what is missing both ways to give it.
 */
export function inTermsOfOrigin(
  problems: readonly InputProblem[],
  origins: ReadonlyMap<string, string>,
): InputProblem[] {
  return problems.map((one) => {
    const variable = origins.get(one.path) ?? origins.get(one.path.replace(/\.\d+$/, ''));
    if (variable !== undefined) {
      return { ...one, variable };
    }
    return one.problem === 'is missing' ? { ...one, problem: missing(one.path) } : one;
  });
}

function missing(setting: string): string {
  const inTable = ENVIRONMENT_VARIABLES.filter((one) => one.setting.startsWith(`${setting}.`));
  const own = ENVIRONMENT_VARIABLES.find((one) => one.setting === setting);
  const first = own ?? inTable[0];
  return first === undefined
    ? 'is missing'
    : `is missing (or set ${own === undefined ? `${first.name} and so on` : own.name})`;
}

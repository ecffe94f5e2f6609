import type { InputProblem } from '../../contracts/inputs/problem-lines';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { ENVIRONMENT_VARIABLES } from './setting-list';

/**
 * Names problems by where to fix them: the environment variable that a value came from, or, for something missing,
 * both ways to set it.
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
    const isMissing = (one.problem as Partial<Phrase>).phrase === 'input.missing';
    return isMissing ? { ...one, problem: missing(one.path) } : one;
  });
}

function missing(setting: string): Phrase {
  const own = ENVIRONMENT_VARIABLES.find((one) => one.setting === setting);
  if (own !== undefined) {
    return phrase('input.missingOrSet', { variable: own.name });
  }
  const first = ENVIRONMENT_VARIABLES.find((one) => one.setting.startsWith(`${setting}.`));
  return first === undefined
    ? phrase('input.missing')
    : phrase('input.missingOrSetSome', { variable: first.name });
}

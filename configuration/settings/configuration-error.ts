import { problemLine, type InputProblem } from '../../contracts/problem-lines';
import type { Language } from '../../presentation/words/language';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';
import { ENVIRONMENT_VARIABLES } from './setting-list';

/**
 * The configuration does not say what is needed. Thrown before anything is connected; its message lists every
 * problem and never quotes a value that may be a secret. The message is English; people are shown `inWords`.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  /** @param subject what is not valid, for example `phrase('configuration.whole', { path })` */
  constructor(
    readonly subject: Said,
    readonly problems: readonly InputProblem[],
  ) {
    super('');
    this.message = this.inWords('en');
  }

  /** The whole error in a language. */
  inWords(language: Language): string {
    const lines = this.problems.map((one) => problemLine(one, ''));
    return say(language, phrase('configuration.invalid', { subject: this.subject, lines }));
  }
}

/**
 * Names problems by where their author has to fix them: the environment variable that a value came from, and for
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

import { problemLine, type InputProblem } from '../../contracts/problem-lines';
import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';

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

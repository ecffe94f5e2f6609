import { problemLine, type InputProblem } from '../../contracts/problem-lines';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';

/**
 * The configuration does not say what is needed. Thrown before anything is connected; its message lists every
 * problem and never quotes a value that may be a secret. The message is English for logs; people are shown `said`.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  /** @param subject what is not valid, for example `phrase('configuration.whole', { path })` */
  constructor(
    readonly subject: Said,
    readonly problems: readonly InputProblem[],
  ) {
    super('');
    this.message = say('en', this.said);
  }

  /** The whole error. */
  get said(): Phrase {
    const lines = this.problems.map((one) => problemLine(one, ''));
    return phrase('configuration.invalid', { subject: this.subject, lines });
  }
}

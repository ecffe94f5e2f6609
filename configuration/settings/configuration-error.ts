import { problemLine, type InputProblem } from '../../contracts/inputs/problem-lines';
import type { Said } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import { phrase } from '../../presentation/words/words';

/**
 * The configuration does not say what is needed. Thrown before anything is connected; it lists every problem and never
 * quotes a value that may be a secret.
 */
export class ConfigurationError extends SaidError {
  override readonly name = 'ConfigurationError';

  /** @param subject what is not valid, for example `phrase('configuration.whole', { path })` */
  constructor(
    readonly subject: Said,
    readonly problems: readonly InputProblem[],
  ) {
    super(phrase('configuration.invalid', { subject, lines: problems.map((one) => problemLine(one, '')) }));
  }
}

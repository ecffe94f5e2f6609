import { problemLine, type InputProblem } from '../../contracts/problem-lines';

/**
 * The configuration does not say what is needed. Thrown before anything is connected; its message lists every
 * problem and never quotes a value that may be a secret.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  /** @param subject what is not valid, in words: `The configuration in /etc/prep.toml` */
  constructor(
    readonly subject: string,
    readonly problems: readonly InputProblem[],
  ) {
    super(
      [
        `${subject} is not valid:`,
        ...problems.map((one) => `- ${problemLine(one, '')}`),
        'docs/configuration.md explains every setting; `npx prep doctor` checks all of them.',
      ].join('\n'),
    );
  }
}

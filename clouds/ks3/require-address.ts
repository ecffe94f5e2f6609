import { endpointProblem } from '../../contracts/inputs/endpoint';
import { PrepError } from '../../contracts/prep-error';
import type { ErrorType } from '../../contracts/error-table';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { addressProblem, type Ks3Options } from './bucket-address';

/**
 * @throws PrepError `Ks3WrongEndpoint` for an endpoint that is not https (http is for loopback) or not a bare host;
 *   `Ks3PathStyle` for one that no bucket name can be put in front of
 */
export function requireAddress(options: Ks3Options, resource: Phrase): void {
  const refuse = (type: ErrorType, problem: Said) =>
    new PrepError(type, {
      resource,
      detail: phrase('clouds.endpoint', { endpoint: withoutSecrets(options.endpoint), problem }),
    });
  const wrong = endpointProblem(options.endpoint);
  if (wrong !== null) {
    throw refuse('Ks3WrongEndpoint', wrong);
  }
  const style = addressProblem(options);
  if (style !== null) {
    throw refuse('Ks3PathStyle', style);
  }
}

/** What may be shown of an endpoint: a user name, path or query can hold a secret. Undefined if it is not a URL. */
function withoutSecrets(endpoint: string): string | undefined {
  try {
    const { protocol, host } = new URL(endpoint);
    return `${protocol}//${host}`;
  } catch {
    return undefined;
  }
}

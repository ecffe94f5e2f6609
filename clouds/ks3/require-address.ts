import { endpointProblem } from '../../contracts/endpoint';
import { PrepError } from '../../contracts/prep-error';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { addressProblem, type Ks3Options } from './bucket-address';

/** @throws PrepError `Ks3WrongEndpoint` for an endpoint that is not https (http is for loopback) or not a bare host */
export function requireAddress(options: Ks3Options, resource: Phrase): void {
  const problem = endpointProblem(options.endpoint) ?? addressProblem(options);
  if (problem !== null) {
    throw new PrepError('Ks3WrongEndpoint', {
      resource,
      detail: phrase('clouds.endpoint', { endpoint: withoutSecrets(options.endpoint), problem }),
    });
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

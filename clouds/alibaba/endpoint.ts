import { PrepError } from '../../contracts/prep-error';
import { endpointProblem } from '../../contracts/inputs/endpoint';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** The address of a service. */
export interface ServiceEndpoint {
  readonly protocol: 'http' | 'https';
  /** Host, with the port if it is not the default one. */
  readonly host: string;
}

/** A region is part of a public host: none may end the name early, and so make it another host's. */
const HOST = /^[a-z0-9.-]*$/i;

/**
 * The endpoint to use: the configured one, or the public host over HTTPS.
 *
 * @throws PrepError `EndpointRefused` for anything but a bare https host (plain http on loopback addresses only)
 */
export function serviceEndpoint(
  service: Phrase,
  configured: string | undefined,
  publicHost: string,
): ServiceEndpoint {
  const problem =
    configured !== undefined
      ? endpointProblem(configured)
      : HOST.test(publicHost)
        ? null
        : phrase('input.notBareHost');
  if (problem !== null) {
    throw new PrepError('EndpointRefused', {
      resource: service,
      detail: phrase('clouds.endpoint', { problem }),
    });
  }
  if (configured === undefined) {
    return { protocol: 'https', host: publicHost };
  }
  const url = new URL(configured);
  return { protocol: url.protocol === 'http:' ? 'http' : 'https', host: url.host };
}

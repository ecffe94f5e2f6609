import { PrepError } from '../../contracts/prep-error';
import type { VaultAnswer } from './vault-http';

/**
 * The error for an answer that is none of those a call can make use of. Vault's own sentences are not passed on: they
 * may quote what was sent.
 *
 * @param resource what the call was about, in words
 */
export function vaultError({ status }: VaultAnswer, resource: string): PrepError {
  // 472, 473: a standby that answers for itself. 412: a replica that is behind.
  if (status >= 500 || [408, 412, 429, 472, 473].includes(status)) {
    const detail = status === 503 ? 'It is sealed, or under maintenance.' : undefined;
    return new PrepError('DeliveryUnavailable', { resource, detail, status });
  }
  return new PrepError('DeliveryRefused', { resource, detail: detailOf(status), status });
}

function detailOf(status: number): string {
  if (status >= 300 && status < 400) {
    return 'It redirects elsewhere, which is not followed; configure the address of the active server.';
  }
  switch (status) {
    case 403:
      return 'The token or role may not do this, or is not valid any more.';
    case 404:
      return 'There is no secrets engine KV version 2 at that mount, or no auth method at that one.';
    default:
      return 'The server does not accept the request.';
  }
}

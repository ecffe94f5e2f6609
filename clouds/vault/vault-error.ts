import { PrepError } from '../../contracts/prep-error';
import type { VaultAnswer } from './vault-http';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * The error for an answer that is none of those a call can make use of. Vault's own sentences are not passed on: they
 * may quote what was sent.
 */
export function vaultError({ status }: VaultAnswer, resource: Said): PrepError {
  // 472, 473: a standby that answers for itself. 412: a replica that is behind.
  if (status >= 500 || [408, 412, 429, 472, 473].includes(status)) {
    const detail = status === 503 ? phrase('clouds.vaultSealed') : undefined;
    return new PrepError('DeliveryUnavailable', { resource, detail, status });
  }
  return new PrepError('DeliveryRefused', { resource, detail: detailOf(status), status });
}

function detailOf(status: number): Said {
  if (status >= 300 && status < 400) {
    return phrase('clouds.vaultRedirects');
  }
  switch (status) {
    case 403:
      return phrase('clouds.vaultForbidden');
    case 404:
      return phrase('clouds.vaultNoEngine');
    default:
      return phrase('clouds.vaultRefused');
  }
}

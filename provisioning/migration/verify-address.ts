import type { MigrationAddresses } from '../../clouds/mgw/port';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';

/**
 * Has the service try an address. It answers some seconds later: until then the attempt fails with a transient error,
 * and the next one asks again.
 *
 * @throws PrepError `MgwAddressPending`; `MgwAddressRefused` with the words of the service
 */
export async function verifyAddress(
  name: string,
  service: MigrationAddresses,
  signal: AbortSignal,
): Promise<void> {
  const resource = phrase('resource.mgwAddress', { name });
  const found = await service.verifyAddress(name, signal);
  switch (found.outcome) {
    case 'available':
      return;
    case 'pending':
      throw new PrepError('MgwAddressPending', { resource });
    case 'refused':
      throw new PrepError('MgwAddressRefused', {
        resource,
        detail: found.message === '' ? undefined : found.message,
        code: found.code === '' ? undefined : found.code,
      });
  }
}

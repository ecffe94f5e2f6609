import { setTimeout as pause } from 'node:timers/promises';
import type { MigrationAddresses } from '../../clouds/mgw/port';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Patience } from '../identity/make-access-key';

/** The service answers some seconds after it is asked; how long it may take is not documented. */
const TESTED_WITHIN: Patience = { patienceMs: 60_000, everyMs: 1500 };

/**
 * Has the service try an address, and waits for what it finds. When that takes too long, the attempt fails with a transient
 * error, and the next one asks again.
 *
 * @throws PrepError `MgwAddressPending`; `MgwAddressRefused` with the words of the service
 */
export async function verifyAddress(
  name: string,
  service: MigrationAddresses,
  signal: AbortSignal,
  { patienceMs, everyMs }: Patience = TESTED_WITHIN,
): Promise<void> {
  const resource = phrase('resource.mgwAddress', { name });
  for (const until = performance.now() + patienceMs; ; await pause(everyMs, undefined, { signal })) {
    const found = await service.verifyAddress(name, signal);
    if (found.outcome === 'available') {
      return;
    }
    if (found.outcome === 'refused') {
      throw new PrepError('MgwAddressRefused', {
        resource,
        detail: found.message === '' ? undefined : found.message,
        code: found.code === '' ? undefined : found.code,
      });
    }
    if (performance.now() >= until) {
      throw new PrepError('MgwAddressPending', { resource, detail: found.status || undefined });
    }
  }
}

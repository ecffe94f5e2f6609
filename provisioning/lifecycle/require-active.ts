import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Identity } from '../identity/identity';

/**
 * Ensures that a key exists and is active before another one is disabled or removed, so that there is always one that
 * works.
 *
 * @param accessKeyId undefined if none is needed
 * @throws PrepError `AccessChanged`
 */
export async function requireActive(
  identity: Identity,
  accessKeyId: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (accessKeyId === undefined) {
    return;
  }
  const found = (await identity.listKeys(signal)).find((key) => key.accessKeyId === accessKeyId);
  if (found?.status !== 'Active') {
    throw new PrepError('AccessChanged', {
      resource: phrase('resource.accessKeyOf', { id: accessKeyId, of: identity.what }),
      detail:
        found === undefined
          ? phrase('lifecycle.keyNotListed', { directory: identity.words.directory })
          : phrase('lifecycle.keyNotActive'),
    });
  }
}

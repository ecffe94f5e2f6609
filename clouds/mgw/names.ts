import { PrepError } from '../../contracts/prep-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** The form of names of addresses and jobs. */
const NAME = /^[a-z0-9][a-z0-9_-]{2,62}$/;

/**
 * A name as part of a path. Any other text could make it the path of another call.
 *
 * @throws PrepError `MgwRequestRefused`
 */
export function requireName(name: string, resource: Said): string {
  if (!NAME.test(name)) {
    throw new PrepError('MgwRequestRefused', { resource, detail: phrase('clouds.mgwName') });
  }
  return name;
}

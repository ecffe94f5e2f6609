import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';

/**
 * What workflows of ours give in certain forms only: in any other it is somebody else's, whatever its type says.
 *
 * @throws PrepError `NotAuthentic`
 */
export function requireForm(isOurs: boolean, what: string): void {
  if (!isOurs) {
    throw new PrepError('NotAuthentic', { resource: phrase('provisioning.givenAs', { what }) });
  }
}

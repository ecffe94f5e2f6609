import { PrepError } from '../../contracts/prep-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * A call about one user. The effect without UserName is not documented: CreateAccessKey might create a key of the
 * main account.
 *
 * @throws PrepError `IamRequestRefused` if the name is empty; nothing is sent
 */
export function aboutIamUser(userName: string): { resource: Said; parameters: { UserName: string } } {
  if (userName.trim() === '') {
    throw new PrepError('IamRequestRefused', {
      resource: phrase('resource.iamUserWithoutName'),
      detail: phrase('clouds.iamWithoutUser'),
    });
  }
  return { resource: phrase('resource.iamUser', { name: userName }), parameters: { UserName: userName } };
}

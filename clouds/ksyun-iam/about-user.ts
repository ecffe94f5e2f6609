import { PrepError } from '../../contracts/prep-error';

/**
 * A call about one user. Whose keys a call without UserName is about is not documented: CreateAccessKey may then make
 * a key of the main account.
 *
 * @throws PrepError `IamRequestRefused` where the name is empty; nothing is sent
 */
export function aboutIamUser(userName: string): { resource: string; parameters: { UserName: string } } {
  if (userName.trim() === '') {
    throw new PrepError('IamRequestRefused', {
      resource: 'an IAM user without a name',
      detail: 'Nothing was sent, because without a user name it might be about the main account.',
    });
  }
  return { resource: `Kingsoft IAM user ${userName}`, parameters: { UserName: userName } };
}

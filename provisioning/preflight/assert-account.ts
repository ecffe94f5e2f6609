import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import type { CallerIdentity, Identity } from '../../clouds/sts/port';
import { PrepError } from '../../contracts/prep-error';

/**
 * Makes sure that the configured AccessKey belongs to an account.
 *
 * @returns the identity, its ARN escaped
 * @throws PrepError `IdentityUnexpected`
 */
export async function assertAccount(
  id: string,
  sts: CallerIdentity,
  signal: AbortSignal,
): Promise<Pick<Identity, 'arn' | 'identityType'>> {
  const { accountId, arn, identityType } = await sts.whoAmI(signal);
  if (accountId !== id) {
    throw new PrepError('IdentityUnexpected', {
      resource: phrase('resource.account', { id }),
      detail: phrase('provisioning.otherAccount', { account: named(accountId), arn: named(arn) }),
    });
  }
  return { arn: named(arn), identityType };
}

import { named } from '../../presentation/text/foreign-text';
import type { CallerIdentity } from '../../clouds/sts/port';
import { PrepError } from '../../contracts/prep-error';

/**
 * Makes sure that the configured AccessKey belongs to an account.
 *
 * @returns the ARN of the identity
 * @throws PrepError `IdentityUnexpected`
 */
export async function assertAccount(id: string, sts: CallerIdentity, signal: AbortSignal): Promise<string> {
  const { accountId, arn } = await sts.whoAmI(signal);
  if (accountId !== id) {
    throw new PrepError('IdentityUnexpected', {
      resource: `account ${id}`,
      detail: `STS says it belongs to account ${named(accountId)} (${named(arn)}).`,
    });
  }
  return arn;
}

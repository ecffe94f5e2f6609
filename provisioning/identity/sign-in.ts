import type { Preparation } from '../../contracts/runs/preparation';
import type { SignIn } from '../../contracts/credentials/provisioning';
import type { RamDirectory, SignInDomain } from '../../clouds/ram/port';

/** How a RAM user signs in to the console, as the account says. */
export async function signInOf(
  { ramUser, account }: Pick<Preparation, 'account'> & { readonly ramUser: { readonly name: string } },
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<SignIn & Pick<SignInDomain, 'source'>> {
  const { domain, source } = await ram.signInDomain(account.id, signal);
  const userPrincipalName = `${ramUser.name}@${domain}`;
  const url = `${SIGN_IN_SITES[account.site]}/login.htm?username=${encodeURIComponent(userPrincipalName)}`;
  return { userPrincipalName, url, source };
}

const SIGN_IN_SITES = {
  china: 'https://signin.aliyun.com',
  international: 'https://signin.alibabacloud.com',
} as const;

import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { EnabledLogon, SignIn } from '../contracts/provisioning';
import type { RamDirectory } from '../clouds/ram/port';
import { ownedUser } from './owned-user';
import { generatePassword } from './password';
import { sealSecrets } from './sealing';

/**
 * Ensures that the user can log on to the console with a password that only the recipients can read.
 *
 * The password of an attempt whose answer was lost is known to nobody; each attempt therefore sets a new one, so the
 * last password set is the sealed one. It is sealed before it is set: once RAM has it, nothing can fail any more.
 *
 * @throws PrepError `RamPasswordRefused`, `RamNotVisibleYet` and RAM's own
 */
export async function enableConsoleLogon(
  preparation: Preparation,
  signIn: SignIn,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<EnabledLogon> {
  const { ramUser, account, credentials } = preparation;
  await ownedUser(preparation, ram, signal);
  const password = generatePassword(await ram.passwordPolicy(signal), ramUser.name);
  const sealedPassword = await sealSecrets(
    {
      kind: 'console-password',
      accountId: account.id,
      userPrincipalName: signIn.userPrincipalName,
      password,
      signInUrl: signIn.url,
    },
    credentials.recipients,
  );
  const settings = { password, passwordResetRequired: ramUser.passwordResetRequired, mfaBindRequired: false };
  const made = await ram.createLogonProfile(ramUser.name, settings, signal);
  if (made === 'exists' && (await ram.updateLogonProfile(ramUser.name, settings, signal)) === 'missing') {
    throw new PrepError('RamNotVisibleYet', { resource: `Console logon of RAM user ${ramUser.name}` });
  }
  return { sealedPassword };
}

import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { EnabledLogon } from '../../contracts/credentials/provisioning';
import type { RamDirectory } from '../../clouds/ram/port';
import type { PlainDelivery } from '../delivery/plain-delivery';
import { requireOwn } from './owned-identity';
import { ramUserOf, type OwnerOf } from './ram-identity';
import { generatePassword } from '../sealing/password';
import { sealSecrets } from '../sealing/sealing';
import { signInOf } from './sign-in';

/**
 * Ensures that the user can log on to the console with a password that only the recipients can read.
 *
 * Nobody knows the password of an attempt whose answer was lost, so its logon profile is deleted and created again.
 * RAM creates a profile only if there is none: of two simultaneous attempts one fails and retries, and the
 * verification finds a profile that is newer than the recorded one. The password is sealed before it is set: once RAM
 * has it, only a plain delivery can still fail, and then it is set again.
 *
 * @param plain where the password is delivered unsealed, in addition; null for nowhere
 * @throws PrepError `RamPasswordRefused`, `RamNotVisibleYet`, RAM's own, and what the plain delivery throws
 */
export async function enableConsoleLogon(
  owner: OwnerOf & { readonly preparation: Pick<Preparation, 'account' | 'credentials'> },
  ram: RamDirectory,
  signal: AbortSignal,
  plain: PlainDelivery | null = null,
): Promise<EnabledLogon> {
  const { ramUser, account, credentials } = owner.preparation;
  await plain?.ready(signal);
  await requireOwn(ramUserOf(owner, ram), signal);
  const signIn = await signInOf(owner.preparation, ram, signal);
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
  if ((await ram.getLogonProfile(ramUser.name, signal)) !== null) {
    await requireOwn(ramUserOf(owner, ram), signal);
    await ram.deleteLogonProfile(ramUser.name, signal);
  }
  await requireOwn(ramUserOf(owner, ram), signal);
  const { passwordResetRequired } = ramUser;
  const settings = { password, passwordResetRequired, mfaBindRequired: false };
  const made = await ram.createLogonProfile(ramUser.name, settings, signal);
  if (made.outcome === 'exists') {
    throw new PrepError('RamNotVisibleYet', {
      resource: phrase('resource.logonOf', { of: phrase('resource.ramUser', { name: ramUser.name }) }),
      detail: phrase('provisioning.logonByOtherAttempt'),
    });
  }
  const { userPrincipalName, url: signInUrl } = signIn;
  await plain?.put({ kind: 'console-logon', password, userPrincipalName, signInUrl }, signal);
  return { sealedPassword, createdAt: made.createdAt };
}

import { acsError, invalidParameter } from './acs-errors';
import type { Action } from './acs-endpoint';
import type { AcsParameters } from './acs-parameters';
import { acsTime, type AlibabaAccount } from './identity-model';
import { userNamed } from './identity-store';
import { profileOf } from './login-profile-actions';
import { changedPolicy, defaultPasswordPolicy, ramView, type PasswordPolicy } from './password-policy';

/** Settings of the whole account, and MFA devices. */
export const accountActions: Record<string, Action> = {
  GetAccountAlias: ({ account }) => ({ body: { AccountAlias: account.alias ?? '' } }),

  SetAccountAlias({ account, parameters }) {
    setAlias(account, parameters.required('AccountAlias'));
    return { effect: `set account alias ${account.alias}` };
  },

  GetPasswordPolicy: ({ account }) => ({ body: { PasswordPolicy: ramView(account.passwordPolicy) } }),

  SetPasswordPolicy({ account, parameters }) {
    account.passwordPolicy = changedPolicy(account.passwordPolicy, policyChanges(parameters));
    return { body: { PasswordPolicy: ramView(account.passwordPolicy) }, effect: 'set the password policy' };
  },

  GetUserMFAInfo({ account, parameters }) {
    const user = userNamed(account, parameters.required('UserName'));
    if (user.mfaDevice === undefined) {
      throw acsError('EntityNotExist.User.MFADevice');
    }
    return { body: { MFADevice: { SerialNumber: user.mfaDevice, Type: 'VMFA' } } };
  },

  UnbindMFADevice({ account, parameters }) {
    const user = userNamed(account, parameters.required('UserName'));
    const serialNumber = user.mfaDevice;
    if (serialNumber === undefined) {
      throw acsError('EntityNotExist.User.MFADevice');
    }
    user.mfaDevice = undefined;
    return {
      body: { MFADevice: { SerialNumber: serialNumber } },
      effect: `unbound the MFA device of user ${user.name}`,
    };
  },
};

/** Actions of Identity Management (IMS, version 2019-08-15), which names users by their principal name. */
export const imsActions: Record<string, Action> = {
  GetDefaultDomain: ({ account }) => ({ body: { DefaultDomainName: defaultDomain(account) } }),

  GetPasswordPolicy: ({ account }) => ({ body: { PasswordPolicy: account.passwordPolicy } }),

  GetLoginProfile({ account, parameters }) {
    const principal = parameters.required('UserPrincipalName');
    const suffix = `@${defaultDomain(account)}`;
    if (!principal.endsWith(suffix)) {
      throw acsError('EntityNotExist.User');
    }
    const user = userNamed(account, principal.slice(0, -suffix.length));
    const profile = profileOf(user);
    return {
      body: {
        LoginProfile: {
          UserPrincipalName: principal,
          PasswordResetRequired: profile.passwordResetRequired,
          MFABindRequired: profile.mfaBindRequired,
          Status: 'Active',
          PasswordStatus: 'InitialValid',
          UpdateDate: acsTime(profile.updatedAt),
        },
      },
    };
  },
};

/** `<alias or account ID>.onaliyun.com`. */
export const defaultDomain = (account: AlibabaAccount): string =>
  `${account.alias ?? account.id}.onaliyun.com`;

/** @throws AcsError `InvalidParameter.AccountAlias.*` */
export function setAlias(account: AlibabaAccount, alias: string): void {
  if (alias.length < 3 || alias.length > 63) {
    throw acsError('InvalidParameter.AccountAlias.Length');
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(alias)) {
    throw acsError('InvalidParameter.AccountAlias.Format');
  }
  account.alias = alias;
}

function policyChanges(parameters: AcsParameters): Partial<PasswordPolicy> {
  const changes: Record<string, number | boolean> = {};
  for (const [name, value] of Object.entries(defaultPasswordPolicy)) {
    const text = parameters.optional(name);
    if (text === undefined) {
      continue;
    }
    if (typeof value === 'boolean') {
      changes[name] = parameters.flag(name, value);
    } else if (/^\d+$/.test(text)) {
      changes[name] = Number(text);
    } else {
      throw invalidParameter(name, 'Format');
    }
  }
  return changes;
}

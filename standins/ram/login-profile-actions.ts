import type { SecretRegistry } from '../core/secrets';
import { acsError } from './acs-errors';
import type { Action } from './acs-endpoint';
import { acsTime, type AlibabaAccount, type LoginProfile, type RamUser } from './identity-model';
import { userNamed } from './identity-store';
import { checkPassword, hashPassword } from './password-policy';

/** CreateLoginProfile, GetLoginProfile, UpdateLoginProfile and DeleteLoginProfile. */
export function loginProfileActions(secrets: SecretRegistry): Record<string, Action> {
  const setPassword = (account: AlibabaAccount, user: RamUser, profile: LoginProfile, password: string) => {
    checkPassword(password, account.passwordPolicy, user.name, profile.passwordHashes);
    secrets.issue('password', password);
    profile.passwordHashes = [hashPassword(password), ...profile.passwordHashes];
  };

  return {
    CreateLoginProfile({ account, parameters, now }) {
      const user = userNamed(account, parameters.required('UserName'));
      const password = parameters.required('Password');
      if (user.loginProfile !== undefined) {
        throw acsError('EntityAlreadyExists.User.LoginProfile');
      }
      const profile: LoginProfile = {
        passwordResetRequired: parameters.flag('PasswordResetRequired', false),
        mfaBindRequired: parameters.flag('MFABindRequired', false),
        createdAt: now,
        updatedAt: now,
        passwordHashes: [],
      };
      setPassword(account, user, profile, password);
      user.loginProfile = profile;
      return {
        body: { LoginProfile: describe(user, profile) },
        effect: `created logon profile of user ${user.name}`,
      };
    },

    GetLoginProfile({ account, parameters }) {
      const user = userNamed(account, parameters.required('UserName'));
      return { body: { LoginProfile: describe(user, profileOf(user)) } };
    },

    UpdateLoginProfile({ account, parameters, now }) {
      const user = userNamed(account, parameters.required('UserName'));
      const profile = profileOf(user);
      const passwordResetRequired = parameters.flag('PasswordResetRequired', profile.passwordResetRequired);
      const mfaBindRequired = parameters.flag('MFABindRequired', profile.mfaBindRequired);
      const password = parameters.optional('Password');
      if (password !== undefined) {
        setPassword(account, user, profile, password);
      }
      Object.assign(profile, { passwordResetRequired, mfaBindRequired, updatedAt: now });
      const what = password === undefined ? 'updated logon profile' : 'set a new logon password';
      return { effect: `${what} of user ${user.name}` };
    },

    DeleteLoginProfile({ account, parameters }) {
      const user = userNamed(account, parameters.required('UserName'));
      profileOf(user);
      user.loginProfile = undefined;
      return { effect: `deleted logon profile of user ${user.name}` };
    },
  };
}

/** @throws AcsError `EntityNotExist.User.LoginProfile` */
export function profileOf(user: RamUser): LoginProfile {
  if (user.loginProfile === undefined) {
    throw acsError('EntityNotExist.User.LoginProfile');
  }
  return user.loginProfile;
}

const describe = (user: RamUser, profile: LoginProfile) => ({
  UserName: user.name,
  PasswordResetRequired: profile.passwordResetRequired,
  MFABindRequired: profile.mfaBindRequired,
  CreateDate: acsTime(profile.createdAt),
});

import { acsError, invalidParameter } from './acs-errors';
import type { AcsParameters } from './acs-parameters';
import type { Action } from './acs-endpoint';
import { acsTime, type RamUser } from './identity-model';
import { userNamed, type IdentityStore } from './identity-store';
import { page } from './paging';

/** CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser. */
export function userActions(
  store: IdentityStore,
  propagation: { readonly userReads: number },
): Record<string, Action> {
  return {
    CreateUser({ account, parameters }) {
      const name = parameters.required('UserName');
      checkUserName('UserName', name);
      const details = readDetails(parameters, '');
      if (account.users.some((user) => user.name === name)) {
        throw acsError('EntityAlreadyExists.User');
      }
      if (account.users.length >= account.limits.users) {
        throw acsError('LimitExceeded.User');
      }
      const user = store.addUser(account, { name, ...details, unseenReads: propagation.userReads });
      return { body: { User: describe(user) }, effect: `created user ${name}` };
    },

    GetUser({ account, parameters }) {
      const user = userNamed(account, parameters.required('UserName'));
      if (user.unseenReads > 0) {
        user.unseenReads -= 1;
        throw acsError('EntityNotExist.User');
      }
      // No logon ever happens here; RAM leaves the date empty until the first one.
      const dates = { UpdateDate: acsTime(user.updatedAt), LastLoginDate: '' };
      return { body: { User: { ...describe(user), ...dates } } };
    },

    ListUsers({ account, parameters }) {
      const seen = account.users.filter((user) => user.unseenReads === 0);
      const { items, position } = page(seen, parameters);
      const users = items.map((user) => ({ ...describe(user), UpdateDate: acsTime(user.updatedAt) }));
      return { body: { Users: { User: users }, ...position } };
    },

    UpdateUser({ account, parameters, now }) {
      const user = userNamed(account, parameters.required('UserName'));
      const newName = parameters.optional('NewUserName');
      if (newName !== undefined) {
        checkUserName('NewUserName', newName);
      }
      const details = readDetails(parameters, 'New');
      if (account.users.some((other) => other !== user && other.name === newName)) {
        throw acsError('EntityAlreadyExists.User');
      }
      const oldName = user.name;
      Object.assign(user, details, { updatedAt: now, name: newName ?? oldName });
      const effect = newName === undefined ? `updated user ${oldName}` : `renamed ${oldName} to ${newName}`;
      return { body: { User: { ...describe(user), UpdateDate: acsTime(user.updatedAt) } }, effect };
    },

    DeleteUser({ account, parameters }) {
      const user = userNamed(account, parameters.required('UserName'));
      if (user.groups.length > 0) {
        throw acsError('DeleteConflict.User.Group');
      }
      if (user.keys.length > 0) {
        throw acsError('DeleteConflict.User.AccessKey');
      }
      if (user.loginProfile !== undefined) {
        throw acsError('DeleteConflict.User.LoginProfile');
      }
      if (user.mfaDevice !== undefined) {
        throw acsError('DeleteConflict.User.MFADevice');
      }
      if (user.policies.length > 0) {
        throw acsError('DeleteConflict.User.Policy');
      }
      account.users.splice(account.users.indexOf(user), 1);
      return { effect: `deleted user ${user.name}` };
    },
  };
}

const describe = (user: RamUser) => ({
  UserId: user.id,
  UserName: user.name,
  DisplayName: user.displayName,
  MobilePhone: user.mobilePhone,
  Email: user.email,
  Comments: user.comments,
  CreateDate: acsTime(user.createdAt),
});

function checkUserName(parameter: string, name: string): void {
  if (name.length > 64) {
    throw invalidParameter(parameter, 'Length');
  }
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw invalidParameter(parameter, 'InvalidChars');
  }
}

/** Reads and checks the descriptive parameters that are present; `prefix` is `New` in UpdateUser. */
function readDetails(
  parameters: AcsParameters,
  prefix: '' | 'New',
): Partial<Pick<RamUser, 'displayName' | 'comments' | 'mobilePhone' | 'email'>> {
  const details: ReturnType<typeof readDetails> = {};
  const displayName = parameters.optional(`${prefix}DisplayName`);
  if (displayName !== undefined) {
    if (displayName.length > 128) {
      throw invalidParameter(`${prefix}DisplayName`, 'Length');
    }
    if (!/^[\p{L}\p{N}@._-]+$/u.test(displayName)) {
      throw invalidParameter(`${prefix}DisplayName`, 'InvalidChars');
    }
    details.displayName = displayName;
  }
  const mobilePhone = parameters.optional(`${prefix}MobilePhone`);
  if (mobilePhone !== undefined) {
    if (!/^\d{1,4}-\d{5,15}$/.test(mobilePhone)) {
      throw invalidParameter(`${prefix}MobilePhone`, 'Format');
    }
    details.mobilePhone = mobilePhone;
  }
  const email = parameters.optional(`${prefix}Email`);
  if (email !== undefined) {
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
      throw invalidParameter(`${prefix}Email`, 'Format');
    }
    details.email = email;
  }
  if (parameters.has(`${prefix}Comments`)) {
    const comments = parameters.optional(`${prefix}Comments`) ?? '';
    if (comments.length > 128) {
      throw invalidParameter(`${prefix}Comments`, 'Length');
    }
    details.comments = comments;
  }
  return details;
}

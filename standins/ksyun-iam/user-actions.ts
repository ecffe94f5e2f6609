import { IamError, iamError } from './iam-errors';
import type { IamAction } from './iam-endpoint';
import { iamTime, type IamUser } from './identity-model';
import type { KsyunIdentityStore } from './identity-store';
import { iamPage, members } from './paging';

const userName = /^[\w+=,.@-]{1,64}$/;
const mostRemark = 128;

/** CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser. */
export function userActions(store: KsyunIdentityStore): Record<string, IamAction> {
  const { account, switches } = store;
  const describe = (user: IamUser) => ({
    UserId: user.id,
    Path: '/',
    UserName: user.name,
    RealName: '',
    CreateDate: iamTime(user.createdAt),
    UpdateDate: iamTime(user.updatedAt),
    Remark: user.remark,
    Krn: `krn:ksc:iam::${account.id}:user/${user.name}`,
    EnableMFA: user.mfa ? 1 : 0,
  });
  const remarkOf = (text = '') => {
    if (text.length > mostRemark) {
      throw iamError('InvalidParameterValue', 'Parameter: Remark.');
    }
    return text;
  };

  return {
    CreateUser({ parameters }) {
      const name = parameters.matching('UserName', userName);
      const remark = remarkOf(parameters.optional('Remark'));
      if (account.users.some((user) => user.name === name)) {
        throw new IamError(409, switches.userExistsCode, 'The user exists already.');
      }
      if (account.users.length >= account.limits.users) {
        throw new IamError(409, switches.userLimitCode, 'The number of users exceeds the limit.');
      }
      const user = store.addUser(name, { remark, unseenReads: switches.userReads });
      return { body: { CreateUserResult: { User: describe(user) } }, effect: `created user ${name}` };
    },

    GetUser({ parameters }) {
      const user = store.userNamed(parameters.required('UserName'));
      if (user.unseenReads > 0) {
        user.unseenReads -= 1;
        throw iamError('UserNoSuchEntity');
      }
      const described = { ...describe(user), ViewAllProject: 0, pwdLastUsed: '' };
      return { body: { GetUserResult: switches.getUser === 'nested' ? { User: described } : described } };
    },

    ListUsers({ parameters }) {
      const accessKey = parameters.optional('AccessKey');
      const heeded = accessKey !== undefined && switches.accessKeyFilter === 'heeded';
      const owner = heeded ? store.keyNamed(accessKey)?.user : undefined;
      if (heeded && owner === undefined && switches.unknownAccessKey === 'error') {
        throw iamError('UserNoSuchEntity');
      }
      const wanted = heeded ? [owner ?? []].flat() : account.users;
      const seen = wanted.filter(({ unseenReads }) => unseenReads === 0);
      const { items, position } = iamPage(seen, parameters, 100);
      const users = items.map((user) => {
        const { Remark, ...rest } = describe(user);
        return switches.listedRemarks === 'told' ? { Remark, ...rest } : rest;
      });
      return { body: { ListUserResult: { Users: members(users, switches), ...position } } };
    },

    UpdateUser({ parameters }) {
      const user = store.userNamed(parameters.required('UserName'));
      user.remark = remarkOf(parameters.optional('NewRemark') ?? user.remark);
      user.updatedAt = store.now;
      return {
        body: { UpdateUserResult: { User: describe(user) } },
        effect: `updated user ${user.name}`,
      };
    },

    DeleteUser({ parameters }) {
      const user = store.userNamed(parameters.required('UserName'));
      if (user.keys.length > 0) {
        throw iamError('UserAkDeleteConflict');
      }
      if (user.policies.length > 0) {
        throw iamError('UserPolicyDeleteConflict');
      }
      if (user.mfa) {
        throw iamError('UserMfaDeleteConflict');
      }
      if (user.groups.length > 0) {
        throw iamError('UserGroupRelationDeleteConflict');
      }
      account.users.splice(account.users.indexOf(user), 1);
      return { body: { result: 1 }, effect: `deleted user ${user.name}` };
    },
  };
}

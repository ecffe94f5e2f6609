import { acsError } from './acs-errors';
import type { Action } from './acs-endpoint';
import { acsTime } from './identity-model';
import { userNamed } from './identity-store';

/** CreateGroup, AddUserToGroup, ListGroupsForUser, RemoveUserFromGroup. */
export const groupActions: Record<string, Action> = {
  CreateGroup({ account, parameters, now }) {
    const GroupName = parameters.required('GroupName');
    if (account.groups.has(GroupName)) {
      throw acsError('EntityAlreadyExists.Group');
    }
    account.groups.add(GroupName);
    const Comments = parameters.optional('Comments') ?? '';
    return {
      body: { Group: { GroupName, Comments, CreateDate: acsTime(now) } },
      effect: `created group ${GroupName}`,
    };
  },

  AddUserToGroup({ account, parameters }) {
    const user = userNamed(account, parameters.required('UserName'));
    const group = parameters.required('GroupName');
    if (!account.groups.has(group)) {
      throw acsError('EntityNotExist.Group');
    }
    if (user.groups.includes(group)) {
      throw acsError('EntityAlreadyExists.User.Group');
    }
    user.groups.push(group);
    return { effect: `added user ${user.name} to group ${group}` };
  },

  ListGroupsForUser({ account, parameters, now }) {
    const user = userNamed(account, parameters.required('UserName'));
    const groups = user.groups.map((GroupName) => ({ GroupName, Comments: '', JoinDate: acsTime(now) }));
    return { body: { Groups: { Group: groups } } };
  },

  RemoveUserFromGroup({ account, parameters }) {
    const user = userNamed(account, parameters.required('UserName'));
    const group = parameters.required('GroupName');
    const at = user.groups.indexOf(group);
    if (at < 0) {
      throw acsError('EntityNotExist.User.Group');
    }
    user.groups.splice(at, 1);
    return { effect: `removed user ${user.name} from group ${group}` };
  },
};

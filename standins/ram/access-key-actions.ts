import { acsError, invalidParameter } from './acs-errors';
import type { Action, ActionCall } from './acs-endpoint';
import { acsTime, type AccessKey, type AlibabaAccount, type RamUser } from './identity-model';
import { userNamed, type IdentityStore } from './identity-store';

/**
 * CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey. Without `UserName` each of them is
 * about the **caller**, as in RAM: who forgets it creates a key for the operator.
 */
export function accessKeyActions(store: IdentityStore): Record<string, Action> {
  return {
    CreateAccessKey(call) {
      const owner = ownerOf(call);
      if (owner.keys.length >= call.account.limits.accessKeysPerUser) {
        throw acsError('LimitExceeded.User.AccessKey');
      }
      const key = store.issueKey(call.account, owner.user);
      const body = { ...describe(key), AccessKeySecret: key.secret };
      return { body: { AccessKey: body }, effect: `created AccessKey ${key.id} of ${owner.words}` };
    },

    ListAccessKeys(call) {
      return { body: { AccessKeys: { AccessKey: ownerOf(call).keys.map(describe) } } };
    },

    UpdateAccessKey(call) {
      const owner = ownerOf(call);
      const key = keyOf(owner, call.parameters.required('UserAccessKeyId'));
      const status = call.parameters.required('Status');
      if (status !== 'Active' && status !== 'Inactive') {
        throw invalidParameter('Status', 'Format');
      }
      key.status = status;
      return { effect: `set AccessKey ${key.id} of ${owner.words} to ${status}` };
    },

    DeleteAccessKey(call) {
      const owner = ownerOf(call);
      const key = keyOf(owner, call.parameters.required('UserAccessKeyId'));
      store.removeKey(key);
      return { effect: `deleted AccessKey ${key.id} of ${owner.words}` };
    },
  };
}

interface KeyOwner {
  readonly user?: RamUser;
  readonly keys: readonly AccessKey[];
  /** For the audit log. */
  readonly words: string;
}

function ownerOf({ account, caller, parameters }: ActionCall): KeyOwner {
  const name = parameters.optional('UserName');
  const user = name === undefined ? caller.user : userNamed(account, name);
  if (user === undefined) {
    return rootOf(account);
  }
  const isCaller = name === undefined ? ' (the caller)' : '';
  return { user, keys: user.keys, words: `user ${user.name}${isCaller}` };
}

const rootOf = (account: AlibabaAccount): KeyOwner => ({
  keys: account.rootKeys,
  words: `account ${account.id} (the caller)`,
});

function keyOf(owner: KeyOwner, id: string): AccessKey {
  const key = owner.keys.find((candidate) => candidate.id === id);
  if (key === undefined) {
    throw acsError('EntityNotExist.User.AccessKey');
  }
  return key;
}

const describe = (key: AccessKey) => ({
  AccessKeyId: key.id,
  Status: key.status,
  CreateDate: acsTime(key.createdAt),
});

import { IamError, iamError } from './iam-errors';
import type { IamAction, IamCall } from './iam-endpoint';
import { iamTime, type IamKey, type IamUser } from './identity-model';
import type { KsyunIdentityStore } from './identity-store';
import { members } from './paging';

/** CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey, ListAllUserAccessKeys. */
export function accessKeyActions(store: KsyunIdentityStore): Record<string, IamAction> {
  const { account, switches } = store;

  /** The user that a call is about. Without UserName a call may create a key of the main account. */
  const ownerOf = ({ parameters }: IamCall): { user?: IamUser; keys: readonly IamKey[]; words: string } => {
    const name = parameters.optional('UserName');
    if (name !== undefined) {
      const user = store.userNamed(name);
      return { user, keys: user.keys, words: `user ${name}` };
    }
    if (switches.withoutUserName === 'refused') {
      throw iamError('MissingParameter', 'Parameter: UserName.');
    }
    return { keys: account.mainKeys, words: `main account ${account.id}` };
  };
  const keyOf = (call: IamCall) => {
    const owner = ownerOf(call);
    const id = call.parameters.required('AccessKeyId');
    const key = owner.keys.find((candidate) => candidate.id === id);
    if (key === undefined) {
      throw new IamError(404, switches.accessKeyMissingCode, 'The access key does not exist.');
    }
    return { key, words: owner.words };
  };

  return {
    CreateAccessKey(call) {
      const { user, keys, words } = ownerOf(call);
      if (keys.length >= account.limits.accessKeysPerUser) {
        throw iamError('UserAkskLimitExceeded');
      }
      const key = store.issueKey(user);
      const { id: AccessKeyId, secret: SecretAccessKey } = key;
      const told = { ...describe(key), AccessKeyId, SecretAccessKey };
      return {
        body: { CreateAccessKeyResult: { AccessKey: told } },
        effect: `created AccessKey ${key.id} of ${words}`,
      };
    },

    ListAccessKeys(call) {
      const listed = ownerOf(call).keys.map((key) => ({ ...describe(key), AkLastUsedTime: lastUsed(key) }));
      return { body: { ListAccessKeyResult: { AccessKeyMetadata: members(listed, switches) } } };
    },

    UpdateAccessKey(call) {
      const { key, words } = keyOf(call);
      const status = call.parameters.required('Status');
      if (status !== 'Active' && status !== 'Inactive') {
        throw iamError('InvalidParameterValue', 'Parameter: Status.');
      }
      key.status = status;
      return { body: { result: true }, effect: `set AccessKey ${key.id} of ${words} to ${status}` };
    },

    DeleteAccessKey(call) {
      const { key, words } = keyOf(call);
      store.removeKey(key);
      return { body: { result: true }, effect: `deleted AccessKey ${key.id} of ${words}` };
    },

    ListAllUserAccessKeys() {
      const told = store
        .allKeys()
        .filter(({ user }) => user !== undefined || switches.mainAccountKeys === 'listed');
      const AccessKeyList = told.map((key) => ({
        UserName: key.user?.name ?? '',
        AccessKey: key.id,
        LastLoginTime: '-',
        AkLastUsedTime: lastUsed(key),
      }));
      return { body: { AccessKeyList } };
    },
  };
}

const describe = (key: IamKey) => ({
  UserName: key.user?.name ?? '',
  AccessKeyId: key.id,
  Status: key.status,
  CreateDate: iamTime(key.createdAt),
});

const lastUsed = ({ lastUsedAt }: IamKey): string => (lastUsedAt === undefined ? '-' : iamTime(lastUsedAt));

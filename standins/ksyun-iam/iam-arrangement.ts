import { IamError } from './iam-errors';
import { iamTime, type IamKey, type IamLimits } from './identity-model';
import type { KsyunIdentityStore } from './identity-store';
import type { IamSwitches } from './switches';

type Arrangement = (store: KsyunIdentityStore, body: never) => unknown;

/**
 * Sets up state for a test or the demo, without the checks of the API.
 *
 * - `create-user` `{ name, remark?, keys?, policies?, groups? }` → `{ accessKeyIds }`: with that many keys
 * - `add-access-key` `{ userName? }` → `{ accessKeyId, accessKeySecret }`; without a user, of the main account
 * - `create-policies` `{ names }`: custom ones that permit nothing relevant
 * - `add-to-group` `{ userName, group }`; `detach-all` `{ userName }`
 * - `limits` members of the limits; `switches` members of the switches
 * - `state` → users, keys (no secrets), custom policies
 *
 * @throws Error saying what is wrong with the command
 */
export function arrangeIam(store: KsyunIdentityStore, command: string, body: unknown): unknown {
  const arrange = commands[command];
  if (arrange === undefined) {
    throw new Error(`iam knows no "${command}"; it knows ${Object.keys(commands).join(', ')}`);
  }
  try {
    return arrange(store, (body ?? {}) as never);
  } catch (error) {
    throw error instanceof IamError ? new Error(`${error.code}: ${error.message}`) : error;
  }
}

interface NewUserBody {
  name: string;
  remark?: string;
  keys?: number;
  policies?: string[];
  groups?: string[];
}

const commands: Record<string, Arrangement> = {
  'create-user'(store, { name, remark = '', keys = 0, policies = [], groups = [] }: NewUserBody) {
    const user = store.addUser(name, { remark, groups: [...groups] });
    user.policies.push(...store.account.policies.filter((policy) => policies.includes(policy.name)));
    return { accessKeyIds: Array.from({ length: keys }, () => store.issueKey(user).id) };
  },

  'add-access-key'(store, { userName }: { userName?: string }) {
    const key = store.issueKey(userName === undefined ? undefined : store.userNamed(userName));
    return { accessKeyId: key.id, accessKeySecret: key.secret };
  },

  'create-policies'({ account }, { names }: { names: string[] }) {
    const document = '{"Version":"2015-11-01","Statement":[]}';
    for (const name of names) {
      const krn = `krn:ksc:iam::${account.id}:policy/${name}`;
      const createdAt = new Date(0);
      const described = { krn, id: name, name, description: '', document, createdAt };
      account.policies.push({ ...described, type: 'custom', statements: [] });
    }
  },

  'add-to-group'(store, { userName, group }: { userName: string; group: string }) {
    store.userNamed(userName).groups.push(group);
  },

  'detach-all'(store, { userName }: { userName: string }) {
    store.userNamed(userName).policies.length = 0;
  },

  limits: (store, body: Partial<IamLimits>) => Object.assign(store.account.limits, body),

  switches: (store, body: Partial<IamSwitches>) => Object.assign(store.switches, body),

  state: ({ account }) => ({
    accountId: account.id,
    mainAccessKeys: account.mainKeys.map(describeKey),
    users: account.users.map((user) => ({
      name: user.name,
      remark: user.remark,
      createDate: iamTime(user.createdAt),
      accessKeys: user.keys.map(describeKey),
      policies: user.policies.map(({ name }) => name),
      groups: user.groups,
    })),
    customPolicies: account.policies
      .filter(({ type }) => type === 'custom')
      .map(({ name, description, document }) => ({ name, description, document })),
  }),
};

const describeKey = ({ id, status }: IamKey) => ({ id, status });

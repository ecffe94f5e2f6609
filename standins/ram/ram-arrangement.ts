import type { SecretRegistry } from '../core/secrets';
import { defaultDomain, setAlias } from './account-actions';
import { AcsError } from './acs-errors';
import { acsTime, type AccountLimits, type AlibabaAccount, type RamUser } from './identity-model';
import { policyNamed, userNamed, type IdentityStore } from './identity-store';
import { changedPolicy, hashPassword, matchesHash, type PasswordPolicy } from './password-policy';

export interface RamArrangement {
  readonly store: IdentityStore;
  readonly secrets: SecretRegistry;
}

/** Each command names the body it takes; the control endpoint passes on what it was sent. */
type Arrangement = (arrangement: RamArrangement, body: never) => unknown;

/**
 * Sets up state in the main account for a test or the demo, without the checks of the API.
 *
 * - `create-user` `{ name, comments?, displayName?, keys?, policies?, loginPassword?, groups?, mfaDevice? }` → `{
 *   accessKeyIds }`: somebody else's user, with that many keys
 * - `add-access-key` `{ userName }` → `{ accessKeyId }`: a second key or an orphan
 * - `add-to-group` `{ userName, group }`: creates a missing group; `remove-from-group` the same
 * - `create-login-profile` `{ userName, password }`
 * - `remove-policy` `{ name }`: removes a system policy from the account
 * - `set-password-policy` members of the policy; `set-alias` `{ alias | null }`; `limits` members of the limits
 * - `check-password` `{ userName, password }` → `{ matches }`
 * - `state` → users, keys (no secrets), policies, alias
 *
 * @throws Error saying what is wrong with the command
 */
export function arrangeRam(arrangement: RamArrangement, command: string, body: unknown): unknown {
  const arrange = commands[command];
  if (arrange === undefined) {
    throw new Error(`ram knows no "${command}"; it knows ${Object.keys(commands).join(', ')}`);
  }
  try {
    return arrange(arrangement, (body ?? {}) as never);
  } catch (error) {
    if (error instanceof AcsError) {
      throw new Error(`${error.code}: ${error.message}`);
    }
    throw error;
  }
}

interface NewUserBody {
  name: string;
  comments?: string;
  displayName?: string;
  /** How many AccessKeys. */
  keys?: number;
  policies?: string[];
  loginPassword?: string;
  groups?: string[];
  /** Serial number. */
  mfaDevice?: string;
}

const commands: Record<string, Arrangement> = {
  'create-user'({ store, secrets }, body: NewUserBody) {
    const { name, comments = '', displayName = '', groups = [], mfaDevice } = body;
    if (store.main.users.some((user) => user.name === name)) {
      throw new Error(`user ${name} exists already`);
    }
    const user = store.addUser(store.main, { name, comments, displayName, mfaDevice });
    groups.forEach((group) => join(store.main, user, group));
    for (const policyName of body.policies ?? []) {
      attach(store.main, user, policyName);
    }
    if (body.loginPassword !== undefined) {
      giveLogon(user, body.loginPassword, secrets);
    }
    const keys = Array.from({ length: body.keys ?? 0 }, () => store.issueKey(store.main, user));
    return { accessKeyIds: keys.map(({ id }) => id) };
  },

  'add-to-group'({ store }, body: { userName: string; group: string }) {
    join(store.main, userNamed(store.main, body.userName), body.group);
  },

  'remove-from-group'({ store }, body: { userName: string; group: string }) {
    const { groups } = userNamed(store.main, body.userName);
    groups.splice(groups.indexOf(body.group), groups.includes(body.group) ? 1 : 0);
  },

  'add-access-key'({ store }, body: { userName: string }) {
    return { accessKeyId: store.issueKey(store.main, userNamed(store.main, body.userName)).id };
  },

  'create-login-profile'({ store, secrets }, body: { userName: string; password: string }) {
    giveLogon(userNamed(store.main, body.userName), body.password, secrets);
  },

  'remove-policy'({ store }, body: { name: string }) {
    const policy = policyNamed(store.main, body.name);
    if (policy === undefined) {
      throw new Error(`there is no policy "${body.name}"`);
    }
    store.main.policies.splice(store.main.policies.indexOf(policy), 1);
  },

  'set-password-policy'({ store }, body: Partial<PasswordPolicy>) {
    store.main.passwordPolicy = changedPolicy(store.main.passwordPolicy, body);
    return store.main.passwordPolicy;
  },

  'set-alias'({ store }, body: { alias: string | null }) {
    if (body.alias === null) {
      store.main.alias = undefined;
    } else {
      setAlias(store.main, body.alias);
    }
  },

  limits({ store }, body: Partial<AccountLimits>) {
    const unknown = Object.keys(body).find((name) => !(name in store.main.limits));
    if (unknown !== undefined) {
      throw new Error(`the limits have no "${unknown}"`);
    }
    return Object.assign(store.main.limits, body);
  },

  'check-password'({ store }, body: { userName: string; password: string }) {
    const [current] = userNamed(store.main, body.userName).loginProfile?.passwordHashes ?? [];
    return { matches: current !== undefined && matchesHash(body.password, current) };
  },

  state: ({ store }) => ({
    accountId: store.main.id,
    alias: store.main.alias ?? null,
    defaultDomain: defaultDomain(store.main),
    rootAccessKeys: store.main.rootKeys.map(describeKey),
    users: store.main.users.map((user) => ({
      name: user.name,
      id: user.id,
      displayName: user.displayName,
      comments: user.comments,
      createDate: acsTime(user.createdAt),
      accessKeys: user.keys.map(describeKey),
      policies: user.policies.map(({ policy }) => policy.name),
      groups: user.groups,
      mfaDevice: user.mfaDevice ?? null,
      loginProfile: user.loginProfile
        ? {
            passwordResetRequired: user.loginProfile.passwordResetRequired,
            passwordsSet: user.loginProfile.passwordHashes.length,
          }
        : null,
    })),
    customPolicies: store.main.policies.filter(({ type }) => type === 'Custom').map(({ name }) => name),
  }),
};

const describeKey = (key: { id: string; status: string }) => ({ id: key.id, status: key.status });

function attach(account: AlibabaAccount, user: RamUser, policyName: string): void {
  const policy = policyNamed(account, policyName);
  if (policy === undefined) {
    throw new Error(`there is no policy "${policyName}"`);
  }
  user.policies.push({ policy, attachedAt: user.createdAt });
}

function join(account: AlibabaAccount, user: RamUser, group: string): void {
  account.groups.add(group);
  user.groups.push(group);
}

function giveLogon(user: RamUser, password: string, secrets: SecretRegistry): void {
  secrets.issue('password', password);
  user.loginProfile = {
    passwordResetRequired: false,
    mfaBindRequired: false,
    createdAt: user.createdAt,
    updatedAt: user.createdAt,
    passwordHashes: [hashPassword(password)],
  };
}

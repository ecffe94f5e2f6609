import { randomBytes, randomInt } from 'node:crypto';
import type { StandInContext } from '../core/context';
import { acsError, type AcsErrorCode } from './acs-errors';
import type { AccessKey, AlibabaAccount, Caller, Policy, RamUser } from './identity-model';
import { defaultPasswordPolicy } from './password-policy';
import { systemPolicies } from './system-policies';

export interface IdentityOptions {
  /** Absent: random. */
  accountId?: string;
  accessKeyId?: string;
  accessKeySecret?: string;
  /**
   * The owner of the operator's key: a RAM user `prep-operator` with AdministratorAccess (default, as recommended),
   * or the account itself.
   */
  operator?: 'ram-user' | 'account';
}

/** Why a key is not accepted. */
export type KeyProblem = Extract<AcsErrorCode, `InvalidAccessKeyId.${string}`>;

/**
 * The accounts, users and keys that RAM, STS and OSS share: the main account, which the product works in,
 * and a foreign one that owns bucket names.
 */
export interface IdentityStore {
  readonly main: AlibabaAccount;
  readonly foreign: AlibabaAccount;
  /** The key the operator is configured with. */
  readonly operatorKey: AccessKey;
  /** Creates a key and registers its secret; absent user: a key of the account itself. */
  issueKey(account: AlibabaAccount, user?: RamUser, credentials?: KeyCredentials): AccessKey;
  removeKey(key: AccessKey): void;
  /** Adds a user; names are not checked here. */
  addUser(account: AlibabaAccount, details: Pick<RamUser, 'name'> & Partial<RamUser>): RamUser;
  /**
   * The key, or why it is refused. `propagated`: refuse a key that is fresher than the configured delay,
   * as the services behind RAM do.
   */
  findKey(accessKeyId: string, options: { propagated: boolean }): AccessKey | KeyProblem;
}

export interface KeyCredentials {
  id?: string;
  secret?: string;
}

export function createIdentityStore(context: StandInContext, options: IdentityOptions = {}): IdentityStore {
  const clock = context.clocks.of('ram');
  const keys = new Map<string, AccessKey>();

  const issueKey: IdentityStore['issueKey'] = (account, user, credentials = {}) => {
    const key: AccessKey = {
      id: credentials.id ?? `LTAI5t${randomText(18)}`,
      secret: credentials.secret ?? randomText(30),
      status: 'Active',
      createdAt: clock.now(),
      issuedAtMs: Date.now(),
      account,
      user,
    };
    if (keys.has(key.id)) {
      throw new Error(`the AccessKey ${key.id} exists already`);
    }
    context.secrets.issue('access-key-secret', key.secret);
    keys.set(key.id, key);
    (user?.keys ?? account.rootKeys).push(key);
    return key;
  };

  const addUser: IdentityStore['addUser'] = (account, details) => {
    const now = clock.now();
    const user: RamUser = {
      id: `2${randomDigits(17)}`,
      displayName: '',
      comments: '',
      mobilePhone: '',
      email: '',
      createdAt: now,
      updatedAt: now,
      keys: [],
      policies: [],
      groups: [],
      unseenReads: 0,
      ...details,
    };
    account.users.push(user);
    return user;
  };

  const main = newAccount(options.accountId ?? `1${randomDigits(15)}`, 'main-account');
  const foreign = newAccount(`1${randomDigits(15)}`, 'foreign-account');
  const operator =
    options.operator === 'account'
      ? undefined
      : addUser(main, { name: 'prep-operator', displayName: 'prep-operator' });
  const administrator = policyNamed(main, 'AdministratorAccess');
  if (operator && administrator) {
    operator.policies.push({ policy: administrator, attachedAt: clock.now() });
  }
  const operatorKey = issueKey(main, operator, {
    id: options.accessKeyId,
    secret: options.accessKeySecret,
  });

  return {
    main,
    foreign,
    operatorKey,
    issueKey,
    addUser,
    removeKey(key) {
      keys.delete(key.id);
      const list = key.user?.keys ?? key.account.rootKeys;
      list.splice(list.indexOf(key), 1);
    },
    findKey(accessKeyId, { propagated }) {
      const key = keys.get(accessKeyId);
      if (key === undefined) {
        return 'InvalidAccessKeyId.NotFound';
      }
      const ageSeconds = (Date.now() - key.issuedAtMs) / 1000;
      const fresh = key !== operatorKey && ageSeconds < context.propagation.accessKeySeconds;
      if (propagated && fresh) {
        return 'InvalidAccessKeyId.NotFound';
      }
      return key.status === 'Active' ? key : 'InvalidAccessKeyId.Inactive';
    },
  };
}

export const callerOf = (key: AccessKey): Caller => ({
  account: key.account,
  user: key.user,
  accessKeyId: key.id,
});

/** @throws AcsError `EntityNotExist.User` */
export function userNamed(account: AlibabaAccount, name: string): RamUser {
  const user = account.users.find((candidate) => candidate.name === name);
  if (user === undefined) {
    throw acsError('EntityNotExist.User');
  }
  return user;
}

/** Policy names are compared without case: attaching `administratoraccess` attaches AdministratorAccess. */
export function policyNamed(
  account: AlibabaAccount,
  name: string,
  type?: Policy['type'],
): Policy | undefined {
  return account.policies.find(
    (policy) =>
      policy.name.toLowerCase() === name.toLowerCase() && (type === undefined || policy.type === type),
  );
}

function newAccount(id: string, displayName: string): AlibabaAccount {
  return {
    id,
    displayName,
    rootKeys: [],
    users: [],
    policies: systemPolicies(),
    groups: new Set(),
    passwordPolicy: defaultPasswordPolicy,
    limits: {
      users: 1000,
      accessKeysPerUser: 2,
      systemPoliciesPerUser: 20,
      customPoliciesPerUser: 5,
      customPolicies: 200,
    },
  };
}

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (length: number): string =>
  Array.from(randomBytes(length), (byte) => alphanumeric[byte % alphanumeric.length]).join('');

const randomDigits = (length: number): string => Array.from({ length }, () => String(randomInt(10))).join('');

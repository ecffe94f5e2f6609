import type {
  CreatedLogon,
  CreatedUser,
  LogonProfile,
  LogonSettings,
  PasswordPolicy,
  PolicyName,
  RamAccessKey,
  RamDirectory,
  RamUser,
  RemovedUser,
  SignInDomain,
} from '../../clouds/ram/port';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';

interface FakeUser {
  comments: string;
  readonly keys: Map<string, 'Active' | 'Inactive'>;
  readonly policies: PolicyName[];
  password: string | null;
  logonCreatedAt: string;
  mfa: boolean;
  readonly groups: string[];
}

const CREATED = '2026-01-02T03:04:05Z';

/** RAM behind its port: users in a map. */
export class FakeRam implements RamDirectory {
  readonly users = new Map<string, FakeUser>();
  readonly policies = new Set(['System:AliyunOSSFullAccess', 'System:AliyunMGWFullAccess']);
  policy: PasswordPolicy = {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    minimumDifferentCharacters: 0,
  };
  domain: SignInDomain = { domain: 'acme.onaliyun.com', source: 'default-domain' };
  /** RAM's clock. */
  now: () => string = () => CREATED;
  /** So many reads of a user do not show it. */
  unseenReads = 0;
  /** Creation times of keys, if they matter. */
  readonly keyTimes = new Map<string, string>();
  #keys = 0;

  add(name: string, comments = '', given: Partial<FakeUser> = {}): FakeUser {
    const user = {
      comments,
      keys: new Map(),
      policies: [],
      password: null,
      logonCreatedAt: CREATED,
      mfa: false,
      groups: [],
      ...given,
    };
    this.users.set(name, user);
    return user;
  }

  user(name: string): FakeUser {
    const user = this.users.get(name);
    if (user === undefined) {
      throw new PrepError('RamNotVisibleYet', { resource: `RAM user ${name}`, code: 'EntityNotExist.User' });
    }
    return user;
  }

  async getUser(name: string): Promise<RamUser | null> {
    const user = this.users.get(name);
    if (user === undefined || this.unseenReads-- > 0) {
      return null;
    }
    return { name, userId: `id-${name}`, displayName: name, comments: user.comments, createdAt: CREATED };
  }

  async createUser({ name, comments }: { name: string; comments: string }): Promise<CreatedUser> {
    if (this.users.has(name)) {
      return { outcome: 'exists' };
    }
    this.add(name, comments);
    const user = { name, userId: `id-${name}`, displayName: name, comments, createdAt: CREATED };
    return { outcome: 'created', user };
  }

  async listUsers(): Promise<RamUser[]> {
    return [...this.users].map(([name, { comments }]) => ({
      name,
      userId: `id-${name}`,
      displayName: name,
      comments,
      createdAt: CREATED,
    }));
  }

  async listGroups(name: string): Promise<string[]> {
    return [...this.user(name).groups];
  }

  async updateComments(name: string, comments: string): Promise<void> {
    this.user(name).comments = comments;
  }

  async deleteUser(name: string): Promise<RemovedUser> {
    const user = this.users.get(name);
    const { keys, policies, password, mfa, groups } = user ?? { keys: new Map(), policies: [], groups: [] };
    const blockedBy = [
      keys.size > 0 && 'AccessKey',
      policies.length > 0 && 'Policy',
      typeof password === 'string' && 'LoginProfile',
      mfa === true && 'MFADevice',
      groups.length > 0 && 'Group',
    ].find((what) => what !== false);
    if (blockedBy !== undefined) {
      return { outcome: 'blocked', blockedBy };
    }
    this.users.delete(name);
    return { outcome: 'removed' };
  }

  async listAccessKeys(name: string): Promise<RamAccessKey[]> {
    return [...this.user(name).keys].map(([accessKeyId, status]) => ({
      accessKeyId,
      status,
      createdAt: this.keyTimes.get(accessKeyId) ?? CREATED,
    }));
  }

  async createAccessKey(name: string): Promise<{ accessKeyId: string; secret: Secret }> {
    const { keys } = this.user(name);
    if (keys.size >= 2) {
      throw new PrepError('RamAccessKeyLimit', { resource: `RAM user ${name}` });
    }
    const accessKeyId = `LTAI${++this.#keys}`;
    keys.set(accessKeyId, 'Active');
    return { accessKeyId, secret: new Secret(`secret-of-${accessKeyId}`) };
  }

  async setAccessKeyStatus(name: string, id: string, status: 'Active' | 'Inactive'): Promise<'changed'> {
    this.user(name).keys.set(id, status);
    return 'changed';
  }

  async deleteAccessKey(name: string, id: string): Promise<void> {
    this.users.get(name)?.keys.delete(id);
  }

  async getLogonProfile(name: string): Promise<LogonProfile | null> {
    const { password, logonCreatedAt: createdAt } = this.user(name);
    return password === null ? null : { passwordResetRequired: false, mfaBindRequired: false, createdAt };
  }

  async createLogonProfile(name: string, { password }: LogonSettings): Promise<CreatedLogon> {
    const user = this.user(name);
    if (user.password !== null) {
      return { outcome: 'exists' };
    }
    user.password = password.reveal();
    user.logonCreatedAt = this.now();
    return { outcome: 'created', createdAt: user.logonCreatedAt };
  }

  async deleteLogonProfile(name: string): Promise<void> {
    this.user(name).password = null;
  }

  async unbindMfa(name: string): Promise<void> {
    this.user(name).mfa = false;
  }

  async listPolicies(name: string): Promise<PolicyName[]> {
    return [...this.user(name).policies];
  }

  async attachPolicy(name: string, policy: PolicyName): Promise<'attached' | 'already-attached'> {
    const { policies } = this.user(name);
    if (!this.policies.has(`${policy.type}:${policy.name}`)) {
      throw new PrepError('RamPolicyMissing', { resource: `policy ${policy.name}` });
    }
    if (policies.some((one) => one.name === policy.name)) {
      return 'already-attached';
    }
    policies.push({ name: policy.name, type: policy.type });
    return 'attached';
  }

  async detachPolicy(name: string, policy: PolicyName): Promise<void> {
    const { policies } = this.user(name);
    const at = policies.findIndex((one) => one.name === policy.name);
    policies.splice(at, at === -1 ? 0 : 1);
  }

  async policyExists({ type, name }: PolicyName): Promise<boolean> {
    return this.policies.has(`${type}:${name}`);
  }

  readonly documents = new Map<string, string>();

  async policyDocument(name: string): Promise<string | null> {
    return this.policies.has(`Custom:${name}`) ? (this.documents.get(name) ?? '{}') : null;
  }

  async createPolicy(name: string, document: string): Promise<'created' | 'exists'> {
    this.documents.set(name, this.documents.get(name) ?? document);
    const existed = this.policies.has(`Custom:${name}`);
    this.policies.add(`Custom:${name}`);
    return existed ? 'exists' : 'created';
  }

  async passwordPolicy(): Promise<PasswordPolicy> {
    return this.policy;
  }

  async signInDomain(): Promise<SignInDomain> {
    return this.domain;
  }
}

import type {
  IamAccessKey,
  IamPolicy,
  IamUser,
  KsyunIam,
  ListedIamUser,
  OwnedAccessKey,
  RemovedIamUser,
} from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';

interface FakeUser {
  remark: string;
  readonly keys: Map<string, 'Active' | 'Inactive'>;
  /** KRNs. */
  readonly policies: string[];
  readonly groups: string[];
}

interface FakePolicy {
  readonly name: string;
  readonly description: string;
  readonly document: string;
}

const ACCOUNT = '2000143391';
const CREATED = '2026-01-02T03:04:05Z';
const krnOf = (name: string) => `krn:ksc:iam::${ACCOUNT}:policy/${name}`;

/** Kingsoft's IAM behind its port: users and policies in maps. */
export class FakeIam implements KsyunIam {
  readonly users = new Map<string, FakeUser>();
  /** By KRN. */
  readonly policies = new Map<string, FakePolicy>();
  /** Statuses of keys, in the order in which they were set. */
  readonly disabled: string[] = [];
  /** So many reads of a user do not show it. */
  unseenReads = 0;
  /** Creation times of keys, if they matter. */
  readonly keyTimes = new Map<string, string>();
  /** Whether the list of all users has their remarks. */
  listsRemarks = true;
  #keys = 0;

  add(name: string, remark = '', given: Partial<FakeUser> = {}): FakeUser {
    const user = { remark, keys: new Map(), policies: [], groups: [], ...given };
    this.users.set(name, user);
    return user;
  }

  addPolicy(name: string, description = '', document = '{}'): string {
    this.policies.set(krnOf(name), { name, description, document });
    return krnOf(name);
  }

  user(name: string): FakeUser {
    const user = this.users.get(name);
    if (user === undefined) {
      throw new PrepError('IamNotVisibleYet', {
        resource: `Kingsoft IAM user ${name}`,
        code: 'UserNoSuchEntity',
      });
    }
    return user;
  }

  async getUser(name: string): Promise<IamUser | null> {
    const user = this.users.get(name);
    return user === undefined || this.unseenReads-- > 0
      ? null
      : { name, accountId: ACCOUNT, remark: user.remark, createdAt: CREATED };
  }

  async usersWithAccessKey(accessKeyId: string): Promise<IamUser[]> {
    return [...this.users]
      .filter(([, { keys }]) => keys.has(accessKeyId))
      .map(([name, { remark }]) => ({ name, accountId: ACCOUNT, remark, createdAt: CREATED }));
  }

  async listUsers(): Promise<ListedIamUser[]> {
    return [...this.users].map(([name, { remark }]) => ({
      name,
      remark: this.listsRemarks ? remark : null,
      createdAt: CREATED,
    }));
  }

  async createUser(name: string, remark: string): Promise<'created' | 'exists'> {
    if (this.users.has(name)) {
      return 'exists';
    }
    this.add(name, remark);
    return 'created';
  }

  async updateRemark(name: string, remark: string): Promise<void> {
    this.user(name).remark = remark;
  }

  async deleteUser(name: string): Promise<RemovedIamUser> {
    const { keys, policies, groups } = this.users.get(name) ?? { keys: new Map(), policies: [], groups: [] };
    const blockedBy = [
      keys.size > 0 && 'UserAkDeleteConflict',
      policies.length > 0 && 'UserPolicyDeleteConflict',
      groups.length > 0 && 'UserGroupRelationDeleteConflict',
    ].find((what) => what !== false);
    if (blockedBy !== undefined) {
      return { outcome: 'blocked', blockedBy };
    }
    this.users.delete(name);
    return { outcome: 'removed' };
  }

  async listAccessKeys(name: string): Promise<IamAccessKey[]> {
    return [...this.user(name).keys].map(([accessKeyId, status]) => ({
      accessKeyId,
      status,
      createdAt: this.keyTimes.get(accessKeyId) ?? CREATED,
      lastUsedAt: null,
    }));
  }

  async listAllAccessKeys(): Promise<OwnedAccessKey[]> {
    return [...this.users].flatMap(([userName, { keys }]) =>
      [...keys.keys()].map((accessKeyId) => ({ accessKeyId, userName, lastUsedAt: null })),
    );
  }

  async createAccessKey(name: string): Promise<{ accessKeyId: string; secret: Secret }> {
    const { keys } = this.user(name);
    if (keys.size >= 2) {
      throw new PrepError('IamLimitReached', { resource: `Kingsoft IAM user ${name}` });
    }
    const accessKeyId = `AKLT${++this.#keys}`;
    keys.set(accessKeyId, 'Active');
    return { accessKeyId, secret: new Secret(`secret-of-${accessKeyId}`) };
  }

  async setAccessKeyStatus(name: string, id: string, status: 'Active' | 'Inactive'): Promise<'changed'> {
    this.user(name).keys.set(id, status);
    if (status === 'Inactive') {
      this.disabled.push(id);
    }
    return 'changed';
  }

  async deleteAccessKey(name: string, id: string): Promise<void> {
    this.users.get(name)?.keys.delete(id);
  }

  async findPolicy(name: string): Promise<IamPolicy | null> {
    const policy = this.policies.get(krnOf(name));
    return policy === undefined ? null : { krn: krnOf(name), name, description: policy.description };
  }

  async createPolicy(name: string, document: string, description: string): Promise<'created' | 'exists'> {
    if (this.policies.has(krnOf(name))) {
      return 'exists';
    }
    this.addPolicy(name, description, document);
    return 'created';
  }

  async deletePolicy(krn: string): Promise<'removed' | 'blocked'> {
    if ([...this.users.values()].some(({ policies }) => policies.includes(krn))) {
      return 'blocked';
    }
    this.policies.delete(krn);
    return 'removed';
  }

  async listAttachedPolicies(userName: string): Promise<IamPolicy[]> {
    return this.user(userName).policies.map((krn) => {
      const { name = krn, description = '' } = this.policies.get(krn) ?? {};
      return { krn, name, description };
    });
  }

  async attachPolicy(userName: string, krn: string): Promise<'attached' | 'already-attached'> {
    const { policies } = this.user(userName);
    if (policies.includes(krn)) {
      return 'already-attached';
    }
    policies.push(krn);
    return 'attached';
  }

  async detachPolicy(userName: string, krn: string): Promise<void> {
    const policies = this.users.get(userName)?.policies ?? [];
    const at = policies.indexOf(krn);
    policies.splice(at, at === -1 ? 0 : 1);
  }
}

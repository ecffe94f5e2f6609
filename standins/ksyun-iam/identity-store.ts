import { randomBytes, randomInt } from 'node:crypto';
import type { StandInContext } from '../core/context';
import { permitted } from '../core/policy-statements';
import type { KeyDirectory } from '../ks3/key-directory';
import { iamError } from './iam-errors';
import type { IamKey, IamPolicy, IamUser, KsyunAccount } from './identity-model';
import { defaultIamSwitches, type IamSwitches } from './switches';
import { systemPolicies } from './system-policies';

export interface KsyunIamOptions {
  /** Absent: random. */
  accountId?: string;
  switches?: Partial<IamSwitches>;
}

export interface KeyCredentials {
  accessKeyId?: string | undefined;
  accessKeySecret?: string | undefined;
}

/** The account, users, keys and policies that IAM and KS3 share. */
export class KsyunIdentityStore implements KeyDirectory {
  readonly account: KsyunAccount;
  readonly switches: IamSwitches;
  readonly #context: StandInContext;
  readonly #keys = new Map<string, IamKey>();
  readonly #deleted = new Set<string>();

  constructor(context: StandInContext, options: KsyunIamOptions = {}) {
    this.#context = context;
    this.switches = { ...defaultIamSwitches, ...options.switches };
    this.account = {
      id: options.accountId ?? `2${randomDigits(9)}`,
      mainKeys: [],
      users: [],
      policies: systemPolicies(),
      limits: {
        users: 200,
        accessKeysPerUser: 2,
        customPolicies: 200,
        policiesPerUser: 60,
        documentLength: 2048,
      },
    };
  }

  get now(): Date {
    return this.#context.clocks.of('iam').now();
  }

  addUser(name: string, details: Partial<Pick<IamUser, 'remark' | 'unseenReads' | 'groups'>> = {}): IamUser {
    const user: IamUser = {
      id: randomDigits(18),
      name,
      remark: '',
      createdAt: this.now,
      updatedAt: this.now,
      keys: [],
      policies: [],
      groups: [],
      mfa: false,
      unseenReads: 0,
      ...details,
    };
    this.account.users.push(user);
    return user;
  }

  /** Creates a key and registers its secret; absent user: a key of the main account. */
  issueKey(user?: IamUser, given: KeyCredentials = {}): IamKey {
    const key: IamKey = {
      id: given.accessKeyId ?? `AKLT${randomBytes(9).toString('hex')}`,
      // Base64 text, as KS3's secrets are: it can hold + / and =.
      secret: given.accessKeySecret ?? randomBytes(30).toString('base64'),
      status: 'Active',
      createdAt: this.now,
      issuedAtMs: Date.now(),
      ...(user === undefined ? {} : { user }),
    };
    this.#context.secrets.issue('access-key-secret', key.secret);
    this.#keys.set(key.id, key);
    (user?.keys ?? this.account.mainKeys).push(key);
    return key;
  }

  removeKey(key: IamKey): void {
    this.#keys.delete(key.id);
    this.#deleted.add(key.id);
    const list = key.user?.keys ?? this.account.mainKeys;
    list.splice(list.indexOf(key), 1);
  }

  keyNamed(accessKeyId: string): IamKey | undefined {
    return this.#keys.get(accessKeyId);
  }

  /** Every key of every user. */
  allKeys(): IamKey[] {
    return [...this.#keys.values()];
  }

  /** @throws IamError UserNoSuchEntity */
  userNamed(name: string): IamUser {
    const user = this.account.users.find((candidate) => candidate.name === name);
    if (user === undefined) {
      throw iamError('UserNoSuchEntity');
    }
    return user;
  }

  /** @throws IamError PolicyNoSuchEntity */
  policyAt(krn: string): IamPolicy {
    const policy = this.account.policies.find((candidate) => candidate.krn === krn);
    if (policy === undefined) {
      throw iamError('PolicyNoSuchEntity');
    }
    return policy;
  }

  /** Whether a key may do that: the main account may do all, a user what its policies say. */
  permits({ user }: Pick<IamKey, 'user'>, action: string, resource: string): boolean {
    return (
      user === undefined ||
      permitted(
        user.policies.flatMap(({ statements }) => statements),
        action,
        resource,
      )
    );
  }

  /** The key as KS3 sees it. */
  find(accessKeyId: string): ReturnType<KeyDirectory['find']> {
    const key = this.#keys.get(accessKeyId);
    if (key === undefined) {
      return this.#deleted.has(accessKeyId) ? 'refused' : undefined;
    }
    const fresh = (Date.now() - key.issuedAtMs) / 1000 < this.switches.keySeconds;
    if (key.status !== 'Active' || fresh) {
      return 'refused';
    }
    return {
      secret: key.secret,
      permits: (action, resource) => this.permits(key, action, resource),
      used: () => {
        key.lastUsedAt = this.now;
      },
    };
  }
}

const randomDigits = (length: number): string => Array.from({ length }, () => String(randomInt(10))).join('');

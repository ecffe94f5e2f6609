import type { IdentityStore } from '../ram/identity-store';
import { policyNamed } from '../ram/identity-store';
import type { AccessKey, RamUser } from '../ram/identity-model';
import type { MgwAddress, Problem } from './mgw-model';
import type { ObjectPlace } from './object-requests';
import type { MgwSwitches } from './switches';

/** The other stand-ins as the service reaches them; the endpoints are known once these listen. */
export interface Surroundings {
  readonly store: IdentityStore;
  readonly ks3Region: string;
  readonly endpoints: { ks3: string; oss: string };
}

/** An address cannot be used; the words are made up, since no document says them. */
export class Unusable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const unusable = (code: string, message: string): Unusable => new Unusable({ code, message });

const ks3Host = /^ks3-[a-z0-9-]+\.(ksyuncs|ksyun)\.com$/;

/** Where the objects of addresses are. */
export class Places {
  readonly #roles = new Map<string, AccessKey>();

  constructor(
    readonly surroundings: Surroundings,
    readonly switches: MgwSwitches,
  ) {}

  /** Adds a RAM role that trusts the service. @param policy name of a system policy that it has */
  addRole(name: string, policy = 'AliyunOSSFullAccess'): void {
    const { store } = this.surroundings;
    const attached = policyNamed(store.main, policy);
    if (attached === undefined) {
      throw new Error(`there is no policy "${policy}"`);
    }
    const now = new Date();
    // Not one of the account's users: it only carries the role's policies to where permissions are checked.
    const role: RamUser = {
      id: `role-${name}`,
      name,
      displayName: name,
      comments: '',
      mobilePhone: '',
      email: '',
      createdAt: now,
      updatedAt: now,
      keys: [],
      policies: [{ policy: attached, attachedAt: now }],
      groups: [],
      unseenReads: 0,
    };
    this.#roles.set(name, store.issueKey(store.main, role));
  }

  /** @throws Unusable */
  source({ detail }: MgwAddress): ObjectPlace {
    const { surroundings, switches } = this;
    const { Bucket: bucket = '', Prefix: prefix = '', Domain: domain = '' } = detail;
    const scheme = /^https?:\/\//.exec(domain)?.[0] ?? '';
    if (scheme !== '' && switches.domainScheme === 'refused') {
      throw unusable('InvalidDomain', 'The domain must not have a scheme.');
    }
    const host = domain.slice(scheme.length);
    const { ks3: endpoint } = surroundings.endpoints;
    if (host !== new URL(endpoint).host && !ks3Host.test(host)) {
      throw unusable('DomainUnreachable', `The domain ${host} cannot be reached.`);
    }
    const { AccessId: accessKeyId = '', AccessSecret: accessKeySecret = '' } = detail;
    const region = surroundings.ks3Region;
    return { endpoint, host, region, bucket, prefix, accessKeyId, accessKeySecret };
  }

  /** @throws Unusable */
  destination({ detail }: MgwAddress): ObjectPlace {
    const { Bucket: bucket = '', Prefix: prefix = '', RegionId: regionId = '', Role: role } = detail;
    const key = role === undefined ? undefined : this.#roles.get(role);
    if (role !== undefined && key === undefined) {
      throw unusable('RoleNotExist', `The role ${role} does not exist, or does not trust the service.`);
    }
    return {
      endpoint: this.surroundings.endpoints.oss,
      host: `${regionId}.aliyuncs.com`,
      region: regionId.replace(/^oss-/, ''),
      bucket,
      prefix,
      accessKeyId: key?.id ?? detail['AccessId'] ?? '',
      accessKeySecret: key?.secret ?? detail['AccessSecret'] ?? '',
    };
  }
}

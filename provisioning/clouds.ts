import { say } from '../presentation/words/words';
import { placeProblems } from './request/allow-lists';
import { ConcurrencyLimit } from '../clouds/concurrency-limit';
import { createKs3Source } from '../clouds/ks3/adapter';
import { listKs3Buckets, type Ks3Bucket } from '../clouds/ks3/list-buckets';
import type { Ks3Source } from '../clouds/ks3/port';
import { limitedSource } from '../clouds/ks3/limited-source';
import { createKsyunIam } from '../clouds/ksyun-iam/adapter';
import type { KsyunIam } from '../clouds/ksyun-iam/port';
import { createMgw } from '../clouds/mgw/adapter';
import type { MigrationService } from '../clouds/mgw/port';
import type { ListedBucket } from '../clouds/listing/port';
import { createOssBuckets } from '../clouds/oss/adapter';
import { createOssListing } from '../clouds/oss/listing';
import type { OssBuckets } from '../clouds/oss/port';
import { createRamDirectory } from '../clouds/ram/adapter';
import type { RamDirectory } from '../clouds/ram/port';
import { createCallerIdentity } from '../clouds/sts/adapter';
import type { CallerIdentity } from '../clouds/sts/port';
import { phrase } from '../presentation/words/words';
import { PrepError } from '../contracts/prep-error';
import type { SourceRequest } from '../contracts/runs/preparation';
import type { Secret } from '../contracts/credentials/secret';
import type { Settings, SourceProfile } from '../contracts/settings';

/** An AccessKey other than the configured one: the one that was just issued, at Alibaba Cloud or at Kingsoft. */
export interface AccessKeyPair {
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
}

/** The clouds as activities see them: ports, connected with the worker's configured credentials. */
export interface Clouds {
  /** The KS3 bucket of a source, with the profile's AccessKey or with another. The caller closes it. */
  ks3(
    source: Pick<SourceRequest, 'profile' | 'bucket' | 'endpoint' | 'region'>,
    key?: AccessKeyPair,
  ): Ks3Source;
  /** Kingsoft Cloud's IAM of a source profile; null if none is configured. */
  iam(profile: string): KsyunIam | null;
  /** OSS in a region, as the configured identity or with another key. */
  oss(region: string, key?: AccessKeyPair): OssBuckets;
  ram(): RamDirectory;
  /** Data Online Migration of an account, whose addresses and jobs belong to a region. */
  mgw(region: string, accountId: string, key?: AccessKeyPair): MigrationService;
  /** STS as the configured identity or with another key. */
  sts(key?: AccessKeyPair): CallerIdentity;
}

/** Connects the ports to the real clouds, or to what the configuration names in their place. */
export function connectClouds(settings: Settings): Clouds {
  const { alibaba } = settings;
  const configured = {
    accessKeyId: alibaba.accessKeyId,
    accessKeySecret: alibaba.accessKeySecret,
    securityToken: alibaba.securityToken,
  };
  // Requests in flight, of all buckets of an account together.
  const limits = new Map<string, ConcurrencyLimit>();
  const limitOf = ({ accessKeyId }: SourceProfile): ConcurrencyLimit => {
    const limit = limits.get(accessKeyId) ?? new ConcurrencyLimit(settings.inventory.concurrency);
    limits.set(accessKeyId, limit);
    return limit;
  };
  return {
    ks3({ profile, bucket, endpoint, region }, key) {
      const source = allowedSource({ profile, endpoint, region }, settings);
      const other = key === undefined ? {} : { ...key, sessionToken: undefined };
      return limitedSource(createKs3Source({ ...source, ...other, bucket }), limitOf(source));
    },
    iam(profile) {
      const iam = settings.sources[profile]?.iam;
      return iam === undefined ? null : createKsyunIam(iam);
    },
    oss: (region, key) => createOssBuckets({ ...ossAccess(alibaba, key), region }),
    mgw: (region, accountId, key) =>
      createMgw({ ...(key ?? configured), region, accountId, endpoint: alibaba.mgwEndpoint }),
    ram: () => createRamDirectory({ ...configured, endpoint: alibaba.ramEndpoint }),
    sts: (key) => createCallerIdentity({ ...(key ?? configured), endpoint: alibaba.stsEndpoint }),
  };
}

/** The keys of an OSS bucket, as the configured identity lists them. The caller closes it. */
export function ossListing(region: string, bucket: string, { alibaba, inventory }: Settings): ListedBucket {
  const connections = inventory.concurrency;
  return createOssListing({ ...ossAccess(alibaba), region, bucket, connections });
}

/** Where OSS is reached, as the configured identity or with another key. */
export function ossAccess(
  { accessKeyId, accessKeySecret, securityToken, ossEndpoint, ossDomains }: Settings['alibaba'],
  key?: AccessKeyPair,
) {
  const identity = key ?? { accessKeyId, accessKeySecret, securityToken };
  return { ...identity, endpoint: ossEndpoint, domains: ossDomains };
}

/**
 * All buckets of the account that a source profile has the AccessKey of.
 *
 * @throws PrepError `InvalidInput`, `Ks3…`
 */
export function ks3Buckets(
  place: SourcePlace,
  settings: Settings,
  signal: AbortSignal,
): Promise<readonly Ks3Bucket[]> {
  return listKs3Buckets(allowedSource(place, settings), signal);
}

type SourcePlace = Pick<SourceRequest, 'profile' | 'endpoint' | 'region'>;

/** The credentials of a profile, for an endpoint and a region that they may be used with. */
function allowedSource({ profile, endpoint, region }: SourcePlace, settings: Settings): SourceProfile {
  const credentials = settings.sources[profile];
  const resource = phrase('resource.sourceProfile', { name: profile });
  if (credentials === undefined) {
    throw new PrepError('InvalidInput', { resource, detail: phrase('provisioning.profileGone') });
  }
  // Asked here too: what calls a step may not have come by the check of an input.
  const [problem] = placeProblems({ endpoint, region }, profile, credentials);
  if (problem !== undefined) {
    throw new PrepError('InvalidInput', {
      resource,
      detail: `${problem.path} ${say('en', problem.problem)}.`,
    });
  }
  return { ...credentials, endpoint, region };
}

/**
 * The IAM of a source profile, for steps that cannot do without.
 *
 * @throws PrepError `IamNotConfigured`
 */
export function iamOf(clouds: Clouds, profile: string): KsyunIam {
  const iam = clouds.iam(profile);
  if (iam === null) {
    throw new PrepError('IamNotConfigured', {
      resource: phrase('resource.sourceProfile', { name: profile }),
    });
  }
  return iam;
}

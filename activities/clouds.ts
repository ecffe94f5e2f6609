import { createKs3Source } from '../clouds/ks3/adapter';
import type { Ks3Source } from '../clouds/ks3/port';
import { createOssBuckets } from '../clouds/oss/adapter';
import type { OssBuckets } from '../clouds/oss/port';
import { createRamDirectory } from '../clouds/ram/adapter';
import type { RamDirectory } from '../clouds/ram/port';
import { createCallerIdentity } from '../clouds/sts/adapter';
import type { CallerIdentity } from '../clouds/sts/port';
import { PrepError } from '../contracts/prep-error';
import type { SourceRequest } from '../contracts/preparation';
import type { Secret } from '../contracts/secret';
import type { Settings } from '../contracts/settings';

/** An AccessKey other than the configured one: the one that was just issued. */
export interface AccessKeyPair {
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
}

/** The clouds as activities see them: ports, connected with the worker's configured credentials. */
export interface Clouds {
  /** The KS3 bucket of a source. The caller closes it. */
  ks3(source: Pick<SourceRequest, 'profile' | 'bucket' | 'endpoint' | 'region'>): Ks3Source;
  /** OSS in a region, as the configured identity or with another key. */
  oss(region: string, key?: AccessKeyPair): OssBuckets;
  ram(): RamDirectory;
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
  return {
    ks3({ profile, bucket, endpoint, region }) {
      const credentials = settings.sources[profile];
      if (credentials === undefined) {
        throw new PrepError('InvalidInput', {
          resource: `source profile ${profile}`,
          detail: "The worker's configuration has no such source any more.",
        });
      }
      return createKs3Source({ ...credentials, endpoint, region, bucket });
    },
    oss: (region, key) => createOssBuckets({ ...(key ?? configured), region, endpoint: alibaba.ossEndpoint }),
    ram: () => createRamDirectory({ ...configured, endpoint: alibaba.ramEndpoint }),
    sts: (key) => createCallerIdentity({ ...(key ?? configured), endpoint: alibaba.stsEndpoint }),
  };
}

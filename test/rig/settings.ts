import { Secret } from '../../contracts/secret';
import type { Settings } from '../../contracts/settings';
import type { StandInsSummary } from '../../standins/stand-ins';

/** What a worker's configuration would say, with the stand-ins in the place of the clouds. */
export function settingsFor(standIns: StandInsSummary, recipients: readonly string[]): Settings {
  return {
    sources: {
      default: {
        endpoint: standIns.ks3.endpoint,
        region: standIns.ks3.region,
        accessKeyId: standIns.ks3.accessKeyId,
        accessKeySecret: new Secret(standIns.ks3.accessKeySecret),
        pathStyle: true,
      },
    },
    alibaba: {
      accountId: standIns.ram.accountId,
      site: 'international',
      accessKeyId: standIns.ram.accessKeyId,
      accessKeySecret: new Secret(standIns.ram.accessKeySecret),
      ossEndpoint: standIns.oss.endpoint,
      ramEndpoint: standIns.ram.endpoint,
      stsEndpoint: standIns.sts.endpoint,
    },
    defaults: {
      region: standIns.oss.region,
      storageClass: 'Standard',
      redundancy: 'LRS',
      acl: 'private',
      blockPublicAccess: true,
      encryption: 'AES256',
      versioning: false,
      policies: ['legacy'],
    },
    approval: { approvers: [], required: 1, timeoutMs: 3 * 86_400_000, remindEveryMs: 8 * 3_600_000 },
    credentials: { recipients, expireAfterMs: 30 * 86_400_000 },
    inventory: { concurrency: 8, parallelSlices: 1 },
    notify: [],
  };
}

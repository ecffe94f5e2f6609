import { USUAL_ATTENTION } from '../../contracts/runs/attention';
import { Secret } from '../../contracts/credentials/secret';
import type { Settings } from '../../contracts/settings';
import type { StandInsSummary } from '../../standins/stand-ins';
import { PLAIN_APPROVAL } from './plain-approval';
import { WORKER_KEY } from './worker-key';
import { USUAL_BUCKET } from './usual-bucket';

/** The settings of a worker, with the stand-ins instead of the clouds. */
export function settingsFor(standIns: StandInsSummary, recipients: readonly string[]): Settings {
  return {
    sources: {
      default: {
        endpoint: standIns.ks3.endpoint,
        region: standIns.ks3.region,
        allowedEndpoints: [],
        allowedRegions: [],
        accessKeyId: standIns.ks3.accessKeyId,
        accessKeySecret: new Secret(standIns.ks3.accessKeySecret),
        pathStyle: true,
        iam: {
          endpoint: standIns.iam.endpoint,
          region: 'cn-beijing-6',
          accessKeyId: standIns.iam.accessKeyId,
          accessKeySecret: new Secret(standIns.iam.accessKeySecret),
        },
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
      mgwEndpoint: standIns.mgw.endpoint,
    },
    defaults: {
      region: standIns.oss.region,
      ...USUAL_BUCKET,
      policies: ['legacy'],
      allowedPolicies: null,
    },
    approval: PLAIN_APPROVAL,
    credentials: { recipients, allowedRecipients: null, expireAfterMs: 30 * 86_400_000 },
    attention: USUAL_ATTENTION,
    lifecycle: { graceMs: 600_000, confirmWithinMs: 7 * 86_400_000, sweepEveryMs: 3_600_000 },
    delivery: { oss: null, vault: null },
    inventory: { concurrency: 8, parallelSlices: 1 },
    migration: { role: standIns.mgw.role, sourcePrefix: 'dropped', watchEveryMs: 1000 },
    notify: [],
    language: 'en',
    trust: { keys: [WORKER_KEY], publicKeys: [WORKER_KEY.publicKey] },
  };
}

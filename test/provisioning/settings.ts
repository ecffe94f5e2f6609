import { USUAL_ATTENTION } from '../../contracts/runs/attention';
import { Secret } from '../../contracts/credentials/secret';
import type { Settings } from '../../contracts/settings';
import { PLAIN_APPROVAL } from '../rig/plain-approval';
import { WORKER_KEY } from '../rig/worker-key';
import { RECIPIENT } from '../configuration/settings/configuration-folder';
import { USUAL_BUCKET } from '../rig/usual-bucket';

const key = { accessKeyId: 'AKLTsource', accessKeySecret: new Secret('x') };
const ks3 = {
  endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
  region: 'BEIJING',
  allowedEndpoints: [],
  allowedRegions: [],
  pathStyle: false,
  ...key,
};
const iam = { endpoint: 'https://iam.api.ksyun.com', region: 'cn-beijing-6', ...key };

/** Of a worker with two sources, of which only the default one has an IAM. */
export const SETTINGS: Settings = {
  sources: { default: { ...ks3, iam }, private: ks3 },
  alibaba: { accountId: '1234567890123456', site: 'china', ...key },
  defaults: {
    region: 'cn-beijing',
    ...USUAL_BUCKET,
    policies: ['legacy'],
    allowedPolicies: null,
  },
  approval: PLAIN_APPROVAL,
  credentials: { recipients: [RECIPIENT], allowedRecipients: null, expireAfterMs: null },
  attention: USUAL_ATTENTION,
  lifecycle: { graceMs: 0, confirmWithinMs: 1000, sweepEveryMs: 60_000 },
  delivery: { oss: null, vault: null },
  notify: [],
  language: 'en',
  inventory: { concurrency: 8, parallelSlices: 1 },
  migration: { role: 'oss-import-photos', sourcePrefix: 'dropped', watchEveryMs: 1000 },
  trust: { keys: [WORKER_KEY], publicKeys: [WORKER_KEY.publicKey] },
};

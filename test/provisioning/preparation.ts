import type { Approved } from '../../provisioning/approval/approved';
import { Ownership, type Marked } from '../../provisioning/trust/mark';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import { freezePlan, inventoryFacts, type PlannedBucket } from '../../contracts/runs/plan';
import type { Preparation } from '../../contracts/runs/preparation';
import { preparationId } from '../../contracts/runs/preparation-id';
import { INVENTORY } from '../presentation/report/results';
import { PLAIN_APPROVAL } from '../rig/plain-approval';
import { WORKER_KEY } from '../rig/worker-key';
import { USUAL_BUCKET } from '../rig/usual-bucket';

/** age1… of an identity that nobody has. */
const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
export const USER = 'mgw-photos';
export const BUCKET = 'photos-oss';
export const RUN = { workflowId: 'prepare/photos', runId: 'run-1' };
const ID = preparationId({ source: { bucket: 'photos', prefix: '' }, destination: { bucket: BUCKET } });

/** The keys of every worker here. */
export const KEYS = new WorkerKeys({ keys: [WORKER_KEY], publicKeys: [] });
/** The ownership of what tests create, and of others. */
export const OWNERSHIP = new Ownership(KEYS, ID, RUN.workflowId);
export const ANOTHER_RUN = new Ownership(KEYS, ID, 'prepare/photos-again');
export const ANOTHER_PREPARATION = new Ownership(KEYS, 'f'.repeat(20), RUN.workflowId);

export const ON_USER: Marked = { kind: 'ram-user', name: USER };
export const ON_BUCKET: Marked = { kind: 'oss-bucket', name: BUCKET };

/** The marks of what this workflow created. */
export const USER_MARK = OWNERSHIP.made(ON_USER);
export const BUCKET_MARK = OWNERSHIP.made(ON_BUCKET);

export const DELIVERED_AT = '2026-02-03T04:05:06Z';

/** The mark of a user whose key was delivered. */
export function deliveredWith(key: string, until: string | null = null, at = DELIVERED_AT): string {
  return OWNERSHIP.delivered(ON_USER, { at, until, key });
}

/** Marks by others in place of this workflow's, by who wrote them. */
export function foreignMarks(on: Marked): [string, string][] {
  return [
    ['somebody else', ''],
    ['somebody with a comment', 'made by Li Wei'],
    ['another preparation', ANOTHER_PREPARATION.made(on)],
    ['somebody who made up a mark', `${OWNERSHIP.made(on).slice(0, -1)}~`],
    ['somebody who copied the mark of something else', OWNERSHIP.made({ ...on, name: 'videos' })],
  ];
}

interface Changes {
  readonly destination?: Partial<Preparation['destination']>;
  readonly ramUser?: Partial<Preparation['ramUser']>;
  readonly recipients?: readonly string[];
  readonly sourceKey?: Preparation['sourceKey'];
}

/** A preparation with every default filled in, apart from what is given. */
export function preparationWith({
  destination,
  ramUser,
  recipients = [RECIPIENT],
  sourceKey = { mode: 'use' },
}: Changes = {}): Preparation {
  return {
    source: {
      profile: 'default',
      bucket: 'photos',
      prefix: '',
      endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
      region: 'BEIJING',
      accessKeyId: 'AKLTsource',
    },
    destination: {
      bucket: BUCKET,
      region: 'cn-beijing',
      ...USUAL_BUCKET,
      tags: {},
      adopt: false,
      ...destination,
    },
    ramUser: {
      name: USER,
      displayName: USER,
      consoleLogon: true,
      programmaticAccess: true,
      passwordResetRequired: false,
      policies: [
        { name: 'AliyunOSSFullAccess', type: 'System' },
        { name: 'AliyunMGWFullAccess', type: 'System' },
      ],
      ...ramUser,
    },
    approval: { ...PLAIN_APPROVAL, requester: null },
    credentials: { recipients, expireAfterMs: null },
    account: { id: '1234567890123456', site: 'international' },
    sourceKey,
    id: ID,
    notify: false,
    language: 'en',
  };
}

/** A bucket of ours while its plan waits. */
export const PLANNED_BUCKET: PlannedBucket = {
  origin: 'made',
  ...USUAL_BUCKET,
  encryption: 'none',
  tags: {},
};

/** A preparation with its approved plan, as a step finds it out. */
export function approved(
  preparation = preparationWith(),
  bucket: PlannedBucket = PLANNED_BUCKET,
  ownership = OWNERSHIP,
): Approved {
  const frozen = freezePlan(RUN.workflowId, preparation, [], { ...inventoryFacts(INVENTORY), bucket });
  return {
    preparation,
    ownership,
    run: RUN,
    plan: { ...frozen, frozenAt: '2026-02-03T00:00:00.000Z', terms: preparation.approval },
    approval: { planDigest: frozen.digest, decisions: [] },
  };
}

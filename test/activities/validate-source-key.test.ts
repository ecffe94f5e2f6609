import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validatePreparation } from '../../activities/validate-preparation';
import type { InventoryResult } from '../../contracts/inventory';
import { freezePlan } from '../../contracts/plan';
import type { Preparation } from '../../contracts/preparation';
import type { PreparedResult } from '../../contracts/result';
import { Secret } from '../../contracts/secret';
import type { Settings } from '../../contracts/settings';
import { rejection } from '../clouds/alibaba/rejection';
import { fileOf, readHistory } from '../replay/history-file';
import { INVENTORY } from '../report/results';
import { PLAIN_APPROVAL } from '../rig/plain-approval';
import { RECIPIENT } from '../worker/configuration/configuration-folder';

const HISTORIES = join(__dirname, '..', 'replay', 'histories');
type Recorded = Preparation | InventoryResult | PreparedResult | null;

const key = { accessKeyId: 'AKLTsource', accessKeySecret: new Secret('x') };
const ks3 = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', region: 'BEIJING', pathStyle: false, ...key };
const iam = { endpoint: 'https://iam.api.ksyun.com', region: 'cn-beijing-6', ...key };

const settings: Settings = {
  sources: { default: { ...ks3, iam }, private: ks3 },
  alibaba: { accountId: '1234567890123456', site: 'china', ...key },
  defaults: {
    region: 'cn-beijing',
    storageClass: 'Standard',
    redundancy: 'LRS',
    acl: 'private',
    blockPublicAccess: true,
    encryption: 'AES256',
    versioning: false,
    policies: ['legacy'],
  },
  approval: PLAIN_APPROVAL,
  credentials: { recipients: [RECIPIENT], expireAfterMs: null },
  life: { graceMs: 0, confirmWithinMs: 1000 },
  delivery: { oss: null, vault: null },
  notify: [],
  inventory: { concurrency: 8, parallelSlices: 1 },
};

const validated = (source: object): Promise<Preparation> =>
  validatePreparation({ source: { bucket: 'photos', ...source } }, settings, 'prepare/photos');
const digestOf = (preparation: Preparation) => freezePlan('prepare/photos', preparation, INVENTORY).digest;

it('a plan that was frozen before there was a choice keeps the digest by which people approve it', () => {
  const { workflowId, history } = readHistory(fileOf(HISTORIES, 'approved'));
  const results = (history.events ?? []).flatMap((event) =>
    [
      event.activityTaskCompletedEventAttributes?.result,
      event.childWorkflowExecutionCompletedEventAttributes?.result,
      event.workflowExecutionCompletedEventAttributes?.result,
    ].flatMap((result) => result?.payloads ?? []),
  );
  const told = results.map(
    ({ data }) => JSON.parse(Buffer.from(data ?? []).toString() || 'null') as Recorded,
  );
  const [preparation, inventory, prepared] = [
    told.find((one) => one !== null && 'approval' in one),
    told.find((one) => one !== null && 'proof' in one),
    told.find((one) => one !== null && 'planDigest' in one),
  ];
  expect(preparation).not.toHaveProperty('sourceKey');
  const { digest } = freezePlan(workflowId, preparation as Preparation, inventory as InventoryResult);
  expect(digest).toBe((prepared as PreparedResult).planDigest);
});

describe('source.accessKey', () => {
  it('is "use" where the input says nothing', async () => {
    expect((await validated({})).sourceKey).toEqual({ mode: 'use' });
    expect(await validated({})).toEqual(await validated({ accessKey: 'use' }));
  });

  it('"create" names user and policy, from which the plan and its digest are made', async () => {
    const [use, create] = [await validated({}), await validated({ accessKey: 'create' })];
    expect(create.sourceKey).toMatchObject({
      mode: 'create',
      userName: expect.stringMatching(/^mgw-photos-[0-9a-f]{8}$/),
      policy: { document: expect.stringContaining('krn:ksc:ks3:::photos/*') },
    });
    expect(digestOf(create)).not.toBe(digestOf(use));
  });

  it('"create" is refused at once where there is no IAM to make it at', async () => {
    const { type, message } = await rejection(validated({ accessKey: 'create', profile: 'private' }));
    expect(type).toBe('InvalidInput');
    expect(message).toContain('- source.accessKey: "create" needs Kingsoft Cloud IAM');
    expect(message).toContain('has none for source profile private (iam_endpoint); for example "use"');
    expect((await validated({ profile: 'private' })).sourceKey).toEqual({ mode: 'use' });
  });

  it('is nothing else', async () => {
    const { message } = await rejection(validated({ accessKey: 'make' }));
    expect(message).toContain('- source.accessKey: must be one of "use", "create"');
  });
});

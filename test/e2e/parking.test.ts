import { english } from '../english';
import { say } from '../../presentation/words/words';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OSS from 'ali-oss';
import { connectClouds } from '../../provisioning/clouds';
import { openSealed } from '../../provisioning/sealing/sealing';
import type { ErrorType } from '../../contracts/error-table';
import { draftQuery, planQuery, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/result';
import { Secret } from '../../contracts/secret';
import { Control } from '../rig/control';
import {
  approve,
  endOfCancelled,
  lastSequence,
  parkedFor,
  preflightFinds,
  retryToTheEnd,
} from '../rig/parked-run';
import { startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';

const OBJECTS = Array.from({ length: 1200 }, (_, n) => ({
  key: `p/${String(n).padStart(5, '0')}.jpg`,
  size: n,
}));
const TOTALS = { objects: '1200', bytes: String(OBJECTS.reduce((sum, { size }) => sum + size, 0)) };

const ANY_POLICY = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }],
});

/** AccessKeys of source profiles other than the default one; what KS3 knows of them, each test arranges. */
const PROFILES = {
  lister: { accessKeyId: 'AKLTlister', accessKeySecret: 'secret-of-the-lister' },
  stranger: { accessKeyId: 'AKLTstranger', accessKeySecret: 'secret-of-the-stranger' },
  mistyped: { accessKeyId: 'AKLTmistyped', accessKeySecret: 'secret-as-it-was-typed' },
};

let rig: Rig;
let control: Control;
const { signal } = new AbortController();
/** The subject of calls to STS, in words. */
const identity = () => `the identity of AccessKey ${rig.settings.alibaba.accessKeyId}`;
const ram = () => connectClouds(rig.settings).ram();

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] }, (settings) => {
    const own = {
      ...(settings.sources['default'] as (typeof settings.sources)[string]),
      allowedRegions: ['SHANGHAI'],
    };
    const profile = (keys: { accessKeyId: string; accessKeySecret: string }) => ({
      ...own,
      accessKeyId: keys.accessKeyId,
      accessKeySecret: new Secret(keys.accessKeySecret),
    });
    const added = Object.entries(PROFILES).map(([name, keys]) => [name, profile(keys)] as const);
    return { ...settings, sources: { default: own, ...Object.fromEntries(added) } };
  });
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: OBJECTS });
});

afterEach(async () => {
  await control.clearFaults();
  await control.set('clock', { skewSeconds: 0 });
  await control.set('propagation', { accessKeySeconds: 0, userReads: 0 });
});
afterAll(() => rig.stop());

/** An input with its own destination and RAM user, so that tests do not interfere. */
function inputFor(name: string, more: Record<string, object> = {}): Record<string, object> {
  return {
    source: { bucket: 'photos', ...more['source'] },
    destination: { bucket: `${name}-oss`, ...more['destination'] },
    ramUser: { name: `mgw-${name}`, ...more['ramUser'] },
  };
}

async function ossBucket(name: string): Promise<Record<string, unknown> | undefined> {
  const { buckets } = (await control.arrange('oss', 'state')) as { buckets: Record<string, unknown>[] };
  return buckets.find((bucket) => bucket['name'] === name);
}

/** An option that the SDK's types leave out. */
const V4 = { authorizationV4: true };

function ossAsOperator(bucket?: string): OSS {
  const { oss } = rig.standIns.summary;
  return new OSS({
    ...oss,
    region: 'oss-cn-beijing',
    ...(bucket && { bucket }),
    ...V4,
  });
}

/** Starts a preparation and holds it in its inventory until what may not be there at the preflight is arranged. */
async function prepareMeanwhile(
  input: Record<string, object>,
  arrange: () => Promise<unknown>,
): Promise<PreparationHandle> {
  const listing = { service: 'ks3', operation: 'ListObjectsV2', resource: 'photos' } as const;
  // The preflight requests one page.
  await control.fault({ ...listing, kind: 'throttle', after: 1, times: 0 });
  const handle = await rig.prepare(input);
  await control.untilFired(listing.operation, listing.resource);
  await arrange();
  await control.clearFaults();
  return handle;
}

describe('the source', () => {
  const knows = (keys: object) => control.arrange('ks3', 'create-key', keys);

  it('with a key that may not list', async () => {
    await knows({ ...PROFILES.lister, denied: ['ListObjectsV2'] });
    const input = inputFor('no-list', { source: { profile: 'lister' } });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3AccessDenied', 'KS3 bucket photos']], input);
    expect(message).toMatch(/\(AccessDenied, HTTP 403, request ID [0-9a-f-]+\)/);
    await knows(PROFILES.lister);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a key that may list but not read or locate', async () => {
    await knows({ ...PROFILES.lister, denied: ['GetObject', 'GetBucketLocation'] });
    const input = inputFor('no-read', { source: { profile: 'lister' } });
    const handle = await rig.prepare(input);
    await preflightFinds(
      handle,
      [
        ['Ks3AccessDenied', 'KS3 bucket photos'],
        ['Ks3AccessDenied', 'KS3 bucket photos'],
      ],
      input,
    );
    await knows(PROFILES.lister);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a key that loses its permission in the middle of the inventory', async () => {
    const sequence = await lastSequence(control);
    const listing = { service: 'ks3', operation: 'ListObjectsV2' } as const;
    const refusal = { kind: 'status', status: 403, code: 'AccessDenied', latencyMs: 500 } as const;
    // The preflight requests one page, and the inventory has counted one when the others are refused.
    await control.fault({ ...listing, ...refusal, after: 2, times: 0 });
    const handle = await rig.prepare(inputFor('revoked-list'));
    await parkedFor(handle, 'inventory', 'Ks3AccessDenied', 'KS3 bucket photos');
    await control.clearFaults();
    const { inventory } = await retryToTheEnd(handle, control);
    expect(inventory.totals).toMatchObject(TOTALS);
    const asked = await control.audit({ since: String(sequence), ...listing });
    const pages = asked.filter(({ status }) => status === 200);
    expect(pages).toHaveLength(1 + inventory.proof.pages);
  });

  it('with a key that KS3 does not know', async () => {
    const input = inputFor('stranger', { source: { profile: 'stranger' } });
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['Ks3InvalidAccessKey', 'KS3 bucket photos']], input);
    await knows(PROFILES.stranger);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a secret that is not the key’s', async () => {
    await knows({ ...PROFILES.mistyped, accessKeySecret: 'secret-as-it-is' });
    const input = inputFor('mistyped', { source: { profile: 'mistyped' } });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3SignatureMismatch', 'KS3 bucket photos']], input);
    expect(message).not.toContain(PROFILES.mistyped.accessKeySecret);
    await knows(PROFILES.mistyped);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('that does not exist', async () => {
    const input = inputFor('missing', { source: { bucket: 'holiday-photos' } });
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['Ks3NoSuchBucket', 'KS3 bucket holiday-photos']], input);
    await control.arrange('ks3', 'create-bucket', { name: 'holiday-photos' });
    await control.arrange('ks3', 'put-objects', { bucket: 'holiday-photos', objects: OBJECTS });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it.each(['xml', 'empty'])('in another region, which a redirect names (%s)', async (redirectBody) => {
    await control.arrange('ks3', 'switches', { redirectBody });
    const homeEndpoint = 'https://ks3-cn-shanghai.ksyuncs.com';
    await control.arrange('ks3', 'redirect', { bucket: 'photos', homeEndpoint });
    const input = inputFor(`redirected-${redirectBody}`);
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3WrongRegion', 'KS3 bucket photos']], input);
    expect(message).toContain('KS3 names ks3-cn-shanghai.ksyuncs.com.');
    await control.arrange('ks3', 'redirect', { bucket: 'photos' });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('in another region than asked, where KS3 minds', async () => {
    const input = inputFor('region-refused', { source: { region: 'SHANGHAI' } });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3WrongRegion', 'KS3 bucket photos']], input);
    expect(message).toContain('region SHANGHAI');
    await control.arrange('ks3', 'switches', { enforceRegion: false });
    try {
      await handle.signal(retrySignal, { by: 'li.wei' });
      await until(async () =>
        (await handle.query(statusQuery)).phase.name === 'action required' ? true : undefined,
      );
      const again = await preflightFinds(handle, [['Ks3WrongRegion', 'KS3 bucket photos']], input);
      expect(again).toContain('KS3 reports BEIJING; the request was for region SHANGHAI.');
    } finally {
      await control.arrange('ks3', 'switches', { enforceRegion: true });
    }
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
  });

  it('behind an endpoint that refuses the bucket in the path', async () => {
    await control.arrange('ks3', 'switches', { pathStyle: 'refuse' });
    const input = inputFor('path-style');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['Ks3PathStyle', 'KS3 bucket photos']], input);
    expect(message).toContain('Set path_style of the source profile');
    await control.arrange('ks3', 'switches', { pathStyle: 'accept' });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('behind an endpoint that holds the bucket is refused with the input', async () => {
    const endpoint = `${rig.standIns.summary.ks3.endpoint}/photos`;
    const handle = await rig.prepare(inputFor('bucket-in-endpoint', { source: { endpoint } }));
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'InvalidInput',
        message: expect.stringMatching(
          /- source\.endpoint: must be the bare host, without a path or bucket name/,
        ),
      },
    });
  });

  it('at an endpoint that the configuration does not allow is refused with the input', async () => {
    const { ks3, control: endpoint } = rig.standIns.summary;
    const { origin } = new URL(endpoint);
    const handle = await rig.prepare(inputFor('elsewhere', { source: { endpoint: origin } }));
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        type: 'InvalidInput',
        message: expect.stringContaining(`(source.default.allowed_endpoints); allowed: ${ks3.endpoint}`),
      },
    });
  });

  it('behind a proxy’s sign-in page', async () => {
    await control.fault({ service: 'ks3', kind: 'html', status: 403, times: 0 });
    const input = inputFor('proxy');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['Ks3AccessDenied', 'KS3 bucket photos']], input);
    await control.clearFaults();
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });
});

describe('the destination', () => {
  it('that another account has', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'taken-oss', owner: 'foreign' });
    const input = inputFor('taken');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['OssNameTaken', 'OSS bucket taken-oss']], input);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await ossBucket('taken-oss')).toMatchObject({ owner: 'foreign' });
  });

  it('that another account took after the preflight', async () => {
    const handle = await prepareMeanwhile(inputFor('snatched'), () =>
      control.arrange('oss', 'create-bucket', { name: 'snatched-oss', owner: 'foreign' }),
    );
    await parkedFor(handle, 'bucket', 'OssNameTaken', 'OSS bucket snatched-oss');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await ossBucket('snatched-oss')).toMatchObject({ owner: 'foreign', tags: {} });
  });

  it('that is ours, in another region', async () => {
    const workflowId = 'run/elsewhere';
    const tags = { 'ks3-oss-prep': `ks3-oss-prep ${workflowId}` };
    await control.arrange('oss', 'create-bucket', { name: 'elsewhere-oss', region: 'cn-shanghai', tags });
    const input = inputFor('elsewhere');
    const handle = await rig.prepare(input, workflowId);
    const message = await preflightFinds(handle, [['OssOtherRegion', 'OSS bucket elsewhere-oss']], input);
    expect(message).toContain('It is in cn-shanghai, not in cn-beijing.');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await ossBucket('elsewhere-oss')).toMatchObject({ region: 'cn-shanghai', tags });
  });

  it('that somebody of this account made', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'foreign-oss', acl: 'public-read' });
    const before = await ossBucket('foreign-oss');
    const input = inputFor('foreign');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['OssBucketNotOurs', 'OSS bucket foreign-oss']], input);
    expect(message).toContain('"adopt":true');
    expect(await ossBucket('foreign-oss')).toEqual(before);
    await ossAsOperator().deleteBucket('foreign-oss');
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
    expect(await ossBucket('foreign-oss')).toMatchObject({ acl: 'private', blockPublicAccess: true });
  });

  it('that another run made', async () => {
    const tags = { 'ks3-oss-prep': 'ks3-oss-prep prepare/other' };
    await control.arrange('oss', 'create-bucket', { name: 'other-run-oss', tags });
    const input = inputFor('other-run');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['OssBucketNotOurs', 'OSS bucket other-run-oss']], input);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await ossBucket('other-run-oss')).toMatchObject({ tags });
  });

  it('that is adopted is used as it is, told about, and never changed or removed', async () => {
    const made = {
      acl: 'public-read',
      storageClass: 'IA',
      versioning: 'Enabled',
      tags: { team: 'media' },
      blockPublicAccess: false,
    };
    await control.arrange('oss', 'create-bucket', { name: 'adopted-oss', ...made });
    const before = await ossBucket('adopted-oss');
    const sequence = await lastSequence(control);
    const input = inputFor('adopted', { destination: { adopt: true } });

    const rejected = await rig.prepare(input);
    await untilPhase(rejected, 'waiting for approval');
    await rejected.signal(rejectSignal, { approver: 'li.wei' });
    expect(english(await rejected.result())).toMatchObject({ undo: { removed: ['RAM user mgw-adopted'] } });
    expect(await ossBucket('adopted-oss')).toEqual(before);

    const handle = await rig.prepare(input);
    await approve(handle);
    const { outcome, warnings } = (await handle.result()) as PreparedResult;
    expect(outcome).toBe('prepared');
    for (const difference of ['storage class is IA', 'ACL is public-read', 'versioning is on']) {
      expect(english(warnings)).toContainEqual(
        expect.stringContaining(`adopted-oss is used as it is: its ${difference}`),
      );
    }
    expect(await ossBucket('adopted-oss')).toEqual(before);
    const changes = (await control.audit({ since: String(sequence), service: 'oss' })).filter(
      ({ effect, resource }) => effect !== undefined && resource === 'adopted-oss',
    );
    expect(changes).toEqual([]);
  });

  it('in an account that may have no more buckets', async () => {
    const { buckets } = (await control.arrange('oss', 'state')) as {
      buckets: { owner: string; region: string }[];
    };
    const own = buckets.filter(({ owner, region }) => owner === 'main' && region === 'cn-beijing').length;
    await control.arrange('oss', 'switches', { maxBuckets: own });
    const handle = await rig.prepare(inputFor('too-many'));
    await parkedFor(handle, 'bucket', 'OssTooManyBuckets', 'OSS bucket too-many-oss');
    const { summary } = (await handle.query(draftQuery)) ?? { summary: '' };
    expect(say('en', summary)).toMatch(
      /^The preparation has not ended\..* so OSS bucket too-many-oss was not created\. /,
    );
    await control.arrange('oss', 'switches', { maxBuckets: 100 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it.each([
    ['private', true],
    ['private', false],
    ['public-read', false],
  ])(
    'is made as asked (%s, block public access %s) where OSS blocks public access by default',
    async (acl, block) => {
      await control.arrange('oss', 'switches', { blockPublicAccessByDefault: true });
      try {
        const name = `bpa-${acl}-${block}`;
        const handle = await rig.prepare(inputFor(name, { destination: { acl, blockPublicAccess: block } }));
        await approve(handle);
        expect(await handle.result()).toMatchObject({ outcome: 'prepared' });
        expect(await ossBucket(`${name}-oss`)).toMatchObject({ acl, blockPublicAccess: block });
      } finally {
        await control.arrange('oss', 'switches', { blockPublicAccessByDefault: false });
      }
    },
  );
});

describe('the RAM user', () => {
  it('that somebody else made', async () => {
    await control.arrange('ram', 'create-user', { name: 'mgw-somebodys', comments: 'night shift', keys: 2 });
    const before = await control.ramUser('mgw-somebodys');
    const input = inputFor('somebodys');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['RamUserNotOurs', 'RAM user mgw-somebodys']], input);
    expect(await control.ramUser('mgw-somebodys')).toEqual(before);
    for (const { id } of before?.accessKeys ?? []) {
      await ram().deleteAccessKey('mgw-somebodys', id, signal);
    }
    await ram().deleteUser('mgw-somebodys', signal);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('that another preparation made, which is named', async () => {
    const ramUser = { name: 'mgw-shared' };
    const first = await rig.prepare(inputFor('shared-first', { ramUser }));
    await untilPhase(first, 'waiting for approval');
    const before = await control.ramUser('mgw-shared');
    const input = inputFor('shared');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['RamUserNotOurs', 'RAM user mgw-shared']], input);
    const preparation = (await first.query(planQuery))?.plan.preparation;
    expect(message).toContain(`Its mark names preparation ${preparation}.`);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await control.ramUser('mgw-shared')).toEqual(before);
    expect(await endOfCancelled(first)).toBe('CANCELLED');
  });

  it('with a mark that no worker wrote', async () => {
    const comments = 'ks3-oss-prep prepare/videos';
    await control.arrange('ram', 'create-user', { name: 'mgw-forged', comments });
    const input = inputFor('forged');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['RamUserNotOurs', 'RAM user mgw-forged']], input);
    expect(message).toContain('Its mark of this product was not made by a worker of this configuration');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await control.ramUser('mgw-forged')).toMatchObject({ comments });
  });

  it('that somebody made after the preflight', async () => {
    const handle = await prepareMeanwhile(inputFor('overtaken'), () =>
      control.arrange('ram', 'create-user', { name: 'mgw-overtaken', policies: ['AdministratorAccess'] }),
    );
    await parkedFor(handle, 'user', 'RamUserNotOurs', 'RAM user mgw-overtaken');
    expect(await control.ramUser('mgw-overtaken')).toMatchObject({ policies: ['AdministratorAccess'] });
    await ram().detachPolicy('mgw-overtaken', { name: 'AdministratorAccess', type: 'System' }, signal);
    await ram().deleteUser('mgw-overtaken', signal);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('in an account that may have no more users', async () => {
    const { users } = (await control.arrange('ram', 'state')) as { users: unknown[] };
    await control.arrange('ram', 'limits', { users: users.length });
    const handle = await rig.prepare(inputFor('user-limit'));
    await parkedFor(handle, 'user', 'RamUserLimit', 'RAM user mgw-user-limit');
    await control.arrange('ram', 'limits', { users: 1000 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('that may have no more keys than somebody gave it', async () => {
    await control.arrange('ram', 'limits', { accessKeysPerUser: 0 });
    const handle = await rig.prepare(inputFor('key-limit'));
    await approve(handle);
    await parkedFor(handle, 'accessKey', 'RamAccessKeyLimit', 'RAM user mgw-key-limit');
    await control.arrange('ram', 'limits', { accessKeysPerUser: 2 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('that two keys were given behind our back waits until somebody has removed them', async () => {
    const handle = await rig.prepare(inputFor('two-keys'));
    await untilPhase(handle, 'waiting for approval');
    const add = () => control.arrange('ram', 'add-access-key', { userName: 'mgw-two-keys' });
    const strays = (await Promise.all([add(), add()])) as { accessKeyId: string }[];
    await approve(handle);
    const message = await parkedFor(handle, 'settle', 'AccessBeyondPlan', 'RAM user mgw-two-keys');
    for (const { accessKeyId } of strays) {
      expect(message).toContain(accessKeyId);
      await ram().deleteAccessKey('mgw-two-keys', accessKeyId, signal);
    }
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a policy that does not exist', async () => {
    const input = inputFor('policy', { ramUser: { policies: ['AliyunOSSFullAccess', 'custom:mgw-extra'] } });
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['RamPolicyMissing', 'RAM custom policy mgw-extra']], input);
    await ram().createPolicy('mgw-extra', ANY_POLICY, '', signal);
    const { account } = await retryToTheEnd(handle, control);
    expect((await control.ramUser(account.userName))?.policies.toSorted()).toEqual([
      'AliyunOSSFullAccess',
      'mgw-extra',
    ]);
  });

  it('with a policy that is gone when it is granted', async () => {
    const create = () => ram().createPolicy('mgw-brief', ANY_POLICY, '', signal);
    await create();
    const input = inputFor('brief', { ramUser: { policies: ['AliyunOSSFullAccess', 'custom:mgw-brief'] } });
    const handle = await rig.prepare(input);
    await untilPhase(handle, 'waiting for approval');
    await control.arrange('ram', 'remove-policy', { name: 'mgw-brief' });
    await approve(handle);
    await parkedFor(handle, 'grant', 'RamPolicyMissing', 'RAM custom policy mgw-brief');
    await create();
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('that the configured identity may not make', async () => {
    const refusal = {
      kind: 'status',
      status: 403,
      code: 'NoPermission',
      message: 'Not authorized.',
    } as const;
    await control.fault({ service: 'ram', operation: 'CreateUser', ...refusal });
    const handle = await rig.prepare(inputFor('no-permission'));
    await parkedFor(handle, 'user', 'RamNoPermission', 'RAM user mgw-no-permission');
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });
});

describe('the account', () => {
  async function passwordOf({ sealedCredentials, account }: PreparedResult): Promise<string> {
    const opened = await openSealed(sealedCredentials.password ?? '', [rig.identity]);
    const { password } = JSON.parse(opened) as { password: string };
    const asked = { userName: account.userName, password };
    expect(await control.arrange('ram', 'check-password', asked)).toEqual({ matches: true });
    return password;
  }

  it('whose passwords must have 32 characters gets one', async () => {
    const strict = {
      MinimumPasswordLength: 32,
      MinimumPasswordDifferentCharacter: 20,
      PasswordNotContainUserName: true,
    };
    await control.arrange('ram', 'set-password-policy', strict);
    try {
      const handle = await rig.prepare(inputFor('strict'));
      await approve(handle);
      expect(await passwordOf((await handle.result()) as PreparedResult)).toHaveLength(32);
    } finally {
      const usual = {
        MinimumPasswordLength: 8,
        MinimumPasswordDifferentCharacter: 0,
        PasswordNotContainUserName: false,
      };
      await control.arrange('ram', 'set-password-policy', usual);
    }
  });

  it('that refuses the password, and a new one later takes', async () => {
    const refusal = { kind: 'status', status: 400, code: 'InvalidParameter.Password.TooWeak' } as const;
    await control.fault({ service: 'ram', operation: 'CreateLoginProfile', ...refusal });
    const handle = await rig.prepare(inputFor('too-weak'));
    await approve(handle);
    await parkedFor(handle, 'logon', 'RamPasswordRefused', 'RAM user mgw-too-weak');
    expect(await passwordOf(await retryToTheEnd(handle, control))).toHaveLength(20);
  });

  it('is another than the configured one', async () => {
    const { accountId } = rig.standIns.summary.ram;
    const body = JSON.stringify({
      RequestId: 'R',
      AccountId: '1234567890123456',
      Arn: 'acs:ram::1234567890123456:user/somebody',
      IdentityType: 'RAMUser',
      PrincipalId: '2',
      UserId: '2',
    });
    await control.fault({ service: 'sts', kind: 'replace-body', body, contentType: 'application/json' });
    const input = inputFor('other-account');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['IdentityUnexpected', `account ${accountId}`]], input);
    expect(message).toContain('1234567890123456');
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('does not know the configured key', async () => {
    const refusal = { kind: 'status', status: 404, code: 'InvalidAccessKeyId.NotFound' } as const;
    await control.fault({ service: 'sts', ...refusal });
    const input = inputFor('operator-key');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['RamInvalidAccessKey', identity()]], input);
    expect(message).toContain('InvalidAccessKeyId.NotFound');
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });
});

describe('several problems', () => {
  it('are told together, each with what to do', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'several-oss', owner: 'foreign' });
    await control.arrange('ram', 'create-user', { name: 'mgw-several' });
    const input = inputFor('several', {
      source: { bucket: 'nowhere' },
      ramUser: { policies: ['AliyunOSSFulAccess', 'custom:mgw-none'] },
    });
    const handle = await rig.prepare(input);
    const message = await preflightFinds(
      handle,
      [
        ['Ks3NoSuchBucket', 'KS3 bucket nowhere'],
        ['OssNameTaken', 'OSS bucket several-oss'],
        ['RamUserNotOurs', 'RAM user mgw-several'],
        ['RamPolicyMissing', 'RAM system policy AliyunOSSFulAccess'],
        ['RamPolicyMissing', 'RAM system policy AliyunOSSFulAccess'],
      ],
      input,
    );
    expect(message).toContain('RAM custom policy mgw-none');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
  });
});

describe('clocks that differ', () => {
  it('from Alibaba’s are told', async () => {
    await control.set('clock', { skewSeconds: 3600 });
    const input = inputFor('skewed');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['RamClockSkew', identity()]], input);
    await control.set('clock', { skewSeconds: 0 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('from OSS’s are told', async () => {
    await control.set('clock', { skewSeconds: 3600, service: 'oss' });
    const input = inputFor('skewed-oss');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['OssClockSkew', 'OSS bucket skewed-oss-oss']], input);
    await control.set('clock', { skewSeconds: 0 });
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it.each([3600, -3600])('from KS3’s by %i seconds do not matter: its time is taken', async (skewSeconds) => {
    await control.set('clock', { skewSeconds, service: 'ks3' });
    const handle = await rig.prepare(inputFor(`skewed-ks3-${skewSeconds > 0 ? 'ahead' : 'behind'}`));
    await approve(handle);
    expect(await handle.result()).toMatchObject({ outcome: 'prepared', inventory: { totals: TOTALS } });
  });
});

describe('what passes by itself', () => {
  /** A run with temporary trouble is prepared without anybody's action. */
  async function preparedUnaided(name: string): Promise<PreparedResult> {
    const handle = await rig.prepare(inputFor(name));
    await approve(handle);
    const result = (await handle.result()) as PreparedResult;
    expect(result.outcome).toBe('prepared');
    const user = await control.ramUser(`mgw-${name}`);
    expect(user?.accessKeys).toEqual([{ id: result.account.accessKeyId, status: 'Active' }]);
    return result;
  }

  it('RAM that asks to slow down, in whatever it is asked', async () => {
    for (const operation of [
      'GetUser',
      'CreateUser',
      'AttachPolicyToUser',
      'CreateLoginProfile',
      'CreateAccessKey',
    ]) {
      await control.fault({ service: 'ram', kind: 'throttle', operation, times: 1 });
    }
    expect((await preparedUnaided('throttled')).outcome).toBe('prepared');
    expect((await control.faults()).map(({ fired }) => fired)).toEqual([1, 1, 1, 1, 1]);
  });

  it('KS3 that says how long to wait is not asked before', async () => {
    const slow = { service: 'ks3', operation: 'ListObjectsV2', kind: 'throttle' } as const;
    await control.fault({ ...slow, retryAfter: 3, times: 1 });
    const sequence = await lastSequence(control);
    await preparedUnaided('retry-after');
    const asked = await control.audit({ since: String(sequence), operation: 'ListObjectsV2' });
    const [refused, next] = asked.map(({ time, status }) => ({ at: Date.parse(time), status }));
    expect([refused?.status, next?.status]).toEqual([503, 200]);
    // Without such a delay, the next attempt comes after a second.
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2900);
  });

  it('OSS that asks to slow down', async () => {
    await control.fault({ service: 'oss', kind: 'throttle', times: 2 });
    expect((await preparedUnaided('oss-throttled')).outcome).toBe('prepared');
  });

  it('a fresh key that OSS and STS do not know yet', async () => {
    await control.set('propagation', { accessKeySeconds: 3 });
    const sequence = await lastSequence(control);
    const { checks } = await preparedUnaided('fresh-key');
    expect(
      checks.filter(({ name }) => say('en', name).startsWith('New AccessKey')).map(({ outcome }) => outcome),
    ).toEqual(['ok', 'ok']);
    const calls = await control.audit({ since: String(sequence) });
    const refused = calls.filter(({ service, status }) => service === 'sts' && status === 404);
    expect(refused.length).toBeGreaterThan(0);
    expect(calls.filter(({ operation }) => operation === 'CreateAccessKey')).toHaveLength(1);
  });

  it('a fresh user that RAM does not show yet', async () => {
    await control.set('propagation', { userReads: 2 });
    await preparedUnaided('unseen');
    const created = await control.audit({ operation: 'CreateUser' });
    expect(created.filter(({ resource }) => resource === 'mgw-unseen')).toHaveLength(1);
  });

  it('a fresh user whose creation was not answered, and that RAM does not show yet', async () => {
    await control.set('propagation', { userReads: 2 });
    await control.fault({ service: 'ram', operation: 'CreateUser', kind: 'reset', when: 'after' });
    await preparedUnaided('unseen-lost');
    expect((await control.ramUser('mgw-unseen-lost'))?.comments).toMatch(/ delivered /);
  });
});

describe('a run that is parked', () => {
  it('takes retry as often as needed, and shows the latest problem', async () => {
    await control.arrange('ram', 'create-user', { name: 'mgw-stubborn' });
    const input = inputFor('stubborn', { ramUser: { policies: ['custom:mgw-late'] } });
    const handle = await rig.prepare(input);
    const both: [ErrorType, string][] = [
      ['RamUserNotOurs', 'RAM user mgw-stubborn'],
      ['RamPolicyMissing', 'RAM custom policy mgw-late'],
    ];
    await preflightFinds(handle, both, input);
    await handle.signal(retrySignal, { by: 'li.wei' });
    await preflightFinds(handle, both, input);
    await ram().deleteUser('mgw-stubborn', signal);
    await handle.signal(retrySignal, { by: 'li.wei' });
    await until(async () => {
      const { phase } = await handle.query(statusQuery);
      return phase.name === 'action required' && !phase.problem.message.includes('RamUserNotOurs')
        ? true
        : undefined;
    });
    await preflightFinds(handle, both.slice(1), input);
    await ram().createPolicy('mgw-late', ANY_POLICY, '', signal);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('ends and takes back what it made when it is cancelled', async () => {
    await control.arrange('ram', 'limits', { accessKeysPerUser: 0 });
    const handle = await rig.prepare(inputFor('given-up'));
    await approve(handle);
    await parkedFor(handle, 'accessKey', 'RamAccessKeyLimit', 'RAM user mgw-given-up');
    await control.arrange('ram', 'limits', { accessKeysPerUser: 2 });
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    const { steps } = await handle.query(statusQuery);
    expect(steps.filter(({ state }) => state === 'action required')).toEqual([]);
    expect(steps.find(({ name }) => name === 'accessKey')).toMatchObject({
      state: 'cancelled',
      note: '',
    });
    expect(await control.ramUser('mgw-given-up')).toBeUndefined();
    expect(await ossBucket('given-up-oss')).toBeUndefined();
  });
});

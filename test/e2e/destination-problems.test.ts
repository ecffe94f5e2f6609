import { english } from '../english';
import { say } from '../../presentation/words/words';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openSealed } from '../../provisioning/sealing/sealing';
import { draftQuery, planQuery, rejectSignal } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import { Control } from '../rig/control';
import { endOfCancelled, identityOf, parkedFor, preflightFinds, retryToTheEnd } from '../rig/parked-run';
import { approve, inputFor, startRig, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';

const ANY_POLICY = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }],
});

let rig: Rig;
let control: Control;
const { signal } = new AbortController();

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
  control = new Control(rig.standIns);
});

afterEach(() => control.clearFaults());
afterAll(() => rig.stop());

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

describe('the destination', () => {
  it('that another account has', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'taken-oss', owner: 'foreign' });
    const input = inputFor('taken');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['OssNameTaken', 'OSS bucket taken-oss']], input);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await control.ossBucket('taken-oss')).toMatchObject({ owner: 'foreign' });
  });

  it('that another account took after the preflight', async () => {
    const handle = await prepareMeanwhile(inputFor('snatched'), () =>
      control.arrange('oss', 'create-bucket', { name: 'snatched-oss', owner: 'foreign' }),
    );
    await parkedFor(handle, 'bucket', 'OssNameTaken', 'OSS bucket snatched-oss');
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await control.ossBucket('snatched-oss')).toMatchObject({ owner: 'foreign', tags: {} });
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
    expect(await control.ossBucket('elsewhere-oss')).toMatchObject({ region: 'cn-shanghai', tags });
  });

  it('that somebody of this account made', async () => {
    await control.arrange('oss', 'create-bucket', { name: 'foreign-oss', acl: 'public-read' });
    const before = await control.ossBucket('foreign-oss');
    const input = inputFor('foreign');
    const handle = await rig.prepare(input);
    const message = await preflightFinds(handle, [['OssBucketNotOurs', 'OSS bucket foreign-oss']], input);
    expect(message).toContain('"adopt":true');
    expect(await control.ossBucket('foreign-oss')).toEqual(before);
    await rig.clouds.oss(rig.settings.defaults.region).remove('foreign-oss', signal);
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
    expect(await control.ossBucket('foreign-oss')).toMatchObject({ acl: 'private', blockPublicAccess: true });
  });

  it('that another run made', async () => {
    const tags = { 'ks3-oss-prep': 'ks3-oss-prep prepare/other' };
    await control.arrange('oss', 'create-bucket', { name: 'other-run-oss', tags });
    const input = inputFor('other-run');
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['OssBucketNotOurs', 'OSS bucket other-run-oss']], input);
    expect(await endOfCancelled(handle)).toBe('CANCELLED');
    expect(await control.ossBucket('other-run-oss')).toMatchObject({ tags });
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
    const before = await control.ossBucket('adopted-oss');
    const sequence = await control.lastSequence();
    const input = inputFor('adopted', { destination: { adopt: true } });

    const rejected = await rig.prepare(input);
    await untilPhase(rejected, 'waiting for approval');
    await rejected.signal(rejectSignal, { approver: 'li.wei' });
    expect(english(await rejected.result())).toMatchObject({ undo: { removed: ['RAM user mgw-adopted'] } });
    expect(await control.ossBucket('adopted-oss')).toEqual(before);

    const handle = await rig.prepare(input);
    await approve(handle);
    const { outcome, warnings } = (await handle.result()) as PreparedResult;
    expect(outcome).toBe('prepared');
    for (const difference of ['storage class is IA', 'ACL is public-read', 'versioning is on']) {
      expect(english(warnings)).toContainEqual(
        expect.stringContaining(`adopted-oss is used as it is: its ${difference}`),
      );
    }
    expect(await control.ossBucket('adopted-oss')).toEqual(before);
    const changes = (await control.audit({ since: String(sequence), service: 'oss' })).filter(
      ({ effect, resource }) => effect !== undefined && resource === 'adopted-oss',
    );
    expect(changes).toEqual([]);
  });

  it('in an account that may have no more buckets', async () => {
    const buckets = await control.ossBuckets();
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
        expect(await control.ossBucket(`${name}-oss`)).toMatchObject({ acl, blockPublicAccess: block });
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
      await rig.clouds.ram().deleteAccessKey('mgw-somebodys', id, signal);
    }
    await rig.clouds.ram().deleteUser('mgw-somebodys', signal);
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
    await rig.clouds
      .ram()
      .detachPolicy('mgw-overtaken', { name: 'AdministratorAccess', type: 'System' }, signal);
    await rig.clouds.ram().deleteUser('mgw-overtaken', signal);
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
      await rig.clouds.ram().deleteAccessKey('mgw-two-keys', accessKeyId, signal);
    }
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });

  it('with a policy that does not exist', async () => {
    const input = inputFor('policy', { ramUser: { policies: ['AliyunOSSFullAccess', 'custom:mgw-extra'] } });
    const handle = await rig.prepare(input);
    await preflightFinds(handle, [['RamPolicyMissing', 'RAM custom policy mgw-extra']], input);
    await rig.clouds.ram().createPolicy('mgw-extra', ANY_POLICY, '', signal);
    const { account } = await retryToTheEnd(handle, control);
    expect((await control.ramUser(account.userName))?.policies.toSorted()).toEqual([
      'AliyunOSSFullAccess',
      'mgw-extra',
    ]);
  });

  it('with a policy that is gone when it is granted', async () => {
    const create = () => rig.clouds.ram().createPolicy('mgw-brief', ANY_POLICY, '', signal);
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
    const message = await preflightFinds(handle, [['RamInvalidAccessKey', identityOf(rig)]], input);
    expect(message).toContain('InvalidAccessKeyId.NotFound');
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IamSwitches } from '../../../standins/ksyun-iam/switches';
import { rejection } from '../alibaba/rejection';
import { startIam, type IamHarness } from './iam-stand-in';
import { phrase } from '../../../presentation/words/words';

const { signal } = new AbortController();
const USER = 'mgw-photos';
const DOCUMENT = JSON.stringify({
  Version: '2015-11-01',
  Statement: [{ Effect: 'Allow', Action: ['ks3:ListBucket'], Resource: ['krn:ksc:ks3:::photos'] }],
});

let harness: IamHarness;
beforeEach(async () => {
  harness = await startIam();
});
afterEach(() => harness.stop());

const switches = (changed: Partial<IamSwitches>) => harness.control.arrange('iam', 'switches', changed);

describe('users of Kingsoft IAM', () => {
  it('are made once, found with their remark, and removed once', async () => {
    const { iam, standIns } = harness;
    expect(await iam.getUser(USER, signal)).toBeNull();
    expect(await iam.createUser(USER, 'ks3-oss-prep prepare/photos', signal)).toBe('created');
    expect(await iam.createUser(USER, 'another', signal)).toBe('exists');
    expect(await iam.getUser(USER, signal)).toMatchObject({
      name: USER,
      accountId: standIns.summary.iam.accountId,
      remark: 'ks3-oss-prep prepare/photos',
    });
    await iam.updateRemark(USER, '备注 (new) *~!', signal);
    expect((await iam.getUser(USER, signal))?.remark).toBe('备注 (new) *~!');
    expect(await iam.deleteUser(USER, signal)).toEqual({ outcome: 'removed' });
    expect(await iam.deleteUser(USER, signal)).toEqual({ outcome: 'removed' });
  });

  it('are listed over as many pages as there are, with their remarks', async () => {
    const names = Array.from({ length: 101 }, (_, at) => `user-${String(at).padStart(3, '0')}`);
    for (const name of names) {
      await harness.control.arrange('iam', 'create-user', { name, remark: `mark of ${name}` });
    }

    const users = await harness.iam.listUsers(signal);

    expect(users.map(({ name }) => name)).toEqual(['prep-operator', ...names]);
    expect(users.at(-1)).toEqual({
      name: 'user-100',
      remark: 'mark of user-100',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('have an unknown remark, not an empty one, where the list leaves remarks out', async () => {
    await harness.iam.createUser(USER, 'marked', signal);
    await switches({ listedRemarks: 'left-out', memberName: 'Member' });

    expect(await harness.iam.listUsers(signal)).toContainEqual(
      expect.objectContaining({ name: USER, remark: null }),
    );
  });

  it('are found in both forms that the SDKs know', async () => {
    await harness.iam.createUser(USER, 'marked', signal);
    await switches({ getUser: 'flat' });
    expect(await harness.iam.getUser(USER, signal)).toMatchObject({ name: USER, remark: 'marked' });
  });

  it.each(['UserAlreadyExists', 'EntityAlreadyExists.User', 'DuplicateUserName'])(
    'that exist are told from other refusals by a code like %s',
    async (userExistsCode) => {
      await switches({ userExistsCode });
      await harness.iam.createUser(USER, '', signal);
      expect(await harness.iam.createUser(USER, '', signal)).toBe('exists');
    },
  );

  it('are not deleted while they have something, and it is told what', async () => {
    const { iam, control } = harness;
    await iam.createUser(USER, '', signal);
    const { accessKeyId } = await iam.createAccessKey(USER, signal);
    expect(await iam.deleteUser(USER, signal)).toEqual({
      outcome: 'blocked',
      blockedBy: 'UserAkDeleteConflict',
    });
    await iam.deleteAccessKey(USER, accessKeyId, signal);
    await control.arrange('iam', 'add-to-group', { userName: USER, group: 'admins' });
    expect(await iam.deleteUser(USER, signal)).toMatchObject({
      blockedBy: 'UserGroupRelationDeleteConflict',
    });
  });

  it('cannot be more than the account may have', async () => {
    await harness.control.arrange('iam', 'limits', { users: 1 });
    expect(await rejection(harness.iam.createUser(USER, '', signal))).toMatchObject({
      type: 'IamLimitReached',
      context: { code: 'UserLimitExceeded' },
    });
  });

  it('are named for an AccessKey, from however many pages', async () => {
    const { iam, control, standIns } = harness;
    const { accessKeyId } = standIns.summary.iam;
    expect((await iam.usersWithAccessKey(accessKeyId, signal)).map(({ name }) => name)).toEqual([
      'prep-operator',
    ]);
    expect(await iam.usersWithAccessKey('AKLTnobody', signal)).toEqual([]);
    await switches({ unknownAccessKey: 'error' });
    expect(await iam.usersWithAccessKey('AKLTnobody', signal)).toEqual([]);

    await switches({ accessKeyFilter: 'ignored' });
    for (let number = 0; number < 120; number++) {
      await control.arrange('iam', 'create-user', { name: `user-${number}` });
    }
    expect(await iam.usersWithAccessKey(accessKeyId, signal)).toHaveLength(121);
  });
});

describe('AccessKeys of Kingsoft IAM', () => {
  beforeEach(() => harness.iam.createUser(USER, '', signal));

  it('tell their secret once, in a form that nothing prints', async () => {
    const { iam, standIns } = harness;
    const { accessKeyId, secret } = await iam.createAccessKey(USER, signal);
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(standIns.context.secrets.list().map(({ value }) => value)).toContain(secret.reveal());
    expect(await iam.listAccessKeys(USER, signal)).toEqual([
      {
        accessKeyId,
        status: 'Active',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        lastUsedAt: null,
      },
    ]);
  });

  it('are two at most', async () => {
    await harness.iam.createAccessKey(USER, signal);
    await harness.iam.createAccessKey(USER, signal);
    expect(await rejection(harness.iam.createAccessKey(USER, signal))).toMatchObject({
      type: 'IamLimitReached',
      effect: 'parked',
      context: { code: 'UserAkskLimitExceeded', resource: phrase('resource.iamUser', { name: USER }) },
    });
  });

  it.each([
    ['member', 'array'],
    ['Member', 'text'],
    ['Member', 'absent'],
  ] as const)('are listed under %s, and none of them as %s', async (memberName, emptyList) => {
    await switches({ memberName, emptyList });
    expect(await harness.iam.listAccessKeys(USER, signal)).toEqual([]);
    const { accessKeyId } = await harness.iam.createAccessKey(USER, signal);
    expect(await harness.iam.listAccessKeys(USER, signal)).toMatchObject([{ accessKeyId }]);
  });

  it('are never taken for none where they are under a name that is not known', async () => {
    await harness.control.fault({
      service: 'iam',
      operation: 'ListAccessKeys',
      kind: 'replace-body',
      body: '{"ListAccessKeyResult":{"AccessKeyMetadata":{"members":[{"AccessKeyId":"AKLT1"}]}},"RequestId":"x"}',
      times: 0,
    });
    expect(await rejection(harness.iam.listAccessKeys(USER, signal))).toMatchObject({
      type: 'IamUnavailable',
    });
  });

  it('are disabled, enabled and deleted; a missing one is no error', async () => {
    const { iam } = harness;
    const { accessKeyId } = await iam.createAccessKey(USER, signal);
    expect(await iam.setAccessKeyStatus(USER, accessKeyId, 'Inactive', signal)).toBe('changed');
    expect(await iam.listAccessKeys(USER, signal)).toMatchObject([{ status: 'Inactive' }]);
    expect(await iam.setAccessKeyStatus(USER, accessKeyId, 'Active', signal)).toBe('changed');
    await iam.deleteAccessKey(USER, accessKeyId, signal);
    await iam.deleteAccessKey(USER, accessKeyId, signal);
    await iam.deleteAccessKey('nobody', accessKeyId, signal);
    expect(await iam.setAccessKeyStatus(USER, accessKeyId, 'Inactive', signal)).toBe('missing');
    expect(await iam.listAccessKeys(USER, signal)).toEqual([]);
  });

  it('of all users are listed with their owners', async () => {
    const { iam, standIns } = harness;
    const { accessKeyId } = await iam.createAccessKey(USER, signal);
    expect(await iam.listAllAccessKeys(signal)).toEqual([
      {
        accessKeyId: standIns.summary.iam.accessKeyId,
        userName: 'prep-operator',
        lastUsedAt: expect.any(String),
      },
      { accessKeyId, userName: USER, lastUsedAt: null },
    ]);
  });

  it('are never made without naming a user', async () => {
    expect(await rejection(harness.iam.createAccessKey(' ', signal))).toMatchObject({
      type: 'IamRequestRefused',
    });
    expect(await harness.control.audit({ operation: 'CreateAccessKey' })).toEqual([]);
    expect((await harness.control.iam()).mainAccessKeys).toEqual([]);
  });
});

describe('policies of Kingsoft IAM', () => {
  it('are made once, attached once, and removed once', async () => {
    const { iam } = harness;
    await iam.createUser(USER, '', signal);
    expect(await iam.findPolicy(USER, signal)).toBeNull();
    expect(await iam.createPolicy(USER, DOCUMENT, 'the mark', signal)).toBe('created');
    expect(await iam.createPolicy(USER, DOCUMENT, 'another', signal)).toBe('exists');
    const policy = await iam.findPolicy(USER, signal);
    expect(policy).toMatchObject({ name: USER, description: 'the mark' });
    const krn = policy?.krn ?? '';

    expect(await iam.attachPolicy(USER, krn, signal)).toBe('attached');
    expect(await iam.attachPolicy(USER, krn, signal)).toBe('already-attached');
    expect(await iam.listAttachedPolicies(USER, signal)).toEqual([policy]);
    expect(await iam.deletePolicy(krn, signal)).toBe('blocked');
    await iam.detachPolicy(USER, krn, signal);
    await iam.detachPolicy(USER, krn, signal);
    expect(await iam.deletePolicy(krn, signal)).toBe('removed');
    expect(await iam.deletePolicy(krn, signal)).toBe('removed');
  });

  it('are found on whatever page of the list they are', async () => {
    const { iam, control } = harness;
    await iam.createPolicy('wanted', DOCUMENT, '', signal);
    const names = Array.from({ length: 1050 }, (_, number) => `p-${number}`);
    await control.arrange('iam', 'create-policies', { names });
    expect(await iam.findPolicy('wanted', signal)).toMatchObject({ name: 'wanted' });
    expect(await control.audit({ operation: 'ListPolicies' })).toHaveLength(2);
  });

  it('that are not documents of this version are refused with IAM’s own code', async () => {
    const refused = harness.iam.createPolicy(USER, '{"Version":"1"}', '', signal);
    expect(await rejection(refused)).toMatchObject({
      type: 'IamRequestRefused',
      context: { code: 'PolicyDocumentInvalidVersion' },
    });
  });
});

describe('calls of Kingsoft IAM', () => {
  it('are signed for the region that is configured', async () => {
    await switches({ signingRegion: 'cn-shanghai-3' });
    const { iam, connect, standIns } = harness;
    expect(await rejection(iam.getUser(USER, signal))).toMatchObject({ type: 'IamInvalidAccessKey' });
    expect(await connect(standIns.summary.iam, 'cn-shanghai-3').getUser(USER, signal)).toBeNull();
  });

  it('by a user that may not are told so, and no more', async () => {
    const { iam, connect, control } = harness;
    await iam.createUser(USER, '', signal);
    const key = (await control.arrange('iam', 'add-access-key', { userName: USER })) as {
      accessKeyId: string;
      accessKeySecret: string;
    };
    expect(await rejection(connect(key).getUser(USER, signal))).toMatchObject({
      type: 'IamNoPermission',
      context: { code: 'AccessDenied', status: 403 },
    });
  });
});

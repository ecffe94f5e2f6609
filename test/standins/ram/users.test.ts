import {
  CreateUserRequest,
  DeleteUserRequest,
  GetUserRequest,
  ListUsersRequest,
  UpdateUserRequest,
} from '@alicloud/ram20150501';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, startAlibaba, type AlibabaHarness } from './alibaba-harness';

let alibaba: AlibabaHarness;
beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(() => alibaba.stop());

const create = (userName: string, more: object = {}) =>
  alibaba.ram().createUser(new CreateUserRequest({ userName, ...more }));

describe('users of the RAM stand-in', () => {
  it('are created, read, updated, renamed and deleted', async () => {
    const created = await create('mgw-photos', { displayName: 'mgw', comments: 'run 1' });
    expect(created.body?.user).toMatchObject({
      userName: 'mgw-photos',
      displayName: 'mgw',
      comments: 'run 1',
    });
    expect(created.body?.user?.userId).toMatch(/^2\d{17}$/);

    await alibaba
      .ram()
      .updateUser(
        new UpdateUserRequest({ userName: 'mgw-photos', newComments: 'run 2', newUserName: 'mgw-2' }),
      );
    const read = await alibaba.ram().getUser(new GetUserRequest({ userName: 'mgw-2' }));
    expect(read.body?.user).toMatchObject({ comments: 'run 2', displayName: 'mgw' });

    await alibaba.ram().deleteUser(new DeleteUserRequest({ userName: 'mgw-2' }));
    const gone = alibaba.ram().getUser(new GetUserRequest({ userName: 'mgw-2' }));
    expect(await refusal(gone)).toEqual({ code: 'EntityNotExist.User', status: 404 });
    expect(alibaba.effects('ram')).toEqual([
      'created user mgw-photos',
      'renamed mgw-photos to mgw-2',
      'deleted user mgw-2',
    ]);
  });

  it('refuse a name that is taken', async () => {
    await create('mgw-photos');
    expect(await refusal(create('mgw-photos'))).toEqual({ code: 'EntityAlreadyExists.User', status: 409 });
  });

  it.each([
    ['bad name', {}, 'InvalidParameter.UserName.InvalidChars'],
    ['n'.repeat(65), {}, 'InvalidParameter.UserName.Length'],
    ['ok', { comments: 'c'.repeat(129) }, 'InvalidParameter.Comments.Length'],
    ['ok', { displayName: 'a b' }, 'InvalidParameter.DisplayName.InvalidChars'],
    ['ok', { displayName: 'd'.repeat(129) }, 'InvalidParameter.DisplayName.Length'],
    ['ok', { email: 'nobody' }, 'InvalidParameter.Email.Format'],
    ['ok', { mobilePhone: 'none' }, 'InvalidParameter.MobilePhone.Format'],
  ])('refuse %s %j', async (name, more, code) => {
    expect(await refusal(create(name, more))).toEqual({ code, status: 400 });
    expect(alibaba.effects('ram')).toEqual([]);
  });

  it('take names and comments of just the allowed length', async () => {
    await create('n'.repeat(64), { comments: '迁'.repeat(128), displayName: '迁移'.repeat(64) });
    expect(alibaba.effects('ram')).toHaveLength(1);
  });

  it('are limited in number', async () => {
    alibaba.arrange('ram', 'limits', { users: 2 });
    await create('first');
    expect(await refusal(create('second'))).toEqual({ code: 'LimitExceeded.User', status: 409 });
  });

  it('are listed page by page', async () => {
    for (const name of ['c', 'a', 'b']) {
      await create(name);
    }
    const names: (string | undefined)[] = [];
    let marker: string | undefined;
    do {
      const page = await alibaba.ram().listUsers(new ListUsersRequest({ maxItems: 3, marker }));
      names.push(...(page.body?.users?.user ?? []).map(({ userName }) => userName));
      marker = page.body?.isTruncated ? page.body.marker : undefined;
    } while (marker !== undefined);
    expect(names).toEqual(['a', 'b', 'c', 'prep-operator']);
    const garbage = alibaba.ram().listUsers(new ListUsersRequest({ marker: 'garbage' }));
    expect((await refusal(garbage)).code).toBe('InvalidParameter.Marker.Format');
  });

  it('are not seen at once where reads lag behind', async () => {
    alibaba.context.propagation.userReads = 2;
    await create('mgw-photos');
    const get = () => alibaba.ram().getUser(new GetUserRequest({ userName: 'mgw-photos' }));
    const listed = await alibaba.ram().listUsers(new ListUsersRequest({}));
    expect(listed.body?.users?.user).toHaveLength(1);
    expect((await refusal(get())).code).toBe('EntityNotExist.User');
    expect((await refusal(get())).code).toBe('EntityNotExist.User');
    expect((await get()).body?.user?.userName).toBe('mgw-photos');
  });

  it('say what an error was about in the documented shape', async () => {
    const call = alibaba.ram().getUser(new GetUserRequest({ userName: 'nobody' }));
    const { data, requestId } = await call.then(
      () => ({ data: {}, requestId: '' }),
      (error: unknown) => error as { data: Record<string, string>; requestId: string },
    );
    expect(data).toEqual({
      Code: 'EntityNotExist.User',
      Message: 'The user does not exist.',
      HostId: new URL(alibaba.endpoints.ram).host,
      RequestId: requestId,
      Recommend: expect.stringContaining('EntityNotExist.User'),
    });
    const [entry] = alibaba.context.audit.entries();
    expect(entry).toMatchObject({ operation: 'GetUser', resource: 'nobody', status: 404 });
    expect(entry?.requestId.toUpperCase()).toBe(requestId);
  });
});

describe('groups of the RAM stand-in', () => {
  it('take users in once, and only groups that are there', async () => {
    alibaba.arrange('ram', 'create-user', { name: 'mgw-photos' });
    const about = { UserName: 'mgw-photos', GroupName: 'operators' };
    expect(await refusal(alibaba.callRam('AddUserToGroup', about))).toEqual({
      code: 'EntityNotExist.Group',
      status: 404,
    });

    await alibaba.callRam('CreateGroup', { GroupName: 'operators' });
    await alibaba.callRam('AddUserToGroup', about);

    expect(await refusal(alibaba.callRam('AddUserToGroup', about))).toMatchObject({
      code: 'EntityAlreadyExists.User.Group',
    });
    expect(await refusal(alibaba.callRam('CreateGroup', about))).toMatchObject({
      code: 'EntityAlreadyExists.Group',
    });
    expect(await alibaba.callRam('ListGroupsForUser', { UserName: 'mgw-photos' })).toMatchObject({
      Groups: { Group: [{ GroupName: 'operators' }] },
    });
  });
});

describe('DeleteUser of the RAM stand-in', () => {
  it('wants the undo order: groups, keys, logon profile, MFA, policies, then the user', async () => {
    alibaba.arrange('ram', 'create-user', {
      name: 'mgw-photos',
      keys: 1,
      policies: ['AliyunOSSFullAccess'],
      loginPassword: 'Str0ng-Passw0rd',
      groups: ['operators'],
      mfaDevice: 'acs:ram::1:mfa/device',
    });
    const remove = () => alibaba.ram().deleteUser(new DeleteUserRequest({ userName: 'mgw-photos' }));
    const user = { UserName: 'mgw-photos' };
    const keys = await alibaba.callRam('ListAccessKeys', user);
    const [key] = (keys['AccessKeys']?.['AccessKey'] ?? []) as { AccessKeyId: string }[];
    const policy = { PolicyType: 'System', PolicyName: 'AliyunOSSFullAccess' };
    const steps: [string, string, Record<string, unknown>][] = [
      ['DeleteConflict.User.Group', 'RemoveUserFromGroup', { GroupName: 'operators' }],
      ['DeleteConflict.User.AccessKey', 'DeleteAccessKey', { UserAccessKeyId: key?.AccessKeyId }],
      ['DeleteConflict.User.LoginProfile', 'DeleteLoginProfile', {}],
      ['DeleteConflict.User.MFADevice', 'UnbindMFADevice', {}],
      ['DeleteConflict.User.Policy', 'DetachPolicyFromUser', policy],
    ];
    for (const [conflict, action, parameters] of steps) {
      expect(await refusal(remove())).toEqual({ code: conflict, status: 409 });
      await alibaba.callRam(action, { ...user, ...parameters });
    }
    await remove();
    expect(alibaba.effects('ram').at(-1)).toBe('deleted user mgw-photos');
  });
});

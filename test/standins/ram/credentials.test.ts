import {
  CreateAccessKeyRequest,
  CreateLoginProfileRequest,
  ListAccessKeysRequest,
} from '@alicloud/ram20150501';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, startAlibaba, type AlibabaHarness } from './alibaba-harness';

const user = { UserName: 'mgw-photos' };
let alibaba: AlibabaHarness;

beforeEach(async () => {
  alibaba = await startAlibaba();
  alibaba.arrange('ram', 'create-user', { name: 'mgw-photos' });
});
afterEach(() => alibaba.stop());

const passwordsOnRecord = () =>
  alibaba.context.secrets.list().flatMap(({ kind, value }) => (kind === 'password' ? [value] : []));

describe('AccessKeys of the RAM stand-in', () => {
  const createKey = (userName?: string) =>
    alibaba.ram().createAccessKey(new CreateAccessKeyRequest({ userName }));
  const list = async (userName?: string) =>
    (await alibaba.ram().listAccessKeys(new ListAccessKeysRequest({ userName }))).body?.accessKeys?.accessKey;

  it('show their secret once, and register it', async () => {
    const { accessKey } = (await createKey('mgw-photos')).body ?? {};
    expect(accessKey).toMatchObject({ accessKeyId: expect.stringMatching(/^LTAI/), status: 'Active' });
    const secret = accessKey?.accessKeySecret ?? '';
    expect(secret).toHaveLength(30);
    expect(alibaba.context.secrets.list()).toContainEqual({ kind: 'access-key-secret', value: secret });
    expect(JSON.stringify(await list('mgw-photos'))).not.toContain(secret);
    expect(JSON.stringify(alibaba.context.audit.entries())).not.toContain(secret);
    expect(JSON.stringify(alibaba.arrange('ram', 'state'))).not.toContain(secret);
  });

  it('are two at most', async () => {
    await createKey('mgw-photos');
    await createKey('mgw-photos');
    expect(await refusal(createKey('mgw-photos'))).toEqual({
      code: 'LimitExceeded.User.AccessKey',
      status: 409,
    });
    expect(await list('mgw-photos')).toHaveLength(2);
  });

  it('go to the caller where no user is named', async () => {
    const id = (await createKey()).body?.accessKey?.accessKeyId;
    expect(await list('mgw-photos')).toEqual([]);
    expect((await list('prep-operator'))?.map(({ accessKeyId }) => accessKeyId)).toContain(id);
    expect(alibaba.effects('ram')).toEqual([`created AccessKey ${id} of user prep-operator (the caller)`]);
  });

  it('are disabled, enabled and deleted', async () => {
    const { accessKeyId = '', accessKeySecret = '' } = (await createKey('mgw-photos')).body?.accessKey ?? {};
    const keys = { accessKeyId, accessKeySecret };
    const change = { ...user, UserAccessKeyId: accessKeyId };
    const asUser = () => refusal(alibaba.callRam('GetAccountAlias', {}, { keys }));

    expect(await asUser()).toEqual({ code: 'NoPermission', status: 403 });
    await alibaba.callRam('UpdateAccessKey', { ...change, Status: 'Inactive' });
    expect(await asUser()).toEqual({ code: 'InvalidAccessKeyId.Inactive', status: 400 });
    await alibaba.callRam('UpdateAccessKey', { ...change, Status: 'Active' });
    expect(await asUser()).toEqual({ code: 'NoPermission', status: 403 });
    await alibaba.callRam('DeleteAccessKey', change);
    expect(await asUser()).toEqual({ code: 'InvalidAccessKeyId.NotFound', status: 404 });
    expect(await refusal(alibaba.callRam('DeleteAccessKey', change))).toEqual({
      code: 'EntityNotExist.User.AccessKey',
      status: 404,
    });
  });

  it('of the account itself are made when the account calls without a user', async () => {
    const account = await startAlibaba({ operator: 'account' });
    try {
      await account.callRam('CreateAccessKey', {});
      const { rootAccessKeys } = account.arrange('ram', 'state') as { rootAccessKeys: unknown[] };
      expect(rootAccessKeys).toHaveLength(2);
    } finally {
      await account.stop();
    }
  });
});

describe('logon profiles of the RAM stand-in', () => {
  const createProfile = (Password: string, more = {}) =>
    alibaba.callRam('CreateLoginProfile', { ...user, Password, ...more });
  const matches = (password: string) =>
    alibaba.arrange('ram', 'check-password', { userName: 'mgw-photos', password });

  it('keep the password out of answers and audit, and know it again', async () => {
    const created = await createProfile('Str0ng-Passw0rd', { PasswordResetRequired: true });
    expect(created['LoginProfile']).toMatchObject({ UserName: 'mgw-photos', PasswordResetRequired: true });
    expect(JSON.stringify([created, alibaba.context.audit.entries()])).not.toContain('Str0ng-Passw0rd');
    expect(passwordsOnRecord()).toEqual(['Str0ng-Passw0rd']);
    expect(matches('Str0ng-Passw0rd')).toEqual({ matches: true });
    expect(matches('another')).toEqual({ matches: false });
  });

  it('exist once and are replaced by an update', async () => {
    await createProfile('Str0ng-Passw0rd');
    expect(await refusal(createProfile('An0ther-Passw0rd'))).toEqual({
      code: 'EntityAlreadyExists.User.LoginProfile',
      status: 409,
    });
    await alibaba.callRam('UpdateLoginProfile', { ...user, Password: 'An0ther-Passw0rd' });
    expect(matches('An0ther-Passw0rd')).toEqual({ matches: true });
    await alibaba.callRam('DeleteLoginProfile', user);
    for (const action of ['GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile']) {
      expect(await refusal(alibaba.callRam(action, user))).toEqual({
        code: 'EntityNotExist.User.LoginProfile',
        status: 404,
      });
    }
  });

  it.each([
    ['too short', 'Ab1!', {}],
    ['too long', `Ab1!${'x'.repeat(29)}`, {}],
    ['without upper case', 'str0ng-passw0rd', {}],
    ['without lower case', 'STR0NG-PASSW0RD', {}],
    ['without digits', 'Strong-Password', {}],
    ['without symbols', 'Str0ngPassw0rd', {}],
    ['shorter than the account wants', 'Str0ng-Passw0rd', { MinimumPasswordLength: 20 }],
    ['of few characters', 'Aa1-Aa1-Aa1-', { MinimumPasswordDifferentCharacter: 6 }],
    ['with the user name', 'X1-mgw-photos', { PasswordNotContainUserName: true }],
  ])('refuse a password %s', async (_, password, policy) => {
    alibaba.arrange('ram', 'set-password-policy', policy);
    expect(await refusal(createProfile(password))).toEqual({
      code: 'InvalidParameter.Password.TooWeak',
      status: 400,
    });
    expect(passwordsOnRecord()).toEqual([]);
    expect(await refusal(alibaba.callRam('GetLoginProfile', user))).toMatchObject({ status: 404 });
  });

  it('refuse a former password where the policy says so', async () => {
    alibaba.arrange('ram', 'set-password-policy', { PasswordReusePrevention: 1 });
    await createProfile('Str0ng-Passw0rd');
    const again = alibaba.callRam('UpdateLoginProfile', { ...user, Password: 'Str0ng-Passw0rd' });
    expect((await refusal(again)).code).toBe('InvalidParameter.Password.TooWeak');
  });

  it('tell when the password came in the URL, without repeating it', async () => {
    await alibaba
      .ram()
      .createLoginProfile(
        new CreateLoginProfileRequest({ userName: 'mgw-photos', password: 'Str0ng-Passw0rd' }),
      );
    expect(alibaba.effects('ram')).toEqual(['created logon profile of user mgw-photos; password in URL']);
    await refusal(
      alibaba.callRam(
        'UpdateLoginProfile',
        {},
        { query: { UserName: 'nobody', Password: 'Str0ng-Passw0rd' } },
      ),
    );
    expect(alibaba.effects('ram').at(-1)).toBe('password in URL');
    expect(JSON.stringify(alibaba.context.audit.entries())).not.toContain('Str0ng-Passw0rd');
  });
});

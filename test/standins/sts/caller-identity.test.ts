import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, startAlibaba, type AlibabaHarness, type Keys } from '../ram/alibaba-harness';

let alibaba: AlibabaHarness;
beforeEach(async () => {
  alibaba = await startAlibaba({ accountId: '1234567890123456' });
});
afterEach(() => alibaba.stop());

const whoAmI = async (keys?: Keys) => (await alibaba.sts(keys).getCallerIdentity()).body;

async function freshKey(): Promise<Keys> {
  alibaba.arrange('ram', 'create-user', { name: 'mgw-photos' });
  const answer = await alibaba.callRam('CreateAccessKey', { UserName: 'mgw-photos' });
  const { AccessKeyId, AccessKeySecret } = answer['AccessKey'] as Record<string, string>;
  return { accessKeyId: AccessKeyId ?? '', accessKeySecret: AccessKeySecret ?? '' };
}

describe('GetCallerIdentity of the STS stand-in', () => {
  it('names the operator', async () => {
    expect(await whoAmI()).toMatchObject({
      accountId: '1234567890123456',
      identityType: 'RAMUser',
      arn: 'acs:ram::1234567890123456:user/prep-operator',
    });
  });

  it('names the account where the account itself calls', async () => {
    const account = await startAlibaba({ accountId: '6543210987654321', operator: 'account' });
    try {
      const { body } = await account.sts().getCallerIdentity();
      expect(body).toMatchObject({
        accountId: '6543210987654321',
        userId: '6543210987654321',
        identityType: 'Account',
        arn: 'acs:ram::6543210987654321:root',
      });
    } finally {
      await account.stop();
    }
  });

  it('names the user of a key that RAM made, without any policy', async () => {
    const identity = await whoAmI(await freshKey());
    expect(identity?.arn).toBe('acs:ram::1234567890123456:user/mgw-photos');
    expect(identity?.userId).toBe(identity?.principalId);
    expect(identity?.requestId).toMatch(/^[0-9A-F-]{36}$/);
  });

  it('refuses unknown, disabled and deleted keys and wrong secrets', async () => {
    const keys = await freshKey();
    const key = { UserName: 'mgw-photos', UserAccessKeyId: keys.accessKeyId };
    expect(await refusal(whoAmI({ ...keys, accessKeySecret: 'wrong' }))).toEqual({
      code: 'SignatureDoesNotMatch',
      status: 400,
    });
    await alibaba.callRam('UpdateAccessKey', { ...key, Status: 'Inactive' });
    expect(await refusal(whoAmI(keys))).toEqual({ code: 'InvalidAccessKeyId.Inactive', status: 400 });
    await alibaba.callRam('DeleteAccessKey', key);
    expect(await refusal(whoAmI(keys))).toEqual({ code: 'InvalidAccessKeyId.NotFound', status: 404 });
  });

  it('sees a fresh key late, while RAM and the operator are not held up', async () => {
    alibaba.context.propagation.accessKeySeconds = 3600;
    const keys = await freshKey();
    expect(await refusal(whoAmI(keys))).toEqual({ code: 'InvalidAccessKeyId.NotFound', status: 404 });
    expect((await refusal(alibaba.callRam('GetAccountAlias', {}, { keys }))).code).toBe('NoPermission');
    expect((await whoAmI())?.identityType).toBe('RAMUser');
    alibaba.context.propagation.accessKeySeconds = 0;
    expect((await whoAmI(keys))?.identityType).toBe('RAMUser');
  });
});

import {
  AttachPolicyToUserRequest,
  GetPolicyRequest,
  ListPoliciesForUserRequest,
  ListPoliciesRequest,
} from '@alicloud/ram20150501';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, startAlibaba, type AlibabaHarness } from './alibaba-harness';

let alibaba: AlibabaHarness;
beforeEach(async () => {
  alibaba = await startAlibaba();
  alibaba.arrange('ram', 'create-user', { name: 'mgw-photos' });
});
afterEach(() => alibaba.stop());

const attach = (policyName: string, policyType = 'System') =>
  alibaba
    .ram()
    .attachPolicyToUser(new AttachPolicyToUserRequest({ policyType, policyName, userName: 'mgw-photos' }));
const attached = async () => {
  const request = new ListPoliciesForUserRequest({ userName: 'mgw-photos' });
  const answer = await alibaba.ram().listPoliciesForUser(request);
  return answer.body?.policies?.policy?.map(({ policyName }) => policyName);
};
const document = (...Action: string[]) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

describe('policies of the RAM stand-in', () => {
  it('know the system policies a preparation grants', async () => {
    for (const policyName of ['AliyunOSSFullAccess', 'AliyunMGWFullAccess', 'AliyunOSSImportFullAccess']) {
      const answer = await alibaba
        .ram()
        .getPolicy(new GetPolicyRequest({ policyType: 'System', policyName }));
      expect(answer.body?.policy).toMatchObject({ policyName, policyType: 'System' });
      expect(JSON.parse(answer.body?.defaultPolicyVersion?.policyDocument ?? '')).toMatchObject({
        Version: '1',
      });
    }
  });

  it('are attached, listed and detached, whatever the case of the name', async () => {
    await attach('aliyunossfullaccess');
    expect(await attached()).toEqual(['AliyunOSSFullAccess']);
    expect(await refusal(attach('AliyunOSSFullAccess'))).toEqual({
      code: 'EntityAlreadyExists.User.Policy',
      status: 409,
    });
    const detach = () =>
      alibaba.callRam('DetachPolicyFromUser', {
        UserName: 'mgw-photos',
        PolicyType: 'System',
        PolicyName: 'AliyunOSSFullAccess',
      });
    await detach();
    expect(await attached()).toEqual([]);
    expect(await refusal(detach())).toEqual({ code: 'EntityNotExist.User.Policy', status: 404 });
  });

  it('that an account does not know are refused', async () => {
    alibaba.arrange('ram', 'remove-policy', { name: 'AliyunMGWFullAccess' });
    expect(await refusal(attach('AliyunMGWFullAccess'))).toEqual({
      code: 'EntityNotExist.Policy',
      status: 404,
    });
    expect((await refusal(attach('AliyunOSSFullAccess', 'Custom'))).code).toBe('EntityNotExist.Policy');
    expect(await refusal(attach('AliyunOSSFullAccess', 'Any'))).toEqual({
      code: 'InvalidParameter.PolicyType',
      status: 400,
    });
  });

  it('are limited per user and type', async () => {
    alibaba.arrange('ram', 'limits', { systemPoliciesPerUser: 1 });
    await attach('AliyunOSSFullAccess');
    expect(await refusal(attach('AliyunMGWFullAccess'))).toEqual({
      code: 'LimitExceeded.User.Policy',
      status: 409,
    });
    await alibaba.callRam('CreatePolicy', { PolicyName: 'own', PolicyDocument: document('ram:ListRoles') });
    await attach('own', 'Custom');
    expect(await attached()).toEqual(['AliyunOSSFullAccess', 'own']);
  });

  it('are listed by type and page by page', async () => {
    const names: (string | undefined)[] = [];
    let marker: string | undefined;
    do {
      const request = new ListPoliciesRequest({ policyType: 'System', maxItems: 4, marker });
      const { body } = await alibaba.ram().listPolicies(request);
      names.push(...(body?.policies?.policy ?? []).map(({ policyName }) => policyName));
      marker = body?.isTruncated ? body.marker : undefined;
    } while (marker !== undefined);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('AliyunOSSFullAccess');
    const custom = await alibaba.ram().listPolicies(new ListPoliciesRequest({ policyType: 'Custom' }));
    expect(custom.body?.policies?.policy).toEqual([]);
  });

  it.each([
    [{ PolicyName: 'a b', PolicyDocument: document('oss:*') }, 'InvalidParameter.PolicyName.InvalidChars'],
    [
      { PolicyName: 'p'.repeat(129), PolicyDocument: document('oss:*') },
      'InvalidParameter.PolicyName.Length',
    ],
    [{ PolicyName: 'p', PolicyDocument: 'x'.repeat(6145) }, 'InvalidParameter.PolicyDocument.Length'],
    [{ PolicyName: 'p', PolicyDocument: 'no JSON' }, 'MalformedPolicyDocument'],
    [{ PolicyName: 'p', PolicyDocument: '{"Version":"1","Statement":[{}]}' }, 'MalformedPolicyDocument'],
    [{ PolicyName: 'p' }, 'MissingPolicyDocument'],
  ])('are not created from %j', async (parameters, code) => {
    expect(await refusal(alibaba.callRam('CreatePolicy', parameters))).toEqual({ code, status: 400 });
  });

  it('are deleted only when nobody has them', async () => {
    const policy = { PolicyName: 'own', PolicyDocument: document('ram:ListRoles') };
    await alibaba.callRam('CreatePolicy', policy);
    expect(await refusal(alibaba.callRam('CreatePolicy', policy))).toEqual({
      code: 'EntityAlreadyExists.Policy',
      status: 409,
    });
    await attach('own', 'Custom');
    const remove = () => alibaba.callRam('DeletePolicy', { PolicyName: 'own' });
    expect(await refusal(remove())).toEqual({ code: 'DeleteConflict.Policy.User', status: 409 });
    await alibaba.callRam('DetachPolicyFromUser', {
      UserName: 'mgw-photos',
      PolicyType: 'Custom',
      PolicyName: 'own',
    });
    await remove();
    expect(await refusal(remove())).toEqual({ code: 'EntityNotExist.Policy', status: 404 });
  });

  it('decide what a RAM user may do at RAM, a Deny above all', async () => {
    const key = await alibaba.callRam('CreateAccessKey', { UserName: 'mgw-photos' });
    const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret } = key['AccessKey'] as Record<
      string,
      string
    >;
    const keys = { accessKeyId: accessKeyId ?? '', accessKeySecret: accessKeySecret ?? '' };
    const listUsers = () => alibaba.callRam('ListUsers', {}, { keys });
    expect(await refusal(listUsers())).toEqual({ code: 'NoPermission', status: 403 });
    await attach('AliyunRAMReadOnlyAccess');
    expect(await listUsers()).toHaveProperty('Users');
    const create = alibaba.callRam('CreateUser', { UserName: 'x' }, { keys });
    expect(await refusal(create)).toEqual({ code: 'NoPermission', status: 403 });
    const deny = { Version: '1', Statement: [{ Effect: 'Deny', Action: 'ram:List*', Resource: '*' }] };
    await alibaba.callRam('CreatePolicy', { PolicyName: 'deny', PolicyDocument: JSON.stringify(deny) });
    await attach('deny', 'Custom');
    expect(await refusal(listUsers())).toEqual({ code: 'NoPermission', status: 403 });
  });
});

describe('account settings of the RAM stand-in', () => {
  const ims = { version: '2019-08-15' };

  it('make the sign-in domain from the account ID, and from an alias once there is one', async () => {
    const { accountId } = alibaba.services;
    expect(await alibaba.callRam('GetAccountAlias', {})).toMatchObject({ AccountAlias: '' });
    const domain = { DefaultDomainName: `${accountId}.onaliyun.com` };
    expect(await alibaba.callRam('GetDefaultDomain', {}, ims)).toMatchObject(domain);
    await alibaba.callRam('SetAccountAlias', { AccountAlias: 'acme' });
    expect(await alibaba.callRam('GetAccountAlias', {})).toMatchObject({ AccountAlias: 'acme' });
    expect(await alibaba.callRam('GetDefaultDomain', {}, ims)).toMatchObject({
      DefaultDomainName: 'acme.onaliyun.com',
    });
    const bad = alibaba.callRam('SetAccountAlias', { AccountAlias: 'a--b' });
    expect((await refusal(bad)).code).toBe('InvalidParameter.AccountAlias.Format');
  });

  it('show the password policy, IMS more of it than RAM', async () => {
    const changed = { MinimumPasswordLength: 14, RequireSymbols: false };
    await alibaba.callRam('SetPasswordPolicy', changed);
    const ram = await alibaba.callRam('GetPasswordPolicy', {});
    expect(ram['PasswordPolicy']).toMatchObject({ ...changed, RequireNumbers: true, MaxLoginAttemps: 5 });
    expect(ram['PasswordPolicy']).not.toHaveProperty('PasswordNotContainUserName');
    const more = await alibaba.callRam('GetPasswordPolicy', {}, ims);
    expect(more['PasswordPolicy']).toMatchObject({ ...changed, PasswordNotContainUserName: false });
    const tooLong = alibaba.callRam('SetPasswordPolicy', { MinimumPasswordLength: 33 });
    expect((await refusal(tooLong)).code).toBe('InvalidParameter.MinimumPasswordLength.Range');
  });

  it('show a logon profile at IMS by principal name', async () => {
    const { accountId } = alibaba.services;
    const principal = { UserPrincipalName: `mgw-photos@${accountId}.onaliyun.com` };
    expect(await refusal(alibaba.callRam('GetLoginProfile', principal, ims))).toMatchObject({ status: 404 });
    const profile = { userName: 'mgw-photos', password: 'Str0ng-Passw0rd' };
    alibaba.arrange('ram', 'create-login-profile', profile);
    const answer = await alibaba.callRam('GetLoginProfile', principal, ims);
    expect(answer['LoginProfile']).toMatchObject({ ...principal, PasswordResetRequired: false });
  });

  it('answer GetUserMFAInfo only where a device is bound', async () => {
    const user = { UserName: 'mgw-photos' };
    for (const action of ['GetUserMFAInfo', 'UnbindMFADevice']) {
      expect(await refusal(alibaba.callRam(action, user))).toEqual({
        code: 'EntityNotExist.User.MFADevice',
        status: 404,
      });
    }
    alibaba.arrange('ram', 'create-user', { name: 'with-device', mfaDevice: 'acs:ram::1:mfa/d' });
    const answer = await alibaba.callRam('GetUserMFAInfo', { UserName: 'with-device' });
    expect(answer['MFADevice']).toMatchObject({ SerialNumber: 'acs:ram::1:mfa/d' });
  });
});

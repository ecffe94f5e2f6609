import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { startAlibaba } from '../alibaba/alibaba-stand-ins';
import { everythingPrintable, rejection } from '../alibaba/rejection';

const { signal } = new AbortController();
const mgw = { name: 'mgw-photos', displayName: 'mgw-photos', comments: 'ks3-oss-prep prepare/photos' };
const logon = {
  password: new Secret('Correct-Horse-42-Battery'),
  passwordResetRequired: false,
  mfaBindRequired: false,
};

let alibaba: Awaited<ReturnType<typeof startAlibaba>>;
beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(() => alibaba.stop());

describe('users', () => {
  it('makes a user and finds it again, with its mark', async () => {
    expect(await alibaba.ram.getUser(mgw.name, signal)).toBeNull();
    const created = await alibaba.ram.createUser(mgw, signal);
    const found = await alibaba.ram.getUser(mgw.name, signal);
    expect(created).toEqual({ outcome: 'created', user: found });
    expect(found).toMatchObject({
      name: 'mgw-photos',
      displayName: 'mgw-photos',
      comments: 'ks3-oss-prep prepare/photos',
      userId: expect.stringMatching(/^\d+$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('leaves a user that exists as it is', async () => {
    await alibaba.ram.createUser(mgw, signal);
    const again = await alibaba.ram.createUser({ ...mgw, comments: 'another mark' }, signal);
    expect(again).toEqual({ outcome: 'exists' });
    expect(await alibaba.ram.getUser(mgw.name, signal)).toMatchObject({ comments: mgw.comments });
  });

  it('lists all of them, over as many pages as there are, with their marks and dates', async () => {
    const names = Array.from({ length: 201 }, (_, at) => `user-${String(at).padStart(3, '0')}`);
    for (const name of names) {
      await alibaba.arrange('ram', 'create-user', { name, comments: `mark of ${name}` });
    }

    const users = await alibaba.ram.listUsers(signal);

    expect(users.map(({ name }) => name)).toEqual(['prep-operator', ...names]);
    expect(users.at(-1)).toMatchObject({
      comments: 'mark of user-200',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const pages = alibaba.context.audit.entries().filter(({ operation }) => operation === 'ListUsers');
    expect(pages).toHaveLength(3);
  });

  it('names the groups that a user is in', async () => {
    await alibaba.ram.createUser(mgw, signal);
    expect(await alibaba.ram.listGroups(mgw.name, signal)).toEqual([]);

    await alibaba.arrange('ram', 'add-to-group', { userName: mgw.name, group: 'administrators' });

    expect(await alibaba.ram.listGroups(mgw.name, signal)).toEqual(['administrators']);
    expect(await rejection(alibaba.ram.listGroups('nobody', signal))).toMatchObject({
      type: 'RamNotVisibleYet',
    });
  });

  it('changes the comments and nothing else', async () => {
    await alibaba.ram.createUser(mgw, signal);
    await alibaba.ram.updateComments(mgw.name, 'delivered', signal);
    const found = await alibaba.ram.getUser(mgw.name, signal);
    expect(found).toMatchObject({ comments: 'delivered', displayName: mgw.displayName });
  });

  it('deletes a user, and takes a missing one for deleted', async () => {
    await alibaba.ram.createUser(mgw, signal);
    expect(await alibaba.ram.deleteUser(mgw.name, signal)).toEqual({ outcome: 'removed' });
    expect(await alibaba.ram.deleteUser(mgw.name, signal)).toEqual({ outcome: 'removed' });
    expect(await alibaba.ram.getUser(mgw.name, signal)).toBeNull();
  });

  it('says what keeps a user from being deleted', async () => {
    await alibaba.ram.createUser(mgw, signal);
    await alibaba.ram.createAccessKey(mgw.name, signal);
    const outcome = await alibaba.ram.deleteUser(mgw.name, signal);
    expect(outcome).toEqual({ outcome: 'blocked', blockedBy: 'AccessKey' });
  });

  it('names the limit of users', async () => {
    await alibaba.arrange('ram', 'limits', { users: 0 });
    const error = await rejection(alibaba.ram.createUser(mgw, signal));
    expect(error).toMatchObject({ type: 'RamUserLimit', effect: 'parked' });
    expect(error.message).toContain('RAM user mgw-photos');
    expect(error.context.requestId).toBeDefined();
  });
});

describe('AccessKeys', () => {
  it('makes, lists, disables and deletes a key', async () => {
    await alibaba.ram.createUser(mgw, signal);
    const key = await alibaba.ram.createAccessKey(mgw.name, signal);
    expect(key.secret.reveal().length).toBeGreaterThan(20);
    expect(everythingPrintable(key)).not.toContain(key.secret.reveal());
    expect(await alibaba.ram.listAccessKeys(mgw.name, signal)).toEqual([
      { accessKeyId: key.accessKeyId, status: 'Active', createdAt: expect.any(String) },
    ]);

    const disabled = await alibaba.ram.setAccessKeyStatus(mgw.name, key.accessKeyId, 'Inactive', signal);
    expect(disabled).toBe('changed');
    const [listed] = await alibaba.ram.listAccessKeys(mgw.name, signal);
    expect(listed?.status).toBe('Inactive');

    await alibaba.ram.deleteAccessKey(mgw.name, key.accessKeyId, signal);
    expect(await alibaba.ram.listAccessKeys(mgw.name, signal)).toEqual([]);
  });

  it('takes a missing key for deleted', async () => {
    await alibaba.ram.deleteAccessKey('nobody', 'LTAI00000000000000', signal);
    await alibaba.ram.createUser(mgw, signal);
    await alibaba.ram.deleteAccessKey(mgw.name, 'LTAI00000000000000', signal);
    const changed = await alibaba.ram.setAccessKeyStatus(mgw.name, 'LTAI00000000000000', 'Inactive', signal);
    expect(changed).toBe('missing');
  });

  it('names the limit of two keys', async () => {
    await alibaba.ram.createUser(mgw, signal);
    await alibaba.ram.createAccessKey(mgw.name, signal);
    await alibaba.ram.createAccessKey(mgw.name, signal);
    const error = await rejection(alibaba.ram.createAccessKey(mgw.name, signal));
    expect(error.type).toBe('RamAccessKeyLimit');
  });

  it('waits for a user that RAM does not show yet', async () => {
    const error = await rejection(alibaba.ram.createAccessKey('unborn', signal));
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
  });

  it('refuses an empty user name before anything is sent: the caller itself would get the key', async () => {
    alibaba.context.audit.clear();
    for (const name of ['', ' ']) {
      const error = await rejection(alibaba.ram.createAccessKey(name, signal));
      expect(error.type).toBe('RamRequestRefused');
    }
    expect(alibaba.context.audit.entries({})).toEqual([]);
  });
});

describe('logon profiles', () => {
  it('enables logon with the password given', async () => {
    await alibaba.ram.createUser(mgw, signal);
    expect(await alibaba.ram.getLogonProfile(mgw.name, signal)).toBeNull();
    expect(await alibaba.ram.createLogonProfile(mgw.name, logon, signal)).toEqual({
      outcome: 'created',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(await alibaba.ram.getLogonProfile(mgw.name, signal)).toEqual({
      passwordResetRequired: false,
      mfaBindRequired: false,
      createdAt: expect.any(String),
    });
    expect(await checkPassword(logon.password)).toBe(true);
  });

  it('keeps the password of a profile that exists until it is deleted', async () => {
    await alibaba.ram.createUser(mgw, signal);
    await alibaba.ram.createLogonProfile(mgw.name, logon, signal);
    const newer = { ...logon, password: new Secret('Another-Horse-43-Battery'), passwordResetRequired: true };
    expect(await alibaba.ram.createLogonProfile(mgw.name, newer, signal)).toEqual({ outcome: 'exists' });
    expect(await checkPassword(logon.password)).toBe(true);
    await alibaba.ram.deleteLogonProfile(mgw.name, signal);
    expect(await alibaba.ram.createLogonProfile(mgw.name, newer, signal)).toMatchObject({
      outcome: 'created',
    });
    expect(await checkPassword(newer.password)).toBe(true);
    expect(await alibaba.ram.getLogonProfile(mgw.name, signal)).toMatchObject({
      passwordResetRequired: true,
    });
  });

  it('says so where the policy of the account refuses the password', async () => {
    await alibaba.ram.createUser(mgw, signal);
    await alibaba.arrange('ram', 'set-password-policy', { MinimumPasswordLength: 30 });
    const error = await rejection(alibaba.ram.createLogonProfile(mgw.name, logon, signal));
    expect(error).toMatchObject({ type: 'RamPasswordRefused', effect: 'parked' });
    expect(everythingPrintable(error)).not.toContain(logon.password.reveal());
  });

  it('removes logon and MFA, and takes missing ones for removed', async () => {
    await alibaba.arrange('ram', 'create-user', {
      name: mgw.name,
      mfaDevice: 'acs:ram::1:mfa/phone',
      loginPassword: logon.password.reveal(),
    });
    for (let round = 0; round < 2; round += 1) {
      await alibaba.ram.unbindMfa(mgw.name, signal);
      await alibaba.ram.deleteLogonProfile(mgw.name, signal);
    }
    expect(await alibaba.ram.deleteUser(mgw.name, signal)).toEqual({ outcome: 'removed' });
    await alibaba.ram.unbindMfa(mgw.name, signal);
    await alibaba.ram.deleteLogonProfile(mgw.name, signal);
  });

  async function checkPassword(password: Secret): Promise<unknown> {
    const body = { userName: mgw.name, password: password.reveal() };
    const { matches } = (await alibaba.arrange('ram', 'check-password', body)) as { matches: boolean };
    return matches;
  }
});

describe('policies', () => {
  const oss = { name: 'AliyunOSSFullAccess', type: 'System' } as const;
  const document = JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: ['ram:ListRoles'], Resource: ['*'] }],
  });

  it('attaches, lists and detaches', async () => {
    await alibaba.ram.createUser(mgw, signal);
    expect(await alibaba.ram.attachPolicy(mgw.name, oss, signal)).toBe('attached');
    expect(await alibaba.ram.attachPolicy(mgw.name, oss, signal)).toBe('already-attached');
    expect(await alibaba.ram.listPolicies(mgw.name, signal)).toEqual([oss]);
    await alibaba.ram.detachPolicy(mgw.name, oss, signal);
    await alibaba.ram.detachPolicy(mgw.name, oss, signal);
    expect(await alibaba.ram.listPolicies(mgw.name, signal)).toEqual([]);
    await alibaba.ram.detachPolicy('nobody', oss, signal);
  });

  it('knows which policies exist, and makes a custom one once', async () => {
    const custom = { name: 'ks3-oss-prep-import', type: 'Custom' } as const;
    expect(await alibaba.ram.policyExists(oss, signal)).toBe(true);
    expect(await alibaba.ram.policyExists(custom, signal)).toBe(false);
    expect(await alibaba.ram.createPolicy(custom.name, document, 'Role actions', signal)).toBe('created');
    expect(await alibaba.ram.createPolicy(custom.name, document, 'Role actions', signal)).toBe('exists');
    expect(await alibaba.ram.policyExists(custom, signal)).toBe(true);
    expect(await alibaba.ram.policyDocument(custom.name, signal)).toBe(document);
    expect(await alibaba.ram.policyDocument('another', signal)).toBeNull();
  });

  it('names the policy that is missing', async () => {
    await alibaba.ram.createUser(mgw, signal);
    const missing = { name: 'AliyunNoSuchAccess', type: 'System' } as const;
    const error = await rejection(alibaba.ram.attachPolicy(mgw.name, missing, signal));
    expect(error.type).toBe('RamPolicyMissing');
    expect(error.message).toContain('AliyunNoSuchAccess');
  });

  it('names the limit of policies', async () => {
    await alibaba.arrange('ram', 'limits', { systemPoliciesPerUser: 0 });
    await alibaba.ram.createUser(mgw, signal);
    const error = await rejection(alibaba.ram.attachPolicy(mgw.name, oss, signal));
    expect(error.type).toBe('RamPolicyLimit');
  });
});

describe('the account', () => {
  it('tells its password policy', async () => {
    await alibaba.arrange('ram', 'set-password-policy', { MinimumPasswordLength: 14, RequireSymbols: false });
    expect(await alibaba.ram.passwordPolicy(signal)).toEqual({
      minimumLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: false,
      minimumDifferentCharacters: 0,
    });
  });

  it('tells its default sign-in domain', async () => {
    await alibaba.arrange('ram', 'set-alias', { alias: 'acme' });
    const domain = await alibaba.ram.signInDomain(alibaba.accountId, signal);
    expect(domain).toEqual({ domain: 'acme.onaliyun.com', source: 'default-domain' });
  });

  it('falls back to the alias, then to the account ID, where it may not know the domain', async () => {
    const refuse = { service: 'ram', kind: 'status', status: 403, code: 'NoPermission', times: 0 } as const;
    alibaba.context.faults.add({ ...refuse, operation: 'GetDefaultDomain' });
    await alibaba.arrange('ram', 'set-alias', { alias: 'acme' });
    const byAlias = await alibaba.ram.signInDomain(alibaba.accountId, signal);
    expect(byAlias).toEqual({ domain: 'acme.onaliyun.com', source: 'account-alias' });

    await alibaba.arrange('ram', 'set-alias', { alias: null });
    const byId = { domain: `${alibaba.accountId}.onaliyun.com`, source: 'account-id' };
    expect(await alibaba.ram.signInDomain(alibaba.accountId, signal)).toEqual(byId);

    alibaba.context.faults.add({ ...refuse, operation: 'GetAccountAlias' });
    expect(await alibaba.ram.signInDomain(alibaba.accountId, signal)).toEqual(byId);
  });

  it('does not take a passing failure for a refusal', async () => {
    alibaba.context.faults.add({
      service: 'ram',
      kind: 'status',
      status: 503,
      operation: 'GetDefaultDomain',
    });
    const error = await rejection(alibaba.ram.signInDomain(alibaba.accountId, signal));
    expect(error.type).toBe('RamUnavailable');
  });
});

import { english } from '../english';
import { say } from '../../presentation/words/words';
import type { FakeBucket } from './fake-oss';
import { readBackAccess, requireBareUser } from '../../provisioning/identity/read-back-access';
import { ramUserOf } from '../../provisioning/identity/ram-identity';
import { verifyAccess } from '../../provisioning/identity/verify-access';
import type { RamDirectory } from '../../clouds/ram/port';
import { PrepError } from '../../contracts/prep-error';
import type { EnabledLogon, IssuedAccessKey } from '../../contracts/credentials/provisioning';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import { interrupted } from './interrupted-port';
import {
  ANOTHER_RUN,
  approved,
  BUCKET,
  BUCKET_MARK,
  deliveredWith,
  ON_USER,
  preparationWith,
  USER,
  USER_MARK,
} from './preparation';
import { MARK_TAG } from '../../provisioning/trust/mark';

const { signal } = new AbortController();
const preparation = preparationWith();
const APPROVED = approved();
const LOGON: EnabledLogon = { sealedPassword: 'sealed', createdAt: '2026-01-02T03:04:05Z' };

function ramWithUser(given: Parameters<FakeRam['add']>[2] = {}, comments = USER_MARK): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, comments, given);
  return ram;
}

/** The bucket once it has been settled. */
function settled(given: Partial<FakeBucket> = {}): FakeOss {
  const oss = new FakeOss();
  oss.add(BUCKET, {
    tags: { [MARK_TAG]: BUCKET_MARK },
    encryption: 'AES256',
    encryptionKeyId: null,
    blockPublicAccess: true,
    ...given,
  });
  return oss;
}

const keysOf = (ram: FakeRam) => [...ram.user(USER).keys.keys()];

/** What a verification looks at. */
interface Looked {
  readonly accessKey: IssuedAccessKey | null;
  readonly logon: EnabledLogon | null;
  readonly oss: FakeOss;
  readonly of: typeof APPROVED;
}

describe('the verification', () => {
  const key = (more: Partial<IssuedAccessKey> = {}): IssuedAccessKey => ({
    accessKeyId: 'LTAI1',
    sealedSecret: 'sealed',
    checks: [],
    ...more,
  });
  const granted = {
    policies: preparation.ramUser.policies.map(({ name, type }) => ({ name, type })),
    password: 'x',
  };
  const complete = (given: Parameters<FakeRam['add']>[2] = {}) =>
    ramWithUser({ ...granted, keys: new Map([['LTAI1', 'Active']]), ...given });
  const verify = (
    ram: RamDirectory,
    { accessKey = key(), logon = LOGON, oss = settled(), of = APPROVED }: Partial<Looked> = {},
  ) => verifyAccess(of, { preparation: of.preparation, accessKey, logon }, ram, oss, signal);

  it('finds the recorded key, the policies, the logon and the bucket', async () => {
    expect((await verify(complete())).map(({ name, outcome }) => [say('en', name), outcome])).toEqual([
      ['AccessKey', 'ok'],
      ['Policies', 'ok'],
      ['Console logon', 'warning'],
      ['OSS bucket', 'ok'],
    ]);
  });

  it.each<[string, Parameters<FakeRam['add']>[2], string]>([
    [
      'a policy',
      { policies: [...granted.policies, { name: 'AliyunRAMFullAccess', type: 'System' }] },
      'policy AliyunRAMFullAccess',
    ],
    [
      'a custom policy that is called like one of the plan',
      { policies: [...granted.policies, { name: 'AliyunOSSFullAccess', type: 'Custom' }] },
      'policy AliyunOSSFullAccess',
    ],
    ['a group', { groups: ['admins'] }, 'the group admins'],
  ])('stops for %s that nobody approved, and takes nothing off', async (_, given, what) => {
    const ram = complete(given);
    const error = await rejection(verify(ram));
    expect(error).toMatchObject({ type: 'AccessBeyondPlan', effect: 'parked' });
    expect(error.message).toContain(what);
    expect(ram.user(USER)).toMatchObject(given ?? {});
  });

  it('stops for a key or a logon where the plan has none', async () => {
    const noKey = await rejection(verify(complete(), { accessKey: null }));
    expect(noKey).toMatchObject({
      type: 'AccessBeyondPlan',
      message: expect.stringContaining('It has AccessKey LTAI1.'),
    });
    const noLogon = await rejection(verify(complete(), { logon: null }));
    expect(noLogon).toMatchObject({
      type: 'AccessBeyondPlan',
      message: expect.stringContaining('It has console logon.'),
    });
    await verify(complete({ keys: new Map() }), { accessKey: null });
    await verify(complete({ password: null }), { logon: null });
  });

  it.each<[string, Partial<FakeBucket>]>([
    ['ACL', { acl: 'public-read-write' }],
    ['encryption', { encryption: 'none' }],
    ['versioning', { versioning: true }],
    ['public access block', { blockPublicAccess: false }],
    ['storage class', { storageClass: 'IA' }],
    ['tags', { tags: { [MARK_TAG]: BUCKET_MARK, team: 'other' } }],
  ])('stops where the bucket has another %s by now', async (what, given) => {
    const error = await rejection(verify(complete(), { oss: settled(given) }));
    expect(error).toMatchObject({ type: 'OssBucketChanged', effect: 'parked' });
    expect(error.message).toContain(`Its ${what} is `);
  });

  it('stops where the user has been taken over', async () => {
    const ram = complete();
    ram.user(USER).comments = ANOTHER_RUN.made(ON_USER);
    expect(await rejection(verify(ram))).toMatchObject({ type: 'TakenOver' });
  });

  it('takes off a key that a delayed attempt made', async () => {
    const ram = ramWithUser({
      ...granted,
      keys: new Map([
        ['LTAI1', 'Active'],
        ['LTAI2', 'Active'],
      ]),
    });
    await verify(ram);
    expect(keysOf(ram)).toEqual(['LTAI1']);
  });

  it.each<[string, Map<string, 'Active' | 'Inactive'>, string]>([
    ['is gone', new Map([['LTAI2', 'Active']]), 'RAM does not list it.'],
    ['is not active', new Map([['LTAI1', 'Inactive']]), 'It is not active.'],
  ])('asks to grant again where the recorded key %s', async (_, keys, detail) => {
    const error = await rejection(verify(ramWithUser({ ...granted, keys })));
    expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked' });
    expect(error.message).toContain(detail);
    expect(error.message).toContain(`AccessKey LTAI1 of RAM user ${USER}`);
  });

  it('asks for a new key where the recorded one did not work, with what was found', async () => {
    const ram = ramWithUser({ ...granted, keys: new Map([['LTAI1', 'Active']]) });
    const { message } = new PrepError('OssAccessDenied', { resource: `OSS bucket ${BUCKET}` });
    const refused = key({ checks: [{ name: 'New AccessKey: bucket', outcome: 'problem', message }] });
    const error = await rejection(verify(ram, { accessKey: refused }));
    expect(error.type).toBe('NewKeyRefused');
    expect(error.message).toContain(message);
  });

  it.each([
    ['a policy', { password: 'x' }, 'AliyunOSSFullAccess, AliyunMGWFullAccess'],
    ['the logon', { policies: granted.policies }, 'Console logon'],
  ])('asks to grant again where %s is gone', async (_, given, what) => {
    const ram = ramWithUser({ ...given, keys: new Map([['LTAI1', 'Active']]) });
    const error = await rejection(verify(ram));
    expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked' });
    expect(error.message).toContain(what);
  });

  it.each([
    ['2026-01-02T03:04:05Z', null],
    ['2026-01-02T03:04:04Z', null],
    ['2026-01-02T03:04:02Z', 'It was created again, with another password.'],
    [null, null],
  ])(
    'knows by its time a logon that was made after the recorded one, of %s',
    async (logonCreatedAt, found) => {
      const ram = ramWithUser({ ...granted, keys: new Map([['LTAI1', 'Active']]) });
      const logon = { ...LOGON, createdAt: logonCreatedAt };
      const told = await verify(ram, { logon }).then(
        () => null,
        (error: PrepError) => [error.type, english(error.context.detail)],
      );
      expect(told).toEqual(found === null ? null : ['AccessChanged', found]);
    },
  );

  it('does not take off a key where the credentials have been delivered meanwhile', async () => {
    const ram = ramWithUser({
      ...granted,
      keys: new Map([
        ['LTAI1', 'Active'],
        ['LTAI2', 'Active'],
      ]),
    });
    const list = ram.listAccessKeys.bind(ram);
    ram.listAccessKeys = async (name) => {
      ram.user(USER).comments = deliveredWith('LTAI1');
      return list(name);
    };
    expect((await rejection(verify(ram))).type).toBe('AlreadyPrepared');
    expect(keysOf(ram)).toEqual(['LTAI1', 'LTAI2']);
  });
});

describe('a user that has nothing yet', () => {
  const bare = (ram: RamDirectory) => requireBareUser(APPROVED, ram, signal);

  it('is only read', async () => {
    const { port, calls } = interrupted<RamDirectory>(ramWithUser(), -1, 'before its effect');
    await bare(port);
    expect(calls.filter((verb) => !/^(get|list)/.test(verb))).toEqual([]);
  });

  it.each<[string, Parameters<FakeRam['add']>[2]]>([
    ['a key', { keys: new Map([['LTAI1', 'Inactive']]) }],
    ['a policy of the plan', { policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }] }],
    ['a group', { groups: ['admins'] }],
    ['a logon', { password: 'x' }],
  ])('is not one with %s', async (_, given) => {
    expect(await rejection(bare(ramWithUser(given)))).toMatchObject({ type: 'AccessBeyondPlan' });
  });
});

it('reading back deletes a key beside the recorded one only while that is allowed', async () => {
  const ram = ramWithUser({
    policies: preparation.ramUser.policies.map(({ name, type }) => ({ name, type })),
    keys: new Map([
      ['LTAI1', 'Active'],
      ['LTAI2', 'Active'],
    ]),
  });
  const record = {
    preparation,
    accessKey: { accessKeyId: 'LTAI1', sealedSecret: '', checks: [] },
    logon: null,
  };
  const refuse = () => Promise.reject(new Error('not any more'));
  await expect(readBackAccess(ramUserOf(APPROVED, ram), record, refuse, ram, signal)).rejects.toThrow(
    'not any more',
  );
  expect(keysOf(ram)).toEqual(['LTAI1', 'LTAI2']);
});

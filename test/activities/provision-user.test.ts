import { describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Clouds } from '../../activities/clouds';
import { enableConsoleLogon } from '../../activities/enable-console-logon';
import { ensureUser } from '../../activities/ensure-user';
import { grantPolicies } from '../../activities/grant-policies';
import { issueAccessKey } from '../../activities/issue-access-key';
import { deliveredMark } from '../../activities/mark';
import { markDelivered } from '../../activities/mark-delivered';
import { openSealed } from '../../activities/sealing';
import { verifyAccess } from '../../activities/verify-access';
import type { RamDirectory } from '../../clouds/ram/port';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { IssuedAccessKey } from '../../contracts/provisioning';
import { everythingPrintable, rejection } from '../clouds/alibaba/rejection';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import { interrupted, whateverIsLost } from './interrupted-port';
import { BUCKET, MARK, preparationWith, USER } from './preparation';

const { signal } = new AbortController();
const DELIVERED = deliveredMark(MARK, new Date('2026-02-03T04:05:06Z'));
const signIn = { userPrincipalName: `${USER}@acme.onaliyun.com`, url: 'https://signin.alibabacloud.com' };

function ramWithUser(given: Parameters<FakeRam['add']>[2] = {}, comments = MARK): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, comments, given);
  return ram;
}

/** Clouds in which a fresh key is who it should be and reaches the bucket. */
function cloudsOver(ram: RamDirectory, arn = `acs:ram::1234567890123456:user/${USER}`): Clouds {
  const oss = new FakeOss();
  oss.add(BUCKET);
  return {
    ram: () => ram,
    oss: () => oss,
    sts: () => ({
      whoAmI: async () => ({ accountId: '1234567890123456', arn, identityType: 'RAMUser', principalId: '2' }),
    }),
    iam: () => null,
    ks3: () => {
      throw new Error('not needed');
    },
  };
}

const preparation = preparationWith();
const keysOf = (ram: FakeRam) => [...ram.user(USER).keys.keys()];

type Step = (ram: RamDirectory, of?: Preparation) => Promise<unknown>;
const steps: [string, Step][] = [
  ['ensureUser', (ram, of = preparation) => ensureUser(of, ram, signal)],
  ['grantPolicies', (ram, of = preparation) => grantPolicies(of, ram, signal)],
  ['enableConsoleLogon', (ram, of = preparation) => enableConsoleLogon(of, signIn, ram, signal)],
  ['issueAccessKey', (ram, of = preparation) => issueAccessKey(of, cloudsOver(ram), signal)],
  [
    'verifyAccess',
    (ram, of = preparation) =>
      verifyAccess({ preparation: of, accessKey: null, consoleLogon: false }, ram, signal),
  ],
];

describe.each(steps)('%s', (_, step) => {
  it.each([
    ['somebody else', '', 'RamUserNotOurs'],
    ['somebody with a comment', 'made by Li Wei', 'RamUserNotOurs'],
    ['another run', 'ks3-oss-prep prepare/videos', 'RamUserNotOurs'],
    ['a run whose name begins with ours', `${MARK}2`, 'RamUserNotOurs'],
    ['this run, which has delivered it', DELIVERED, 'AlreadyPrepared'],
  ])('leaves a user of %s alone', async (_who, comments, type) => {
    const ram = ramWithUser({ keys: new Map([['LTAIold', 'Active']]) }, comments);
    const before = structuredClone(ram.user(USER));
    expect(await rejection(step(ram))).toMatchObject({ type, context: { resource: `RAM user ${USER}` } });
    expect(ram.user(USER)).toEqual(before);
  });
});

describe('what an earlier preparation delivered', () => {
  const told = async (comments: string, given: Parameters<FakeRam['add']>[2]) => {
    const error = await rejection(ensureUser(preparation, ramWithUser(given, comments), signal));
    expect(error).toMatchObject({ type: 'AlreadyPrepared', effect: 'fatal' });
    return error.message;
  };

  it('is told with its key, since when and until when, and how to replace it or take it back', async () => {
    const until = new Date('2026-03-05T04:05:06Z');
    const comments = deliveredMark(MARK, new Date('2026-02-03T04:05:06Z'), until);
    const message = await told(comments, { keys: new Map([['LTAIold', 'Active']]), password: 'x' });
    for (const part of [
      'delivered at 2026-02-03T04:05:06Z',
      'taken back on 2026-03-05',
      'AccessKey LTAIold (issued 2026-01-02T03:04:05Z, active), console logon',
      `npx prep rotate photos --user ${USER}`,
      `npx prep revoke photos --user ${USER}`,
    ]) {
      expect(message).toContain(part);
    }
  });

  it('is told where nothing of it is left, and where no date is on record', async () => {
    const message = await told(DELIVERED, {});
    expect(message).toContain('no date to take them back is on record');
    expect(message).toContain('the user has no access any more');
  });
});

describe.each(steps.slice(1))('%s', (_, step) => {
  it('waits for a user that RAM does not show yet', async () => {
    const ram = ramWithUser();
    ram.unseenReads = 1;
    expect(await rejection(step(ram))).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
  });
});

describe('the user', () => {
  it('is made with the mark, and without any access', async () => {
    const ram = new FakeRam();
    expect(await ensureUser(preparation, ram, signal)).toEqual({ name: USER, userId: `id-${USER}` });
    expect(ram.user(USER)).toMatchObject({ comments: MARK, password: null, policies: [], keys: new Map() });
  });

  it('that exists but is not shown yet is waited for', async () => {
    const ram = ramWithUser();
    ram.unseenReads = 1;
    expect(await rejection(ensureUser(preparation, ram, signal))).toMatchObject({ type: 'RamNotVisibleYet' });
  });

  it('of an attempt that was never delivered loses all access', async () => {
    const ram = ramWithUser({
      keys: new Map([
        ['LTAI1', 'Active'],
        ['LTAI2', 'Inactive'],
      ]),
      policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }],
      password: 'x',
      mfa: true,
    });
    await ensureUser(preparation, ram, signal);
    expect(ram.user(USER)).toMatchObject({ keys: new Map(), policies: [], password: null, mfa: false });
  });

  it('is made once, whatever call is lost', async () => {
    await whateverIsLost(
      () => new FakeRam(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await ensureUser(preparation, port, signal);
        return calls.length;
      },
      (ram, what) => expect({ what, users: [...ram.users.keys()] }).toEqual({ what, users: [USER] }),
    );
  });

  it('is marked as delivered, once', async () => {
    const ram = ramWithUser();
    await markDelivered(preparation, undefined, ram, signal);
    const { comments } = ram.user(USER);
    expect(comments).toMatch(/^ks3-oss-prep prepare\/photos delivered \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const { port, calls } = interrupted<RamDirectory>(ram, -1, 'before its effect');
    await markDelivered(preparation, undefined, port, signal);
    expect(calls).toEqual(['getUser']);
  });

  describe('is handed over', () => {
    const when = { deliveredAt: '2026-02-03T04:05:06.789Z', takeBackBy: '2026-03-05T04:05:06.789Z' };
    const accessKey = { accessKeyId: 'LTAI1', sealedSecret: 'sealed', checks: [] };
    const record = { preparation, accessKey, consoleLogon: true, logonCreatedAt: '2026-01-02T03:04:05Z' };
    const COMPLETE = {
      keys: new Map([['LTAI1', 'Active' as const]]),
      policies: preparation.ramUser.policies.map(({ name, type }) => ({ name, type })),
      password: 'x',
    };
    const handOver = (ram: RamDirectory) => markDelivered(preparation, { record, ...when }, ram, signal);

    it('with its time and the day of its expiry, the same whatever call is lost', async () => {
      await whateverIsLost(
        () => ramWithUser({ ...COMPLETE, keys: new Map(COMPLETE.keys) }),
        async (ram, lost, loss) => {
          const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
          await handOver(port);
          return calls.length;
        },
        (ram, what) =>
          expect({ what, comments: ram.user(USER).comments }).toEqual({
            what,
            comments: `${MARK} delivered 2026-02-03T04:05:06Z until 2026-03-05`,
          }),
      );
    });

    it('without a key that nobody recorded', async () => {
      const ram = ramWithUser({ ...COMPLETE, keys: new Map([...COMPLETE.keys, ['LTAI2', 'Active']]) });
      await handOver(ram);
      expect(keysOf(ram)).toEqual(['LTAI1']);
    });

    it.each<[string, Parameters<FakeRam['add']>[2]]>([
      ['the key', { keys: new Map() }],
      ['a policy', { policies: [] }],
      ['the logon', { password: null }],
    ])('not where %s is gone: then it is unmarked, so that it can be granted anew', async (_, without) => {
      const ram = ramWithUser({ ...COMPLETE, ...without });
      expect(await rejection(handOver(ram))).toMatchObject({ type: 'AccessChanged' });
      expect(ram.user(USER).comments).toBe(MARK);
    });

    it('not twice: another delivery is told', async () => {
      const ram = ramWithUser(COMPLETE, DELIVERED.replace('04:05:06', '01:01:01'));
      const { type, message } = await rejection(handOver(ram));
      expect(type).toBe('AlreadyPrepared');
      expect(message).toContain('delivered at 2026-02-03T01:01:01Z');
    });
  });

  it('that RAM does not show is never left unmarked in silence', async () => {
    const ram = ramWithUser();
    ram.unseenReads = 1;
    expect(await rejection(markDelivered(preparation, undefined, ram, signal))).toMatchObject({
      type: 'RamNotVisibleYet',
    });
  });

  it('of another run is not marked as delivered by this one', async () => {
    const ram = ramWithUser({}, 'ks3-oss-prep prepare/videos');
    const error = await rejection(markDelivered(preparation, undefined, ram, signal));
    expect(error.type).toBe('RamUserNotOurs');
    expect(ram.user(USER).comments).toBe('ks3-oss-prep prepare/videos');
  });
});

describe('policies', () => {
  const role = { name: 'our-role', type: 'Custom', document: '{}' } as const;
  const wanted = preparationWith({
    ramUser: { policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }, role] },
  });

  it('are attached, and a custom one of ours is made where it is missing', async () => {
    const ram = ramWithUser();
    expect(await grantPolicies(wanted, ram, signal)).toEqual(['AliyunOSSFullAccess', 'our-role']);
    expect(ram.policies).toContain('Custom:our-role');
  });

  it('that nobody makes are not made here', async () => {
    const ram = ramWithUser();
    const theirs = preparationWith({ ramUser: { policies: [{ name: 'theirs', type: 'Custom' }] } });
    expect(await rejection(grantPolicies(theirs, ram, signal))).toMatchObject({ type: 'RamPolicyMissing' });
  });

  it('are waited for until RAM lists them', async () => {
    const ram = ramWithUser();
    ram.listPolicies = async () => [{ name: 'AliyunOSSFullAccess', type: 'System' }];
    const error = await rejection(grantPolicies(wanted, ram, signal));
    expect(error).toMatchObject({
      type: 'RamNotVisibleYet',
      context: { resource: `Policy our-role of RAM user ${USER}` },
    });
  });

  it('are known in whatever case RAM writes them', async () => {
    const ram = ramWithUser();
    ram.listPolicies = async () => [
      { name: 'aliyunossfullaccess', type: 'System' },
      { name: 'Our-Role', type: 'Custom' },
    ];
    expect(await grantPolicies(wanted, ram, signal)).toEqual(['aliyunossfullaccess', 'Our-Role']);
  });

  it('are all there once, whatever call is lost', async () => {
    await whateverIsLost(
      () => ramWithUser(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await grantPolicies(wanted, port, signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, policies: ram.user(USER).policies.map(({ name }) => name) }).toEqual({
          what,
          policies: ['AliyunOSSFullAccess', 'our-role'],
        }),
    );
  });
});

describe('credentials', () => {
  async function sealed(): Promise<{ identity: string; of: Preparation }> {
    const identity = await generateIdentity();
    return { identity, of: preparationWith({ recipients: [await identityToRecipient(identity)] }) };
  }

  it('are what was set last, whatever call is lost: the password', async () => {
    const { identity, of } = await sealed();
    let last = '';
    await whateverIsLost(
      () => ramWithUser(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        last = (await enableConsoleLogon(of, signIn, port, signal)).sealedPassword;
        return calls.length;
      },
      async (ram, what) => {
        const opened = JSON.parse(await openSealed(last, [identity])) as { password: string };
        expect({ what, password: opened.password }).toEqual({ what, password: ram.user(USER).password });
      },
    );
  });

  it('are exactly one key whose secret is sealed, whatever call is lost: the AccessKey', async () => {
    const { identity, of } = await sealed();
    let last: IssuedAccessKey | undefined;
    await whateverIsLost(
      () => ramWithUser(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        last = await issueAccessKey(of, cloudsOver(port), signal);
        return calls.length;
      },
      async (ram, what) => {
        const opened = JSON.parse(await openSealed(last?.sealedSecret ?? '', [identity])) as Record<
          string,
          string
        >;
        const [only] = keysOf(ram);
        expect({ what, keys: keysOf(ram) }).toEqual({ what, keys: [last?.accessKeyId] });
        expect(opened).toMatchObject({
          accessKeyId: only,
          accessKeySecret: `secret-of-${only}`,
          userName: USER,
        });
      },
    );
  });

  it('take the place of two keys of which nobody knows the secrets', async () => {
    const ram = ramWithUser({
      keys: new Map([
        ['LTAIx', 'Active'],
        ['LTAIy', 'Inactive'],
      ]),
    });
    const { accessKeyId, checks } = await issueAccessKey(preparation, cloudsOver(ram), signal);
    expect(keysOf(ram)).toEqual([accessKeyId]);
    expect(checks.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  });

  it('leave their step sealed only', async () => {
    const ram = ramWithUser();
    const issued = await issueAccessKey(preparation, cloudsOver(ram), signal);
    const logon = await enableConsoleLogon(preparation, signIn, ram, signal);
    const printed = everythingPrintable({ issued, logon });
    expect(printed).not.toContain('secret-of-');
    expect(printed).not.toContain(ram.user(USER).password);
    expect(issued.sealedSecret).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  });

  it('are not made where they could be sealed to nobody: the password', async () => {
    const ram = ramWithUser();
    const nobody = preparationWith({ recipients: ['age1nonsense'] });
    const error = await rejection(enableConsoleLogon(nobody, signIn, ram, signal));
    expect(error.type).toBe('RecipientRefused');
    expect(ram.user(USER).password).toBeNull();
  });

  it('are not made for a caller who has given up', async () => {
    const ram = ramWithUser();
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await expect(issueAccessKey(preparation, cloudsOver(ram), controller.signal)).rejects.toThrow(
      'cancelled',
    );
    expect(keysOf(ram)).toEqual([]);
  });

  it.each([0, 1])(
    'are taken back where RAM lists another key beside the fresh one (at %i)',
    async (fresh) => {
      const ram = ramWithUser();
      const create = ram.createAccessKey.bind(ram);
      // A request that was believed lost takes effect at the same moment.
      ram.createAccessKey = async (name) => {
        const made = [await create(name), await create(name)] as const;
        return made[fresh === 0 ? 0 : 1];
      };
      const error = await rejection(issueAccessKey(preparation, cloudsOver(ram), signal));
      const [own, other] = fresh === 0 ? ['LTAI1', 'LTAI2'] : ['LTAI2', 'LTAI1'];
      expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
      expect(error.message).toContain(`AccessKey ${own} of RAM user ${USER}`);
      expect(error.message).toContain(`RAM lists ${other} beside it; it was taken back.`);
      expect(keysOf(ram)).toEqual([other]);
    },
  );

  it('are taken back where RAM does not come to list the fresh key', async () => {
    const ram = ramWithUser();
    ram.listAccessKeys = async () => [];
    const patience = { patienceMs: 20, everyMs: 5 };
    const error = await rejection(issueAccessKey(preparation, cloudsOver(ram), signal, { patience }));
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
    expect(keysOf(ram)).toEqual([]);
  });

  it('wait until RAM lists the fresh key', async () => {
    const ram = ramWithUser();
    const list = ram.listAccessKeys.bind(ram);
    let asked = 0;
    ram.listAccessKeys = async (name) => (++asked < 4 ? [] : list(name));
    const patience = { patienceMs: 5000, everyMs: 1 };
    const { accessKeyId } = await issueAccessKey(preparation, cloudsOver(ram), signal, { patience });
    expect(keysOf(ram)).toEqual([accessKeyId]);
  });

  it('are not made where they could be sealed to nobody: the AccessKey', async () => {
    const ram = ramWithUser();
    const nobody = preparationWith({ recipients: ['age1nonsense'] });
    const error = await rejection(issueAccessKey(nobody, cloudsOver(ram), signal));
    expect(error.type).toBe('RecipientRefused');
    expect(keysOf(ram)).toEqual([]);
  });

  it('are sealed anew where another attempt enables the logon at the same time', async () => {
    const ram = ramWithUser({ password: 'old' });
    const remove = ram.deleteLogonProfile.bind(ram);
    ram.deleteLogonProfile = async (name) => {
      await remove(name);
      ram.user(name).password = 'of the other attempt';
    };
    const error = await rejection(enableConsoleLogon(preparation, signIn, ram, signal));
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
    expect(ram.user(USER).password).toBe('of the other attempt');
  });

  it('are made of 32 characters where the account asks for it', async () => {
    const ram = ramWithUser();
    ram.policy = { ...ram.policy, minimumLength: 32 };
    await enableConsoleLogon(preparation, signIn, ram, signal);
    expect(ram.user(USER).password).toHaveLength(32);
  });
});

describe('a fresh key that does not do what it should', () => {
  async function tried(clouds: Clouds) {
    // The wait of two minutes is over at the first failure.
    const now = Date.now;
    let calls = 0;
    Date.now = () => now() + 200_000 * calls++;
    try {
      return (await issueAccessKey(preparation, clouds, signal)).checks;
    } finally {
      Date.now = now;
    }
  }

  it('is a finding, not a failure: it is recorded either way', async () => {
    const ram = ramWithUser();
    const clouds = cloudsOver(ram, 'acs:ram::1234567890123456:user/prep-operator');
    const refused = new FakeOss();
    expect(await tried({ ...clouds, oss: () => refused })).toMatchObject([
      { outcome: 'problem', errorType: 'IdentityUnexpected' },
      { outcome: 'problem', errorType: 'OssNotVisibleYet' },
    ]);
    expect(keysOf(ram)).toHaveLength(1);
  });

  it('is not tried on OSS where its policies reach OSS by a role', async () => {
    const ram = ramWithUser();
    const byRole = preparationWith({
      ramUser: { policies: [{ name: 'AliyunOSSImportFullAccess', type: 'System' }] },
    });
    const never: Clouds = {
      ...cloudsOver(ram),
      oss: () => {
        throw new Error('tried on OSS');
      },
    };
    const { checks } = await issueAccessKey(byRole, never, signal);
    expect(checks[1]?.message).toContain('was not tried on OSS');
  });
});

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
  const verify = (ram: RamDirectory, accessKey: IssuedAccessKey | null = key()) =>
    verifyAccess({ preparation, accessKey, consoleLogon: true }, ram, signal);

  it('finds the recorded key, the policies and the logon', async () => {
    const ram = ramWithUser({ ...granted, keys: new Map([['LTAI1', 'Active']]) });
    expect((await verify(ram)).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['AccessKey', 'ok'],
      ['Policies', 'ok'],
      ['Console logon', 'warning'],
    ]);
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
    ['is gone', new Map([['LTAI2', 'Active']]), 'RAM does not list it any more.'],
    ['is not active', new Map([['LTAI1', 'Inactive']]), 'It is not active.'],
  ])('asks to grant anew where the recorded key %s', async (_, keys, detail) => {
    const error = await rejection(verify(ramWithUser({ ...granted, keys })));
    expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked', context: { detail } });
    expect(error.message).toContain(`AccessKey LTAI1 of RAM user ${USER}`);
  });

  it('asks for a new key where the recorded one did not work, with what was found', async () => {
    const ram = ramWithUser({ ...granted, keys: new Map([['LTAI1', 'Active']]) });
    const { message } = new PrepError('OssAccessDenied', { resource: `OSS bucket ${BUCKET}` });
    const refused = key({ checks: [{ name: 'New AccessKey: bucket', outcome: 'problem', message }] });
    const error = await rejection(verify(ram, refused));
    expect(error.type).toBe('NewKeyRefused');
    expect(error.message).toContain(message);
  });

  it.each([
    ['a policy', { password: 'x' }, 'AliyunOSSFullAccess, AliyunMGWFullAccess'],
    ['the logon', { policies: granted.policies }, 'Console logon'],
  ])('asks to grant anew where %s is gone', async (_, given, what) => {
    const ram = ramWithUser({ ...given, keys: new Map([['LTAI1', 'Active']]) });
    const error = await rejection(verify(ram));
    expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked' });
    expect(error.message).toContain(what);
  });

  it.each([
    ['2026-01-02T03:04:05Z', null],
    ['2026-01-02T03:04:04Z', null],
    ['2026-01-02T03:04:02Z', 'It was made anew, with another password.'],
    [null, null],
  ])(
    'knows by its time a logon that was made after the recorded one, of %s',
    async (logonCreatedAt, found) => {
      const ram = ramWithUser({ ...granted, keys: new Map([['LTAI1', 'Active']]) });
      const record = { preparation, accessKey: key(), consoleLogon: true, logonCreatedAt };
      const told = await verifyAccess(record, ram, signal).then(
        () => null,
        (error: PrepError) => [error.type, error.context.detail],
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
      ram.user(USER).comments = DELIVERED;
      return list(name);
    };
    expect((await rejection(verify(ram))).type).toBe('AlreadyPrepared');
    expect(keysOf(ram)).toEqual(['LTAI1', 'LTAI2']);
  });
});

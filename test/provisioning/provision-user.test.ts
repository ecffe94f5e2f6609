import { english } from '../english';
import { accessWords } from '../../contracts/credentials/access-words';
import { describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Clouds } from '../../provisioning/clouds';
import { enableConsoleLogon } from '../../provisioning/identity/enable-console-logon';
import { requireNoOpenRun } from '../../provisioning/identity/require-no-open-run';
import { ensureIdentity } from '../../provisioning/identity/ensure-identity';
import { ramUserOf, type OwnerOf } from '../../provisioning/identity/ram-identity';
import { grantPolicies } from '../../provisioning/identity/grant-policies';
import { issueAccessKey } from '../../provisioning/identity/issue-access-key';
import { openSealed } from '../../provisioning/sealing/sealing';
import type { RamDirectory } from '../../clouds/ram/port';
import type { Preparation } from '../../contracts/runs/preparation';
import type { IssuedAccessKey } from '../../contracts/credentials/provisioning';
import { everythingPrintable, rejection } from '../clouds/alibaba/rejection';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import { interrupted, whateverIsLost } from './interrupted-port';
import {
  ANOTHER_RUN,
  BUCKET,
  deliveredWith,
  foreignMarks,
  ON_USER,
  OWNERSHIP,
  RUN,
  preparationWith,
  USER,
  USER_MARK,
} from './preparation';

const { signal } = new AbortController();
const DELIVERED = deliveredWith('LTAIold');

function ramWithUser(given: Parameters<FakeRam['add']>[2] = {}, comments = USER_MARK): FakeRam {
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
    mgw: () => {
      throw new Error('not needed');
    },
  };
}

const preparation = preparationWith();
const by = (of: Preparation) => ({ preparation: of, ownership: OWNERSHIP });
const ensureUser = (owner: OwnerOf, ram: RamDirectory, until: AbortSignal) =>
  ensureIdentity(ramUserOf(owner, ram), until);
const keysOf = (ram: FakeRam) => [...ram.user(USER).keys.keys()];

type Step = (ram: RamDirectory) => Promise<unknown>;
const steps: [string, Step][] = [
  ['ensureUser', (ram) => ensureUser(by(preparation), ram, signal)],
  ['grantPolicies', (ram) => grantPolicies(by(preparation), ram, signal)],
  ['enableConsoleLogon', (ram) => enableConsoleLogon(by(preparation), ram, signal)],
  ['issueAccessKey', (ram) => issueAccessKey(by(preparation), cloudsOver(ram), signal)],
];

describe.each(steps)('%s', (_, step) => {
  it.each([
    ...foreignMarks(ON_USER).map(([who, comments]) => [who, comments, 'RamUserNotOurs']),
    ['this preparation, which has delivered it', DELIVERED, 'AlreadyPrepared'],
  ])('leaves a user of %s alone', async (_who, comments, type) => {
    const ram = ramWithUser({ keys: new Map([['LTAIold', 'Active']]) }, comments);
    const before = structuredClone(ram.user(USER));
    expect(await rejection(step(ram))).toMatchObject({ type, context: { resource: accessWords.user(USER) } });
    expect(ram.user(USER)).toEqual(before);
  });
});

describe.each(steps.slice(1))('%s', (_, step) => {
  it('leaves a user alone that another run of the preparation has taken over', async () => {
    const ram = ramWithUser({ keys: new Map([['LTAIold', 'Active']]) }, ANOTHER_RUN.made(ON_USER));
    const before = structuredClone(ram.user(USER));
    expect(await rejection(step(ram))).toMatchObject({
      type: 'TakenOver',
      context: { resource: accessWords.user(USER) },
    });
    expect(ram.user(USER)).toEqual(before);
  });
});

describe('a user that another run of the preparation created', () => {
  const check = (comments: string | null, running: string[], isOpen = true) => {
    const ram = comments === null ? new FakeRam() : ramWithUser({}, comments);
    const history = {
      async *runningPreparations() {
        yield* running;
      },
      isOpen: async () => isOpen,
    };
    return requireNoOpenRun(ramUserOf(by(preparation), ram), history, signal);
  };

  it('is left to that run while it is open, which is named', async () => {
    const other = ANOTHER_RUN.made(ON_USER);
    const running = ['prepare/videos', ANOTHER_RUN.workflowId];
    const error = await rejection(check(other, running));
    expect(error).toMatchObject({ type: 'UserOfOpenRun', effect: 'parked' });
    expect(error.message).toContain(`${ANOTHER_RUN.workflowId} still works with it`);
    await check(other, running, false);
    await check(other, ['prepare/videos']);
  });

  it.each([
    ['that is not there', null],
    ['of its own', OWNERSHIP.made(ON_USER)],
    ['that was delivered', DELIVERED],
    ['of somebody else', 'made by Li Wei'],
  ])('is not asked about for one %s', async (_, comments) => {
    await expect(check(comments, [RUN.workflowId, ANOTHER_RUN.workflowId])).resolves.toBeUndefined();
  });
});

describe('what an earlier preparation delivered', () => {
  const told = async (comments: string, given: Parameters<FakeRam['add']>[2]) => {
    const error = await rejection(ensureUser(by(preparation), ramWithUser(given, comments), signal));
    expect(error).toMatchObject({ type: 'AlreadyPrepared', effect: 'fatal' });
    return error.message;
  };

  it('is told with its key, since when and until when, and how to replace it or revoke it', async () => {
    const comments = deliveredWith('LTAIold', '2026-03-05T04:05:06Z');
    const message = await told(comments, { keys: new Map([['LTAIold', 'Active']]), password: 'x' });
    for (const part of [
      'delivered at 2026-02-03 04:05 UTC',
      'expire on 2026-03-05 04:05 UTC',
      'AccessKey LTAIold (issued 2026-01-02T03:04:05Z, active), console logon',
      `npx prep rotate photos --user ${USER}`,
      `npx prep revoke photos --user ${USER}`,
    ]) {
      expect(message).toContain(part);
    }
  });

  it('is told where nothing of it is left, and where no date is on record', async () => {
    const message = await told(DELIVERED, {});
    expect(message).toContain('never expire');
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
    await ensureUser(by(preparation), ram, signal);
    expect(ram.user(USER)).toMatchObject({
      comments: USER_MARK,
      password: null,
      policies: [],
      keys: new Map(),
    });
  });

  it('that exists but is not shown yet is waited for', async () => {
    const ram = ramWithUser();
    ram.unseenReads = 1;
    expect(await rejection(ensureUser(by(preparation), ram, signal))).toMatchObject({
      type: 'RamNotVisibleYet',
    });
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
    await ensureUser(by(preparation), ram, signal);
    expect(ram.user(USER)).toMatchObject({ keys: new Map(), policies: [], password: null, mfa: false });
  });

  it('of an earlier run of the preparation is taken over, without any access', async () => {
    const ram = ramWithUser({ keys: new Map([['LTAI1', 'Active']]) }, ANOTHER_RUN.made(ON_USER));
    await ensureUser(by(preparation), ram, signal);
    expect(ram.user(USER)).toMatchObject({ comments: USER_MARK, keys: new Map() });
  });

  it('loses nothing where it is delivered while its access is taken off', async () => {
    const ram = ramWithUser({ keys: new Map([['LTAI1', 'Active']]), password: 'x' });
    const list = ram.listAccessKeys.bind(ram);
    ram.listAccessKeys = async (name) => {
      ram.user(USER).comments = deliveredWith('LTAI1');
      return list(name);
    };
    expect(await rejection(ensureUser(by(preparation), ram, signal))).toMatchObject({
      type: 'AlreadyPrepared',
    });
    expect(ram.user(USER)).toMatchObject({ keys: new Map([['LTAI1', 'Active']]), password: 'x' });
  });

  it('is made once, whatever call is lost', async () => {
    await whateverIsLost(
      () => new FakeRam(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await ensureUser(by(preparation), port, signal);
        return calls.length;
      },
      (ram, what) => expect({ what, users: [...ram.users.keys()] }).toEqual({ what, users: [USER] }),
    );
  });
});

describe('policies', () => {
  const role = { name: 'our-role', type: 'Custom', document: '{}' } as const;
  const wanted = preparationWith({
    ramUser: { policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }, role] },
  });

  it('are attached, and a custom one of ours is made where it is missing', async () => {
    const ram = ramWithUser();
    expect(await grantPolicies(by(wanted), ram, signal)).toEqual(['AliyunOSSFullAccess', 'our-role']);
    expect(ram.policies).toContain('Custom:our-role');
  });

  it('grants no custom policy that permits something else than the plan says', async () => {
    const ram = ramWithUser();
    ram.policies.add('Custom:our-role');
    ram.documents.set(
      'our-role',
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}],"Version":"1"}',
    );
    const document = '{ "Version": "1", "Statement": [] }';
    const plain = preparationWith({
      ramUser: { policies: [{ name: 'our-role', type: 'Custom', document }] },
    });

    expect(await rejection(grantPolicies(by(plain), ram, signal))).toMatchObject({
      type: 'AccessBeyondPlan',
    });
    expect(ram.user(USER).policies).toEqual([]);

    ram.documents.set('our-role', '{"Statement":[],"Version":"1"}');
    expect(await grantPolicies(by(plain), ram, signal)).toEqual(['our-role']);
  });

  it('that nobody makes are not made here', async () => {
    const ram = ramWithUser();
    const theirs = preparationWith({ ramUser: { policies: [{ name: 'theirs', type: 'Custom' }] } });
    expect(await rejection(grantPolicies(by(theirs), ram, signal))).toMatchObject({
      type: 'RamPolicyMissing',
    });
  });

  it('are waited for until RAM lists them', async () => {
    const ram = ramWithUser();
    ram.listPolicies = async () => [{ name: 'AliyunOSSFullAccess', type: 'System' }];
    const error = await rejection(grantPolicies(by(wanted), ram, signal));
    expect(error).toMatchObject({
      type: 'RamNotVisibleYet',
      message: expect.stringContaining(`Policy our-role of RAM user ${USER}`),
    });
  });

  it('are known in whatever case RAM writes them', async () => {
    const ram = ramWithUser();
    ram.listPolicies = async () => [
      { name: 'aliyunossfullaccess', type: 'System' },
      { name: 'Our-Role', type: 'Custom' },
    ];
    expect(await grantPolicies(by(wanted), ram, signal)).toEqual(['aliyunossfullaccess', 'Our-Role']);
  });

  it('are all there once, whatever call is lost', async () => {
    await whateverIsLost(
      () => ramWithUser(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await grantPolicies(by(wanted), port, signal);
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
        last = (await enableConsoleLogon(by(of), port, signal)).sealedPassword;
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
        last = await issueAccessKey(by(of), cloudsOver(port), signal);
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
    const { accessKeyId, checks } = await issueAccessKey(by(preparation), cloudsOver(ram), signal);
    expect(keysOf(ram)).toEqual([accessKeyId]);
    expect(checks.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  });

  it('leave their step sealed only', async () => {
    const ram = ramWithUser();
    const issued = await issueAccessKey(by(preparation), cloudsOver(ram), signal);
    const logon = await enableConsoleLogon(by(preparation), ram, signal);
    const printed = everythingPrintable({ issued, logon });
    expect(printed).not.toContain('secret-of-');
    expect(printed).not.toContain(ram.user(USER).password);
    expect(issued.sealedSecret).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  });

  it('are not made where they could be sealed to nobody: the password', async () => {
    const ram = ramWithUser();
    const nobody = preparationWith({ recipients: ['age1nonsense'] });
    const error = await rejection(enableConsoleLogon(by(nobody), ram, signal));
    expect(error.type).toBe('RecipientRefused');
    expect(ram.user(USER).password).toBeNull();
  });

  it('are not made for a caller who has given up', async () => {
    const ram = ramWithUser();
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await expect(issueAccessKey(by(preparation), cloudsOver(ram), controller.signal)).rejects.toThrow(
      'cancelled',
    );
    expect(keysOf(ram)).toEqual([]);
  });

  it.each([0, 1])('are deleted if RAM lists another key beside the fresh one (at %i)', async (fresh) => {
    const ram = ramWithUser();
    const create = ram.createAccessKey.bind(ram);
    // A request that was considered lost takes effect at the same moment.
    ram.createAccessKey = async (name) => {
      const made = [await create(name), await create(name)] as const;
      return made[fresh === 0 ? 0 : 1];
    };
    const error = await rejection(issueAccessKey(by(preparation), cloudsOver(ram), signal));
    const [own, other] = fresh === 0 ? ['LTAI1', 'LTAI2'] : ['LTAI2', 'LTAI1'];
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
    expect(error.message).toContain(`AccessKey ${own} of RAM user ${USER}`);
    expect(error.message).toContain(`RAM also lists ${other}, so it was deleted again.`);
    expect(keysOf(ram)).toEqual([other]);
  });

  it('are deleted if RAM never lists the fresh key', async () => {
    const ram = ramWithUser();
    ram.listAccessKeys = async () => [];
    const patience = { patienceMs: 20, everyMs: 5 };
    const error = await rejection(issueAccessKey(by(preparation), cloudsOver(ram), signal, { patience }));
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
    expect(keysOf(ram)).toEqual([]);
  });

  it('wait until RAM lists the fresh key', async () => {
    const ram = ramWithUser();
    const list = ram.listAccessKeys.bind(ram);
    let asked = 0;
    ram.listAccessKeys = async (name) => (++asked < 4 ? [] : list(name));
    const patience = { patienceMs: 5000, everyMs: 1 };
    const { accessKeyId } = await issueAccessKey(by(preparation), cloudsOver(ram), signal, { patience });
    expect(keysOf(ram)).toEqual([accessKeyId]);
  });

  it('are not made where they could be sealed to nobody: the AccessKey', async () => {
    const ram = ramWithUser();
    const nobody = preparationWith({ recipients: ['age1nonsense'] });
    const error = await rejection(issueAccessKey(by(nobody), cloudsOver(ram), signal));
    expect(error.type).toBe('RecipientRefused');
    expect(keysOf(ram)).toEqual([]);
  });

  it('are sealed again where another attempt enables the logon at the same time', async () => {
    const ram = ramWithUser({ password: 'old' });
    const remove = ram.deleteLogonProfile.bind(ram);
    ram.deleteLogonProfile = async (name) => {
      await remove(name);
      ram.user(name).password = 'of the other attempt';
    };
    const error = await rejection(enableConsoleLogon(by(preparation), ram, signal));
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
    expect(ram.user(USER).password).toBe('of the other attempt');
  });

  it('are made of 32 characters where the account asks for it', async () => {
    const ram = ramWithUser();
    ram.policy = { ...ram.policy, minimumLength: 32 };
    await enableConsoleLogon(by(preparation), ram, signal);
    expect(ram.user(USER).password).toHaveLength(32);
  });
});

describe('a fresh key that does not do what it should', () => {
  async function tried(clouds: Clouds) {
    // The wait of two minutes is over at the first failure.
    const begin = performance.now();
    let calls = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => begin + 200_000 * calls++);
    try {
      return (await issueAccessKey(by(preparation), clouds, signal)).checks;
    } finally {
      clock.mockRestore();
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
    const { checks } = await issueAccessKey(by(byRole), never, signal);
    expect(english(checks[1]?.message)).toContain('was not tried on OSS');
  });
});

import { minute } from '../../presentation/text/minute';
import { english } from '../english';
import { accessWords } from '../../contracts/credentials/access-words';
import { say } from '../../presentation/words/words';
import { describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { AccessKeyPair, Clouds } from '../../provisioning/clouds';
import type { Marked } from '../../provisioning/trust/mark';
import { openSealed } from '../../provisioning/sealing/sealing';
import { issueSourceKey, makeReader } from '../../provisioning/identity/issue-source-key';
import { iamIdentity, readerNamed } from '../../provisioning/identity/iam-identity';
import { markSourceKeyDelivered } from '../../provisioning/identity/mark-delivered';
import { readerOf } from '../../provisioning/request/reader-request';
import { cleanUp, type CleanUp } from '../../provisioning/identity/remove-identity';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { everythingPrintable, rejection } from '../clouds/alibaba/rejection';
import { FakeIam } from './fake-iam';
import { FakeKs3, ks3Error } from './fake-ks3';
import { interrupted, whateverIsLost } from './interrupted-port';
import { ANOTHER_RUN, DELIVERED_AT, foreignMarks, OWNERSHIP, preparationWith } from './preparation';

const { signal } = new AbortController();
const READER = readerOf('photos', OWNERSHIP.preparation);
const { userName, policy } = READER;
const ON_READER: Marked = { kind: 'iam-user', name: userName };
const ON_POLICY: Marked = { kind: 'iam-policy', name: policy.name };
const USER_MARK = OWNERSHIP.made(ON_READER);
const POLICY_MARK = OWNERSHIP.made(ON_POLICY);
const DELIVERED = OWNERSHIP.delivered(ON_READER, { at: DELIVERED_AT, until: null, key: 'AKLT1' });
const HANDED_OVER = { deliveredAt: DELIVERED_AT, expiresAt: '2026-03-05T04:05:06Z' };
const { source, credentials } = preparationWith();

/** Kingsoft's side; `asked` gets the key of each KS3 request. */
function cloudsOver(
  iam: KsyunIam,
  ks3 = new FakeKs3(),
  asked: (key?: AccessKeyPair) => void = () => {},
): Clouds {
  const notNeeded = () => {
    throw new Error('not needed');
  };
  return {
    iam: () => iam,
    ks3: (_, key) => {
      asked(key);
      return ks3;
    },
    ram: notNeeded,
    mgw: notNeeded,
    oss: notNeeded,
    sts: notNeeded,
  };
}

const issue = (iam: KsyunIam, more: { recipients?: string[]; ks3?: FakeKs3 } = {}) =>
  makeReader(
    { source, reader: READER, ownership: OWNERSHIP, recipients: more.recipients ?? credentials.recipients },
    cloudsOver(iam, more.ks3),
    signal,
    { patience: { patienceMs: 0, everyMs: 0 } },
  );

const userOf = (iam: KsyunIam) => iamIdentity(readerNamed(READER, 'photos'), OWNERSHIP, iam);
const keysOf = (iam: FakeIam) => [...iam.user(userName).keys.keys()];
const documents = (iam: FakeIam) => [...iam.policies.values()].map(({ document }) => document);

describe('the dedicated reader of a bucket', () => {
  it('has a policy for that bucket alone, and a name that no other preparation wants', () => {
    expect(JSON.parse(policy.document)).toEqual({
      Version: '2015-11-01',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['ks3:ListBucket', 'ks3:GetBucketLocation'],
          Resource: ['krn:ksc:ks3:::photos'],
        },
        { Effect: 'Allow', Action: ['ks3:GetObject'], Resource: ['krn:ksc:ks3:::photos/*'] },
      ],
    });
    expect(userName).toMatch(/^mgw-photos-[0-9a-f]{8}$/);
    expect(readerOf('photos', 'f'.repeat(20)).userName).not.toBe(userName);
    expect(readerOf('photos', OWNERSHIP.preparation)).toEqual(READER);
    const long = readerOf('b'.repeat(63), OWNERSHIP.preparation);
    expect(long.userName).toHaveLength(64);
    expect(long.policy.document.length).toBeLessThan(2048);
  });
});

describe('its AccessKey', () => {
  it('is made with user and policy, marked, tried, and its secret leaves sealed alone', async () => {
    const identity = await generateIdentity();
    const iam = new FakeIam();
    const issued = await issue(iam, { recipients: [await identityToRecipient(identity)] });

    expect(iam.user(userName)).toMatchObject({
      remark: USER_MARK,
      keys: new Map([[issued.accessKeyId, 'Active']]),
    });
    expect([...iam.policies.values()]).toEqual([
      { name: policy.name, description: POLICY_MARK, document: policy.document },
    ]);
    expect(iam.user(userName).policies).toEqual([...iam.policies.keys()]);
    expect(issued.checks.map(({ name, outcome }) => `${say('en', name)}: ${outcome}`)).toEqual([
      'New KS3 list: ok',
      'New KS3 location: ok',
      'New KS3 read: ok',
    ]);
    const secret = `secret-of-${issued.accessKeyId}`;
    expect(everythingPrintable(issued)).not.toContain(secret);
    expect(JSON.parse(await openSealed(issued.sealedSecret, [identity]))).toEqual({
      kind: 'source-access-key',
      accountId: '2000143391',
      userName,
      bucket: 'photos',
      endpoint: source.endpoint,
      accessKeyId: issued.accessKeyId,
      accessKeySecret: secret,
    });
  });

  it('is what KS3 is asked with, never the configured one', async () => {
    const iam = new FakeIam();
    const keys: (string | undefined)[] = [];
    const clouds = cloudsOver(iam, new FakeKs3(), (key) => keys.push(key?.accessKeyId));
    const request = { source, reader: READER, ownership: OWNERSHIP, recipients: credentials.recipients };
    const { accessKeyId } = await makeReader(request, clouds, signal, {
      patience: { patienceMs: 0, everyMs: 0 },
    });
    expect(new Set(keys)).toEqual(new Set([accessKeyId]));
  });

  it('is exactly one, whatever call is lost', async () => {
    await whateverIsLost(
      () => new FakeIam(),
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        await issue(port);
        return calls.length;
      },
      (iam, what) =>
        expect({
          what,
          users: [...iam.users.keys()],
          keys: keysOf(iam).length,
          policies: iam.user(userName).policies,
          documents: documents(iam),
        }).toEqual({
          what,
          users: [userName],
          keys: 1,
          policies: [...iam.policies.keys()],
          documents: [policy.document],
        }),
    );
  });

  it('is the one on record: what an earlier attempt left is gone, access that was added included', async () => {
    const iam = new FakeIam();
    const wide = iam.addPolicy('everything', 'somebody’s');
    const earlier = iam.addPolicy(policy.name, POLICY_MARK, '{"wider":"than approved"}');
    iam.add(userName, USER_MARK, {
      keys: new Map([
        ['AKLTold1', 'Active'],
        ['AKLTold2', 'Inactive'],
      ]),
      policies: [wide, earlier],
    });
    const { accessKeyId } = await issue(iam);
    expect(keysOf(iam)).toEqual([accessKeyId]);
    expect(iam.user(userName).policies).toEqual([earlier]);
    expect(iam.policies.get(earlier)?.document).toBe(policy.document);
    expect(iam.policies.has(wide)).toBe(true);
  });

  it.each([
    ...foreignMarks(ON_READER).map(([who, remark]) => [who, remark, 'IamUserNotOurs']),
    ['this preparation, which has delivered it', DELIVERED, 'AlreadyPrepared'],
  ])('is not made on a user of %s', async (_, remark, type) => {
    const iam = new FakeIam();
    iam.add(userName, remark, { keys: new Map([['AKLTold', 'Active']]) });
    const before = structuredClone(iam.user(userName));
    expect(await rejection(issue(iam))).toMatchObject({
      type,
      context: { resource: accessWords.iamUser(userName) },
    });
    expect(iam.user(userName)).toEqual(before);
  });

  it('is revoked and replaced by commands that name the preparation which delivered it', async () => {
    const iam = new FakeIam();
    iam.add(userName, DELIVERED, { keys: new Map([['AKLT1', 'Active']]) });
    const usual = preparationWith();
    const preparation = {
      ...usual,
      source: { ...source, prefix: '2024 a/' },
      sourceKey: READER,
      destination: { ...usual.destination, bucket: 'archive' },
    };
    const named = "photos --user mgw-photos --destination archive --prefix '2024 a/'";
    const { message } = await rejection(issueSourceKey(preparation, OWNERSHIP, cloudsOver(iam), signal));
    expect(message).toContain(`npx prep rotate ${named} --source --source-key create`);
    expect(message).toContain(`npx prep revoke ${named} --source-key create`);
  });

  it('is not made with a policy of somebody else, nor is one deleted that others have', async () => {
    const foreign = new FakeIam();
    foreign.addPolicy(policy.name, 'somebody’s');
    expect(await rejection(issue(foreign))).toMatchObject({
      type: 'IamUserNotOurs',
      context: { resource: accessWords.iamPolicy(policy.name) },
    });
    expect(keysOf(foreign)).toEqual([]);

    const shared = new FakeIam();
    shared.add('other', '', { policies: [shared.addPolicy(policy.name, POLICY_MARK)] });
    expect(await rejection(issue(shared))).toMatchObject({ type: 'IamRequestRefused', effect: 'parked' });
  });

  it('waits for a user that IAM knows but does not show', async () => {
    const iam = new FakeIam();
    iam.add(userName, 'whose it is cannot be seen');
    iam.unseenReads = 1;
    expect(await rejection(issue(iam))).toMatchObject({ type: 'IamNotVisibleYet', effect: 'transient' });
    expect(keysOf(iam)).toEqual([]);
  });

  it('that cannot read the bucket is deleted, parks with what KS3 says, and is replaced by the next attempt', async () => {
    const [iam, ks3] = [new FakeIam(), new FakeKs3()];
    ks3.sample = ks3Error('Ks3AccessDenied', { code: 'AccessDenied' });
    const error = await rejection(issue(iam, { ks3 }));
    expect(error).toMatchObject({ type: 'SourceKeyRefused', effect: 'parked' });
    expect(error.message).toContain('The KS3 AccessKey has no permission for this on KS3 bucket photos.');
    expect(keysOf(iam)).toEqual([]);
    ks3.sample = null;
    const { accessKeyId } = await issue(iam, { ks3 });
    expect(keysOf(iam)).toEqual([accessKeyId]);
  });

  it('is not made once the run is cancelled', async () => {
    const iam = new FakeIam();
    const cancel = new AbortController();
    iam.listAttachedPolicies = async (name) => {
      cancel.abort(new Error('cancelled'));
      return FakeIam.prototype.listAttachedPolicies.call(iam, name);
    };
    const request = { source, reader: READER, ownership: OWNERSHIP, recipients: credentials.recipients };
    await expect(
      makeReader(request, cloudsOver(iam), cancel.signal, { patience: { patienceMs: 0, everyMs: 0 } }),
    ).rejects.toThrow('cancelled');
    expect(keysOf(iam)).toEqual([]);
  });
});

describe('marking it as delivered', () => {
  const mark = (accessKeyId: string, iam: KsyunIam) =>
    markSourceKeyDelivered(userOf(iam), accessKeyId, HANDED_OVER, signal);
  const marked = (key: string) =>
    OWNERSHIP.delivered(ON_READER, { at: HANDED_OVER.deliveredAt, until: HANDED_OVER.expiresAt, key });

  it('is done once, with the times of the RAM user, and takes off what a delayed attempt made', async () => {
    const iam = new FakeIam();
    const { accessKeyId } = await issue(iam);
    iam.user(userName).keys.set('AKLTdelayed', 'Active');
    await mark(accessKeyId, iam);
    expect(iam.user(userName).remark).toBe(marked(accessKeyId));
    expect(keysOf(iam)).toEqual([accessKeyId]);
    const { port, calls } = interrupted<KsyunIam>(iam, -1, 'before its effect');
    await mark(accessKeyId, port);
    expect(calls).toEqual(['getUser']);
  });

  it('is done, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const iam = new FakeIam();
        iam.add(userName, USER_MARK, {
          keys: new Map([
            ['AKLT1', 'Active'],
            ['AKLTdelayed', 'Active'],
          ]),
        });
        return iam;
      },
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        await mark('AKLT1', port);
        return calls.length;
      },
      (iam, what) =>
        expect({ what, remark: iam.user(userName).remark, keys: keysOf(iam) }).toEqual({
          what,
          remark: marked('AKLT1'),
          keys: ['AKLT1'],
        }),
    );
  });

  it('waits for a user that is not shown', async () => {
    expect(await rejection(mark('AKLT1', new FakeIam()))).toMatchObject({ type: 'IamNotVisibleYet' });
  });

  it.each<[string, string, Map<string, 'Active' | 'Inactive'>, string]>([
    ['of somebody else', 'somebody’s', new Map([['AKLT1', 'Active']]), 'IamUserNotOurs'],
    ['of another run', ANOTHER_RUN.made(ON_READER), new Map([['AKLT1', 'Active']]), 'TakenOver'],
    ['with another key delivered', marked('AKLT2'), new Map([['AKLT1', 'Active']]), 'AlreadyPrepared'],
    ['without the key', USER_MARK, new Map([['AKLT2', 'Active']]), 'AccessChanged'],
    ['with the key disabled', USER_MARK, new Map([['AKLT1', 'Inactive']]), 'AccessChanged'],
  ])('is not done on a user %s', async (_, remark, keys, type) => {
    const iam = new FakeIam();
    iam.add(userName, remark, { keys });
    const before = structuredClone(iam.user(userName));
    expect(await rejection(mark('AKLT1', iam))).toMatchObject({ type });
    expect(iam.user(userName)).toEqual(before);
  });
});

describe('deleting it', () => {
  const remove = (iam: KsyunIam, more: Partial<CleanUp> = {}, until = signal) =>
    cleanUp({ delivered: 'keep', ...more }, userOf(iam), until);

  /** Everything that a run can have created. */
  function everything(remark = USER_MARK, description = POLICY_MARK): FakeIam {
    const iam = new FakeIam();
    const krn = iam.addPolicy(policy.name, description, policy.document);
    iam.add(userName, remark, { keys: new Map([['AKLT1', 'Active']]), policies: [krn] });
    return iam;
  }

  const leftOf = (iam: FakeIam) => [iam.users.size, iam.policies.size];

  it('removes all of it, in an order that IAM takes, and tells it', async () => {
    const iam = everything();
    expect(english(await remove(iam))).toEqual({
      removed: [
        'AccessKey AKLT1',
        `policy ${policy.name} of Kingsoft IAM user ${userName}`,
        `Kingsoft IAM policy ${policy.name}`,
        `Kingsoft IAM user ${userName}`,
      ],
      kept: [],
    });
    expect(leftOf(iam)).toEqual([0, 0]);
    expect(english(await remove(iam))).toEqual({ removed: [], kept: [] });
  });

  it('disables the key first, and waits before it deletes it', async () => {
    const iam = everything();
    const { port, calls } = interrupted<KsyunIam>(iam, -1, 'before its effect');
    const started = performance.now();
    await remove(port, { waitMs: 50 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(45);
    expect(iam.disabled).toEqual(['AKLT1']);
    expect(calls.indexOf('setAccessKeyStatus')).toBeLessThan(calls.indexOf('deleteAccessKey'));
  });

  it('leaves the key disabled where it is cancelled while it waits', async () => {
    const iam = everything();
    const cancel = new AbortController();
    const setStatus = iam.setAccessKeyStatus.bind(iam);
    iam.setAccessKeyStatus = async (...about) => {
      const outcome = await setStatus(...about);
      cancel.abort(new Error('cancelled'));
      return outcome;
    };
    const removing = remove(iam, { waitMs: 60_000 }, cancel.signal);
    await expect(removing).rejects.toThrow(/abort/i);
    expect(iam.user(userName).keys).toEqual(new Map([['AKLT1', 'Inactive']]));
  });

  it('leaves nothing behind, whatever call is lost', async () => {
    await whateverIsLost(
      () => everything(),
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        await remove(port);
        return calls.length;
      },
      (iam, what) => expect({ what, left: leftOf(iam) }).toEqual({ what, left: [0, 0] }),
    );
  });

  it('keeps what another run of the preparation works with, and says so', async () => {
    const iam = everything(ANOTHER_RUN.made(ON_READER), ANOTHER_RUN.made(ON_POLICY));
    expect(english(await remove(iam))).toEqual({
      removed: [],
      kept: [
        {
          what: `Kingsoft IAM user ${userName}`,
          why: 'another run of the same preparation works with it',
        },
      ],
    });
    expect(leftOf(iam)).toEqual([1, 1]);
  });

  it.each(foreignMarks(ON_READER))('does not touch what %s made', async (_, mark) => {
    const iam = everything(mark, mark);
    const before = structuredClone(iam.user(userName));
    for (const delivered of ['keep', 'remove'] as const) {
      expect(english(await remove(iam, { delivered }))).toEqual({
        removed: [],
        kept: [],
      });
    }
    expect(iam.user(userName)).toEqual(before);
    expect(leftOf(iam)).toEqual([1, 1]);
  });

  it('keeps what has been delivered, unless that is what is to be revoked', async () => {
    const iam = everything(DELIVERED);
    expect(english(await remove(iam))).toEqual({
      removed: [],
      kept: [
        {
          what: `Kingsoft IAM user ${userName}`,
          why: `its credentials were delivered at ${minute(DELIVERED_AT)}`,
        },
      ],
    });
    await remove(iam, { delivered: 'remove' });
    expect(leftOf(iam)).toEqual([0, 0]);
  });

  it('removes a policy whose user is gone, and keeps one that others have', async () => {
    const orphan = everything();
    orphan.users.clear();
    expect(english((await remove(orphan)).removed)).toEqual([`Kingsoft IAM policy ${policy.name}`]);

    const shared = everything();
    shared.add('other', '', { policies: [...shared.policies.keys()] });
    expect(english((await remove(shared)).kept)).toEqual([
      { what: `Kingsoft IAM policy ${policy.name}`, why: 'it is attached to another user' },
    ]);
    expect([...shared.users.keys()]).toEqual(['other']);
  });

  it('is tried again for a key that a delayed call made, and parks for what somebody added', async () => {
    const delayed = everything();
    delayed.deleteUser = async (name) => {
      delayed.user(name).keys.set('AKLTdelayed', 'Active');
      return FakeIam.prototype.deleteUser.call(delayed, name);
    };
    expect(await rejection(remove(delayed))).toMatchObject({ effect: 'transient' });

    const grouped = everything();
    grouped.user(userName).groups.push('admins');
    expect(await rejection(remove(grouped))).toMatchObject({
      effect: 'parked',
      message: expect.stringContaining('UserGroupRelationDeleteConflict'),
    });
  });
});

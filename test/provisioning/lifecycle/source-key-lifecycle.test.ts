import { english } from '../../english';
import { accessWords } from '../../../contracts/credentials/access-words';
import { say } from '../../../presentation/words/words';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Clouds } from '../../../provisioning/clouds';
import { findReplaceableKey } from '../../../provisioning/lifecycle/find-replaceable-key';
import { iamIdentity } from '../../../provisioning/identity/iam-identity';
import { inspectCredentials } from '../../../provisioning/lifecycle/inspect-credentials';
import { issueReplacementKey } from '../../../provisioning/lifecycle/issue-replacement-key';
import { identityOf } from '../../../provisioning/lifecycle/credentials-identity';
import { removeCredentials } from '../../../provisioning/lifecycle/remove-credentials';
import { removeOtherKeys } from '../../../provisioning/lifecycle/remove-other-keys';
import { disableKeys, enableKeys } from '../../../provisioning/lifecycle/disable-keys';
import { confirmationCode } from '../../../provisioning/lifecycle/confirm-replacement';
import { openSealed } from '../../../provisioning/sealing/sealing';
import { readerOf } from '../../../provisioning/request/reader-request';
import type { KsyunIam } from '../../../clouds/ksyun-iam/port';
import type { Rotation, SourceCredentials } from '../../../contracts/credentials/credential-lifecycle';
import type { IssuedAccessKey } from '../../../contracts/credentials/provisioning';
import { everythingPrintable, rejection } from '../../clouds/alibaba/rejection';
import { FakeIam } from '../fake-iam';
import { FakeKs3, ks3Error } from '../fake-ks3';
import { interrupted, whateverIsLost } from '../interrupted-port';
import { ANOTHER_PREPARATION, BUCKET, DELIVERED_AT, OWNERSHIP, preparationWith } from '../preparation';

const { signal } = new AbortController();
const OLD = 'AKLTold';
const { userName, policy } = readerOf('photos', OWNERSHIP.preparation);
const ON_READER = { kind: 'iam-user', name: userName } as const;
const POLICY_MARK = OWNERSHIP.made({ kind: 'iam-policy', name: policy.name });
const deliveredWith = (key: string) => OWNERSHIP.delivered(ON_READER, { at: DELIVERED_AT, until: null, key });
const PATIENCE = { patienceMs: 0, everyMs: 1 };

const credentials: SourceCredentials = {
  cloud: 'kingsoft',
  preparation: OWNERSHIP.preparation,
  bucket: 'photos',
  userName,
  policyName: policy.name,
  profile: 'default',
};

/** Everything that was delivered, with the marks that user and policy bear. */
function everything(remark = deliveredWith(OLD), description = POLICY_MARK): FakeIam {
  const iam = new FakeIam();
  const krn = iam.addPolicy(policy.name, description, policy.document);
  iam.add(userName, remark, { keys: new Map([[OLD, 'Active']]), policies: [krn] });
  return iam;
}

const holding = (iam: KsyunIam) => iamIdentity(credentials, OWNERSHIP, iam);
const HISTORY = {
  async *runningPreparations(): AsyncGenerator<string> {
    yield 'prepare/videos';
  },
};
const ATTEMPT = { number: 1, scheduledAtMs: 0 };
const keysOf = (iam: FakeIam) => [...iam.user(userName).keys];

const KNOWN = [
  accessWords.accessKey(OLD),
  accessWords.iamAttachment(policy.name, userName),
  accessWords.iamPolicy(policy.name),
  accessWords.iamUser(userName),
];

describe('taking the source AccessKey back', () => {
  it('leaves neither user nor policy, and reports everything, whatever call is lost', async () => {
    let report: Awaited<ReturnType<typeof removeCredentials>> | undefined;
    await whateverIsLost(
      everything,
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        report = await removeCredentials({ known: KNOWN, leftBehind: false }, holding(port), signal);
        return calls.length;
      },
      (iam, what) =>
        expect({
          what,
          left: [iam.users.size, iam.policies.size],
          removed: report?.removed.map((one) => one.what),
          proof: report?.proof.map(({ name, message }) => [
            say('en', name),
            say('en', message).includes(`no user ${userName}`),
          ]),
        }).toEqual({ what, left: [0, 0], removed: KNOWN, proof: [['Kingsoft IAM user', true]] }),
    );
  });

  it('knows beforehand everything that it will remove', async () => {
    expect(await inspectCredentials(holding(everything()), ATTEMPT, HISTORY, signal)).toEqual({
      found: 'delivered',
      deliveredAt: DELIVERED_AT,
      until: null,
      keys: [{ accessKeyId: OLD, status: 'Active', createdAt: expect.any(String) }],
      policies: [policy.name],
      logon: false,
      besides: [accessWords.iamPolicy(policy.name)],
    });
  });

  it.each([
    ['by hand', '', 'carries no mark'],
    ['by another preparation', ANOTHER_PREPARATION.made(ON_READER), ANOTHER_PREPARATION.preparation],
    ['by nobody here', `${deliveredWith(OLD).slice(0, -1)}~`, 'not made by a worker of this configuration'],
    ['by a preparation that may go on', OWNERSHIP.made(ON_READER), 'nothing has been delivered with it'],
  ])('touches nothing of what was made %s', async (_, remark, why) => {
    const iam = everything(remark);
    const before = structuredClone(iam.user(userName));
    const report = await removeCredentials({ known: KNOWN, leftBehind: false }, holding(iam), signal);
    expect(english(report)).toEqual({
      removed: [],
      kept: [{ what: `Kingsoft IAM user ${userName}`, why: expect.stringContaining(why) }],
      proof: [],
    });
    expect([iam.user(userName), iam.policies.size]).toEqual([before, 1]);
  });

  it('leaves a policy that others have, and does not say that it went', async () => {
    const iam = everything();
    iam.add('other', '', { policies: [...iam.policies.keys()] });
    const report = await removeCredentials({ known: KNOWN, leftBehind: false }, holding(iam), signal);
    expect(report.removed.map(({ what }) => what)).toEqual([KNOWN[0], KNOWN[1], KNOWN[3]]);
    expect(english(report.kept)).toEqual([
      { what: `Kingsoft IAM policy ${policy.name}`, why: 'it is attached to another user' },
    ]);
    expect([...iam.users.keys(), iam.policies.size]).toEqual(['other', 1]);
  });

  it('stops at once where a run works with the user again in the middle of it', async () => {
    const iam = everything();
    const list = iam.listAttachedPolicies.bind(iam);
    iam.listAttachedPolicies = async (name) => {
      iam.user(name).remark = OWNERSHIP.made(ON_READER);
      return list(name);
    };
    const error = await rejection(removeCredentials({ known: [], leftBehind: false }, holding(iam), signal));
    expect(error).toMatchObject({ type: 'CredentialsGone' });
    expect(iam.user(userName).policies).toHaveLength(1);
  });

  it('waits while IAM still shows the user', async () => {
    const iam = everything();
    iam.deleteUser = async () => ({ outcome: 'removed' });
    const error = await rejection(removeCredentials({ known: [], leftBehind: false }, holding(iam), signal));
    expect(error).toMatchObject({ type: 'IamNotVisibleYet', effect: 'transient' });
  });

  it('parks where no IAM is configured any more, and says what to do', async () => {
    const clouds = { iam: () => null } as unknown as Clouds;
    const error = await rejection(Promise.resolve().then(() => identityOf(credentials, OWNERSHIP, clouds)));
    expect(error).toMatchObject({ type: 'IamNotConfigured', effect: 'parked' });
    expect(error.message).toContain('source profile default');
    expect(error.message).toContain('iam_endpoint');
  });
});

describe('the status of the source AccessKey', () => {
  it('is set and read back, whatever call is lost', async () => {
    const memories = new WeakMap<FakeIam, readonly string[]>();
    await whateverIsLost(
      everything,
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        const disabled = await disableKeys('all', holding(port), signal, {
          known: memories.get(iam) ?? null,
          remember: (active) => memories.set(iam, active),
        });
        expect(disabled).toEqual({ userName, keys: [OLD], disabledAt: expect.any(String) });
        return calls.length;
      },
      (iam, what) => expect({ what, keys: keysOf(iam) }).toEqual({ what, keys: [[OLD, 'Inactive']] }),
    );
    const iam = everything();
    const disabled = await disableKeys('all', holding(iam), signal);
    await enableKeys(disabled, holding(iam), signal);
    expect(keysOf(iam)).toEqual([[OLD, 'Active']]);
  });
});

describe('a new source AccessKey', () => {
  async function world(ks3 = new FakeKs3()) {
    const identity = await generateIdentity();
    const rotation: Rotation = {
      credentials,
      source: preparationWith().source,
      recipients: [await identityToRecipient(identity)],
      destination: { bucket: BUCKET, region: 'cn-beijing' },
      delivery: [],
      confirmWithinMs: 1000,
      graceMs: 0,
      requestedBy: 'li.wei',
      language: 'en',
    };
    const asked: (string | undefined)[] = [];
    const cloudsOver = (iam: KsyunIam) =>
      ({
        iam: () => iam,
        ks3: (_: unknown, key?: { accessKeyId: string }) => {
          asked.push(key?.accessKeyId);
          return ks3;
        },
      }) as unknown as Clouds;
    return { identity, asked, rotation, cloudsOver };
  }

  it('is exactly one beside the old one, tried and sealed, whatever call is lost', async () => {
    const { identity, asked, rotation, cloudsOver } = await world();
    let last: IssuedAccessKey | undefined;
    let most = 0;
    await whateverIsLost(
      () => {
        const iam = everything();
        const create = iam.createAccessKey.bind(iam);
        iam.createAccessKey = async (name) => {
          const made = await create(name);
          most = Math.max(most, iam.user(name).keys.size);
          return made;
        };
        return iam;
      },
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        last = await issueReplacementKey(rotation, holding(port), cloudsOver(port), signal, {
          patience: PATIENCE,
        });
        return calls.length;
      },
      async (iam, what) => {
        const opened = JSON.parse(await openSealed(last?.sealedSecret ?? '', [identity])) as Record<
          string,
          string
        >;
        const fresh = opened['accessKeyId'] ?? '';
        expect({ what, keys: keysOf(iam), recorded: last?.accessKeyId, tried: asked.at(-1) }).toEqual({
          what,
          keys: [
            [OLD, 'Active'],
            [fresh, 'Active'],
          ],
          recorded: fresh,
          tried: fresh,
        });
        expect(opened).toMatchObject({
          kind: 'source-access-key',
          accountId: '2000143391',
          userName,
          bucket: 'photos',
          accessKeySecret: `secret-of-${fresh}`,
          confirmationCode: confirmationCode(holding(iam), fresh),
        });
        expect(everythingPrintable(last)).not.toContain(`secret-of-${fresh}`);
      },
    );
    expect(most).toBe(2);
  });

  it('that cannot read the bucket is deleted, and the old one stays', async () => {
    const ks3 = new FakeKs3();
    ks3.sample = ks3Error('Ks3AccessDenied', { code: 'AccessDenied' });
    const { rotation, cloudsOver } = await world(ks3);
    const iam = everything();
    const error = await rejection(
      issueReplacementKey(rotation, holding(iam), cloudsOver(iam), signal, { patience: PATIENCE }),
    );
    expect(error).toMatchObject({ type: 'SourceKeyRefused', effect: 'parked' });
    expect(keysOf(iam)).toEqual([[OLD, 'Active']]);
  });

  it('that the plain delivery does not take is deleted', async () => {
    const { rotation, cloudsOver } = await world();
    const iam = everything();
    const plain = {
      ready: async () => undefined,
      put: () => Promise.reject(new Error('no room')),
    };
    const issuing = issueReplacementKey(rotation, holding(iam), cloudsOver(iam), signal, {
      patience: PATIENCE,
      plain,
    });
    await expect(issuing).rejects.toThrow('no room');
    expect(keysOf(iam)).toEqual([[OLD, 'Active']]);
  });

  it('takes the place of the old one, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const iam = everything(deliveredWith('AKLTnew'));
        iam.user(userName).keys.set('AKLTnew', 'Active');
        iam.keyTimes.set('AKLTnew', '2026-03-03T03:03:03Z');
        return iam;
      },
      async (iam, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(iam, lost, loss);
        const request = { which: 'all', disabled: null, graceMs: 0, known: [OLD] } as const;
        const { removed } = await removeOtherKeys(request, holding(port), signal);
        expect(removed.map(({ what }) => what)).toEqual([accessWords.accessKey(OLD)]);
        return calls.length;
      },
      (iam, what) => expect({ what, keys: keysOf(iam) }).toEqual({ what, keys: [['AKLTnew', 'Active']] }),
    );
  });

  it('replaces nothing where there is none, or where it was not delivered', async () => {
    const none = everything();
    none.user(userName).keys.clear();
    for (const iam of [none, new FakeIam(), everything(OWNERSHIP.made(ON_READER))]) {
      expect(await rejection(findReplaceableKey(holding(iam), signal))).toMatchObject({
        type: 'CredentialsGone',
      });
    }
  });
});

import type { Said } from '../../../presentation/words/phrase';
import { english } from '../../english';
import { accessWords } from '../../../contracts/access-words';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { confirmationCode, confirmReplacement } from '../../../provisioning/lifecycle/confirm-replacement';
import { disableKeys, enableKeys, type FoundBefore } from '../../../provisioning/lifecycle/disable-keys';
import { findReplaceableKey } from '../../../provisioning/lifecycle/find-replaceable-key';
import { issueReplacementKey } from '../../../provisioning/lifecycle/issue-replacement-key';
import { ramIdentity } from '../../../provisioning/identity/ram-identity';
import { removeCredentials } from '../../../provisioning/lifecycle/remove-credentials';
import { removeOtherKeys, type OtherKeys } from '../../../provisioning/lifecycle/remove-other-keys';
import { openSealed } from '../../../provisioning/sealing/sealing';
import type { Ownership } from '../../../provisioning/trust/mark';
import type { RamDirectory } from '../../../clouds/ram/port';
import type { DisabledKeys, RamCredentials, Rotation } from '../../../contracts/credential-lifecycle';
import { keyTag } from '../../../contracts/preparation-id';
import type { IssuedAccessKey } from '../../../contracts/provisioning';
import { rejection } from '../../clouds/alibaba/rejection';
import { FakeRam } from '../fake-ram';
import { interrupted, whateverIsLost } from '../interrupted-port';
import {
  ANOTHER_PREPARATION,
  ANOTHER_RUN,
  BUCKET,
  DELIVERED_AT,
  deliveredWith,
  foreignMarks,
  ON_USER,
  OWNERSHIP,
  USER,
  USER_MARK,
} from '../preparation';

const { signal } = new AbortController();
const ACCOUNT = '1234567890123456';
const OLD = 'LTAIold';
const NEW = 'LTAInew';
const LATER = '2026-03-03T03:03:03Z';
const HOUR_MS = 3_600_000;

const credentials: RamCredentials = {
  cloud: 'alibaba',
  preparation: OWNERSHIP.preparation,
  bucket: 'photos',
  userName: USER,
  account: { id: ACCOUNT, site: 'international' },
};

function everything(comments = deliveredWith(OLD)): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, comments, {
    keys: new Map([[OLD, 'Active']]),
    policies: [{ name: 'AliyunMGWFullAccess', type: 'System' }],
    password: 'x',
    mfa: true,
  });
  return ram;
}

/** A user with a new and an old key, one of which is in use. */
function withBoth(inUse: string, status: 'Active' | 'Inactive' = 'Active'): FakeRam {
  const ram = everything(deliveredWith(inUse));
  ram.user(USER).keys.set(NEW, status);
  ram.keyTimes.set(NEW, LATER);
  return ram;
}

const holding = (ram: RamDirectory, ownership: Ownership = OWNERSHIP) =>
  ramIdentity(credentials, ownership, ram);
const keysOf = (ram: FakeRam) => [...ram.user(USER).keys];

const KNOWN = [
  accessWords.accessKey(OLD),
  accessWords.policy('AliyunMGWFullAccess', USER),
  accessWords.logon(USER),
  accessWords.user(USER),
];

describe('taking credentials back', () => {
  const remove = (ram: RamDirectory, known: readonly Said[] = [], leftBehind = false) =>
    removeCredentials({ known, leftBehind }, holding(ram), signal);

  it.each([
    ['that were delivered', deliveredWith(OLD), false],
    ['that a run left behind', USER_MARK, true],
    ['that another run of the preparation left behind', ANOTHER_RUN.made(ON_USER), true],
  ])('%s leaves nothing and reports everything, whatever call is lost', async (_, comments, leftBehind) => {
    let report: Awaited<ReturnType<typeof removeCredentials>> | undefined;
    await whateverIsLost(
      () => everything(comments),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        report = await remove(port, KNOWN, leftBehind);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, users: ram.users.size, removed: report?.removed.map((one) => one.what) }).toEqual({
          what,
          users: 0,
          removed: KNOWN,
        }),
    );
  });

  it.each([
    ...foreignMarks(ON_USER).map(([who, comments]) => [who, comments, 'mark']),
    ['a run that may go on', USER_MARK, 'nothing has been delivered with it'],
  ])('touches nothing of %s', async (_, comments, why) => {
    const ram = everything(comments);
    const before = structuredClone(ram.user(USER));
    expect(english(await remove(ram, KNOWN))).toEqual({
      removed: [],
      kept: [{ what: `RAM user ${USER}`, why: expect.stringContaining(why) }],
      proof: [],
    });
    expect(ram.user(USER)).toEqual(before);
  });

  it('takes off as well what was put on in the middle of it', async () => {
    const ram = everything();
    const deleteUser = ram.deleteUser.bind(ram);
    let late = true;
    ram.deleteUser = async (name) => {
      if (late) {
        late = false;
        await ram.createAccessKey(name);
      }
      return deleteUser(name);
    };
    const { removed } = await remove(ram);
    expect(removed.map(({ what }) => what)).toEqual([
      KNOWN[0],
      KNOWN[1],
      KNOWN[2],
      accessWords.accessKey('LTAI1'),
      KNOWN[3],
    ]);
    expect(ram.users.size).toBe(0);
  });

  it('leaves alone what was delivered again since it was looked at, and says so', async () => {
    for (const deliveredAt of ['2026-01-01T00:00:00Z', null]) {
      const ram = everything();
      expect(await disableKeys('all', holding(ram), signal, { deliveredAt })).toBeNull();
      const report = await removeCredentials(
        { known: KNOWN, leftBehind: deliveredAt === null, deliveredAt },
        holding(ram),
        signal,
      );
      expect(report).toMatchObject({ removed: [], kept: [{ what: accessWords.user(USER) }], proof: [] });
      expect(english(report.kept[0]?.why)).toContain(`delivered again at ${DELIVERED_AT}`);
      expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
    }
    const ram = everything();
    await disableKeys('all', holding(ram), signal, { deliveredAt: DELIVERED_AT });
    expect(keysOf(ram)).toEqual([[OLD, 'Inactive']]);
    const same = { known: KNOWN, leftBehind: false, deliveredAt: DELIVERED_AT };
    expect(await removeCredentials(same, holding(ram), signal)).toMatchObject({ kept: [] });
  });

  it.each([
    ['it is delivered again', deliveredWith(OLD), deliveredWith(OLD, null, LATER), false],
    ['somebody else has the user by now', deliveredWith(OLD), ANOTHER_PREPARATION.made(ON_USER), false],
    ['a run works with it again', deliveredWith(OLD), USER_MARK, false],
    ['what was left behind is delivered after all', USER_MARK, deliveredWith(OLD), true],
    ['another run takes over what was left behind', USER_MARK, ANOTHER_RUN.made(ON_USER), true],
  ])('stops at once where, in the middle of it, %s', async (_, before, after, leftBehind) => {
    const ram = everything(before);
    const list = ram.listPolicies.bind(ram);
    ram.listPolicies = async (name) => {
      ram.user(name).comments = after;
      return list(name);
    };
    const error = await rejection(remove(ram, [], leftBehind));
    expect(error).toMatchObject({ type: 'CredentialsGone' });
    expect(ram.user(USER)).toMatchObject({ password: 'x', policies: [{ name: 'AliyunMGWFullAccess' }] });
  });

  it('waits while RAM still shows the user', async () => {
    const ram = everything();
    ram.deleteUser = async () => ({ outcome: 'removed' });
    expect(await rejection(remove(ram))).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
  });
});

describe('keys are disabled', () => {
  /** What the attempts of a step keep of one another, by where they work. */
  const memories = new WeakMap<object, readonly string[]>();
  const memoryOf = (of: object): FoundBefore => ({
    known: memories.get(of) ?? null,
    remember: (active) => memories.set(of, active),
  });

  it('all of them, which is read back and on record, whatever call is lost; and enabled again', async () => {
    let disabled: DisabledKeys | null = null;
    await whateverIsLost(
      () => withBoth(OLD),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        disabled = await disableKeys('all', holding(port), signal, memoryOf(ram));
        return calls.length;
      },
      (ram, what) => {
        expect({ what, keys: keysOf(ram), disabled }).toEqual({
          what,
          keys: [
            [OLD, 'Inactive'],
            [NEW, 'Inactive'],
          ],
          disabled: { userName: USER, keys: [OLD, NEW], disabledAt: expect.any(String) },
        });
      },
    );
    await whateverIsLost(
      () => {
        const ram = withBoth(OLD, 'Inactive');
        ram.user(USER).keys.set(OLD, 'Inactive');
        return ram;
      },
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await enableKeys({ keys: [OLD] }, holding(port), signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, keys: keysOf(ram) }).toEqual({
          what,
          keys: [
            [OLD, 'Active'],
            [NEW, 'Inactive'],
          ],
        }),
    );
  });

  it('and enables none again that was disabled before, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const ram = withBoth(NEW);
        ram.user(USER).keys.set(OLD, 'Inactive');
        return ram;
      },
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        const disabled = await disableKeys('all', holding(port), signal, memoryOf(ram));
        expect(disabled).toMatchObject({ keys: [OLD, NEW], before: [OLD] });
        await enableKeys(disabled, holding(port), signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, keys: keysOf(ram) }).toEqual({
          what,
          keys: [
            [OLD, 'Inactive'],
            [NEW, 'Active'],
          ],
        }),
    );
  });

  it('and enabled again by a run that has no answer, whatever call of the disabling and of the enabling is lost', async () => {
    for (const loss of ['before its effect', 'after its effect'] as const) {
      const { port: whole, calls } = interrupted<RamDirectory>(everything(), -1, loss);
      await disableKeys('all', holding(whole), signal);
      for (let lost = 0; lost <= calls.length; lost++) {
        await whateverIsLost(
          () => everything(),
          async (ram, lostLater, lossLater) => {
            const disabling = interrupted<RamDirectory>(ram, lost, loss);
            await disableKeys('all', holding(disabling.port), signal).catch(() => null);
            const { port, calls: enabling } = interrupted<RamDirectory>(ram, lostLater, lossLater);
            await enableKeys(null, holding(port), signal);
            return enabling.length;
          },
          (ram, what) =>
            expect({ what, lost, keys: keysOf(ram), mark: ram.user(USER).comments }).toEqual({
              what,
              lost,
              keys: [[OLD, 'Active']],
              mark: deliveredWith(OLD),
            }),
        );
      }
    }
  });

  it('and enabled again by a later run, as what an earlier one disabled is nobody else’s doing', async () => {
    const ram = everything();
    await disableKeys('all', holding(ram), signal);
    const again = await disableKeys('all', holding(ram), signal);
    expect(await enableKeys(again, holding(ram), signal)).toEqual([OLD]);
    expect(keysOf(ram)).toEqual([[OLD, 'Active']]);

    ram.user(USER).keys.set(OLD, 'Inactive');
    const byHand = await disableKeys('all', holding(ram), signal);
    for (const disabled of [byHand, null]) {
      expect(await enableKeys(disabled, holding(ram), signal)).toEqual([]);
    }
    expect(keysOf(ram)).toEqual([[OLD, 'Inactive']]);
  });

  it('and none is enabled of a user that was replaced, or is no longer delivered, if none was disabled', async () => {
    for (const comments of [USER_MARK, ANOTHER_PREPARATION.made(ON_USER), '']) {
      const ram = everything(comments);
      ram.user(USER).keys.set(OLD, 'Inactive');
      expect(await enableKeys(null, holding(ram), signal)).toEqual([]);
      expect(keysOf(ram)).toEqual([[OLD, 'Inactive']]);
    }
    expect(await enableKeys(null, holding(new FakeRam()), signal)).toEqual([]);
  });

  it('only the replaced ones, where one is in use', async () => {
    const ram = withBoth(NEW);
    expect(await disableKeys('replaced', holding(ram), signal)).toMatchObject({ keys: [OLD] });
    expect(keysOf(ram)).toEqual([
      [OLD, 'Inactive'],
      [NEW, 'Active'],
    ]);
  });

  it('none where the key in use does not work, or is gone', async () => {
    const gone = withBoth(NEW);
    gone.user(USER).keys.delete(NEW);
    for (const ram of [withBoth(NEW, 'Inactive'), gone]) {
      const error = await rejection(disableKeys('replaced', holding(ram), signal));
      expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked' });
      expect(ram.user(USER).keys.get(OLD)).toBe('Active');
    }
  });

  it('none of a user that is gone; and none of one that is not delivered', async () => {
    expect(await disableKeys('all', holding(new FakeRam()), signal)).toBeNull();
    await enableKeys({ keys: [OLD] }, holding(new FakeRam()), signal);
    for (const comments of [USER_MARK, ANOTHER_PREPARATION.made(ON_USER), '']) {
      const ram = everything(comments);
      expect(await rejection(disableKeys('all', holding(ram), signal))).toMatchObject({
        type: 'CredentialsGone',
      });
      expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
    }
  });

  it('and waited for until RAM shows it', async () => {
    const ram = everything();
    ram.setAccessKeyStatus = async () => 'changed';
    expect(await rejection(disableKeys('all', holding(ram), signal))).toMatchObject({
      type: 'RamNotVisibleYet',
      effect: 'transient',
    });
  });
});

describe('a new key', () => {
  async function world() {
    const identity = await generateIdentity();
    const rotation: Rotation = {
      credentials,
      recipients: [await identityToRecipient(identity)],
      source: null,
      destination: { bucket: BUCKET, region: 'cn-beijing' },
      delivery: [],
      confirmWithinMs: 1000,
      graceMs: 0,
      requestedBy: 'li.wei',
      language: 'en',
    };
    const cloudsOver = (ram: RamDirectory, user = USER) => ({
      ram: () => ram,
      iam: () => null,
      sts: () => ({
        whoAmI: async () => {
          const arn = `acs:ram::${ACCOUNT}:user/${user}`;
          return { accountId: ACCOUNT, arn, identityType: 'RAMUser', principalId: '2' };
        },
      }),
      oss: () => {
        throw new Error('not needed');
      },
      ks3: () => {
        throw new Error('not needed');
      },
      mgw: () => {
        throw new Error('not needed');
      },
    });
    return { identity, rotation, cloudsOver };
  }

  it('is exactly one beside the old one, and it is the sealed one, whatever call is lost', async () => {
    const { identity, rotation, cloudsOver } = await world();
    let last: IssuedAccessKey | undefined;
    await whateverIsLost(
      everything,
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        last = await issueReplacementKey(rotation, holding(port), cloudsOver(port), signal);
        return calls.length;
      },
      async (ram, what) => {
        const opened = JSON.parse(await openSealed(last?.sealedSecret ?? '', [identity])) as Record<
          string,
          string
        >;
        const fresh = opened['accessKeyId'] ?? '';
        expect({ what, keys: keysOf(ram), recorded: last?.accessKeyId }).toEqual({
          what,
          keys: [
            [OLD, 'Active'],
            [fresh, 'Active'],
          ],
          recorded: fresh,
        });
        expect(opened['accessKeySecret']).toBe(`secret-of-${fresh}`);
        expect(opened['confirmationCode']).toBe(confirmationCode(holding(ram), fresh));
        // Only opening it shows the code.
        expect(JSON.stringify(last)).not.toContain(opened['confirmationCode']);
        expect(ram.user(USER).comments).toBe(deliveredWith(OLD));
      },
    );
  });

  it('that does not work is taken back', async () => {
    const { rotation, cloudsOver } = await world();
    const ram = everything();
    const patience = { patienceMs: 0, everyMs: 1 };
    const clouds = cloudsOver(ram, 'somebody');
    const error = await rejection(issueReplacementKey(rotation, holding(ram), clouds, signal, { patience }));
    expect(error).toMatchObject({ type: 'NewKeyRefused', effect: 'parked' });
    expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
  });

  it('is not made where there is an older second key, which is somebody’s own', async () => {
    const { rotation, cloudsOver } = await world();
    const ram = everything();
    ram.user(USER).keys.set('LTAItheirs', 'Active');
    ram.keyTimes.set('LTAItheirs', '2025-01-01T00:00:00Z');
    const error = await rejection(issueReplacementKey(rotation, holding(ram), cloudsOver(ram), signal));
    expect(error).toMatchObject({ type: 'SecondAccessKey', effect: 'parked' });
    expect(keysOf(ram)).toHaveLength(2);
  });

  it('is confirmed by its code alone, from then on the mark names it, whatever call is lost', async () => {
    const code = confirmationCode(holding(new FakeRam()), NEW);
    await whateverIsLost(
      () => withBoth(OLD),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await confirmReplacement(NEW, ` ${code}\n`, holding(port), signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, mark: OWNERSHIP.of(ON_USER, ram.user(USER).comments) }).toMatchObject({
          what,
          mark: { state: 'delivered', deliveredAt: DELIVERED_AT, key: keyTag(NEW) },
        }),
    );
  });

  it('keeps the expiry of the delivery when it is confirmed', async () => {
    const ram = withBoth(OLD);
    ram.user(USER).comments = deliveredWith(OLD, LATER);
    await confirmReplacement(NEW, confirmationCode(holding(ram), NEW), holding(ram), signal);
    expect(ram.user(USER).comments).toBe(deliveredWith(NEW, LATER));
  });

  it('is not confirmed by the code of another key, user or preparation', async () => {
    const ram = withBoth(OLD);
    const other = ramIdentity({ ...credentials, userName: 'mgw-other' }, OWNERSHIP, ram);
    for (const code of ['', 'guessed', confirmationCode(holding(ram), OLD), confirmationCode(other, NEW)]) {
      const error = await rejection(confirmReplacement(NEW, code, holding(ram), signal));
      expect(error).toMatchObject({ type: 'ConfirmationRefused' });
      expect(error.message).not.toContain(confirmationCode(holding(ram), NEW));
    }
    expect(ram.user(USER).comments).toBe(deliveredWith(OLD));
  });

  it('is not confirmed where it does not work, is gone, or nothing is delivered any more', async () => {
    const gone = withBoth(OLD);
    gone.user(USER).keys.delete(NEW);
    const undelivered = withBoth(OLD);
    undelivered.user(USER).comments = USER_MARK;
    for (const [ram, type] of [
      [withBoth(OLD, 'Inactive'), 'AccessChanged'],
      [gone, 'AccessChanged'],
      [undelivered, 'CredentialsGone'],
      [new FakeRam(), 'CredentialsGone'],
    ] as const) {
      const code = confirmationCode(holding(ram), NEW);
      expect(await rejection(confirmReplacement(NEW, code, holding(ram), signal))).toMatchObject({ type });
    }
  });

  it('replaces the key that the mark names, whatever else is on the user', async () => {
    const ram = withBoth(OLD);
    expect(await findReplaceableKey(holding(ram), signal)).toMatchObject({
      key: { accessKeyId: OLD },
      others: [{ accessKeyId: NEW }],
    });
  });

  it('replaces nothing where there is none, or where the credentials are not those', async () => {
    const none = everything();
    none.user(USER).keys.clear();
    const other = everything();
    other.user(USER).keys.delete(OLD);
    other.user(USER).keys.set(NEW, 'Active');
    const foreign = foreignMarks(ON_USER).map(([, comments]) => everything(comments));
    for (const ram of [none, other, new FakeRam(), everything(USER_MARK), ...foreign]) {
      expect(await rejection(findReplaceableKey(holding(ram), signal))).toMatchObject({
        type: 'CredentialsGone',
      });
    }
  });
});

describe('the other keys', () => {
  const remove = (ram: RamDirectory, more: Partial<OtherKeys> = {}) =>
    removeOtherKeys({ which: 'all', disabled: null, graceMs: 0, known: [], ...more }, holding(ram), signal);
  const disabledFor = (ms: number, keys = [OLD]): DisabledKeys => ({
    userName: USER,
    keys,
    disabledAt: new Date(Date.now() - ms).toISOString(),
  });

  it('go once the new one is in use, whatever call is lost', async () => {
    await whateverIsLost(
      () => withBoth(NEW),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        const { removed } = await remove(port, { known: [OLD] });
        expect(removed.map(({ what }) => what)).toEqual([accessWords.accessKey(OLD)]);
        return calls.length;
      },
      (ram, what) => expect({ what, keys: keysOf(ram) }).toEqual({ what, keys: [[NEW, 'Active']] }),
    );
  });

  it.each<[string, DisabledKeys | null]>([
    ['was never disabled', null],
    ['was not the one that was disabled', disabledFor(2 * HOUR_MS, ['LTAIx'])],
  ])('stay for a person to look where the old one %s', async (_, disabled) => {
    const ram = withBoth(NEW);
    expect(await rejection(remove(ram, { disabled, graceMs: HOUR_MS }))).toMatchObject({
      type: 'AccessChanged',
      effect: 'parked',
    });
    expect(keysOf(ram)).toHaveLength(2);
  });

  it.each<[string, number]>([
    ['was disabled a moment ago', 1000],
    ['was disabled a little too late', HOUR_MS - 300_000],
    ['was disabled by a worker whose clock is a little ahead', HOUR_MS - 1500],
  ])('stay through the grace period, whose rest is waited out: the old one %s', async (_, ms) => {
    const ram = withBoth(NEW);
    const error = await rejection(remove(ram, { disabled: disabledFor(ms), graceMs: HOUR_MS }));
    expect(error).toMatchObject({ type: 'GraceNotOver', effect: 'transient' });
    const { retryAfterMs = 0 } = error.context;
    expect(HOUR_MS - ms - retryAfterMs).toBeGreaterThanOrEqual(0);
    expect(HOUR_MS - ms - retryAfterMs).toBeLessThan(1500);
    expect(keysOf(ram)).toHaveLength(2);
  });

  it('go after it', async () => {
    const ram = withBoth(NEW);
    await remove(ram, { disabled: disabledFor(HOUR_MS), graceMs: HOUR_MS });
    expect(keysOf(ram)).toEqual([[NEW, 'Active']]);
  });

  it('stay where the one in use does not work', async () => {
    const ram = withBoth(NEW, 'Inactive');
    expect(await rejection(remove(ram))).toMatchObject({ type: 'AccessChanged' });
    expect(keysOf(ram)).toHaveLength(2);
  });

  it('that were never confirmed go without a grace period, and the one in use stays', async () => {
    const ram = withBoth(OLD);
    const { removed } = await remove(ram, { which: 'unconfirmed', graceMs: HOUR_MS });
    expect(removed.map(({ what }) => what)).toEqual([accessWords.accessKey(NEW)]);
    expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
  });

  it('that were confirmed meanwhile are not withdrawn', async () => {
    const ram = withBoth(NEW);
    expect((await remove(ram, { which: 'unconfirmed' })).removed).toEqual([]);
    expect(keysOf(ram)).toHaveLength(2);

    const late = withBoth(OLD);
    const list = late.listAccessKeys.bind(late);
    late.listAccessKeys = async (name) => {
      late.user(USER).comments = deliveredWith(NEW);
      return list(name);
    };
    expect(await rejection(remove(late, { which: 'unconfirmed' }))).toMatchObject({ type: 'AccessChanged' });
    expect(keysOf(late)).toHaveLength(2);
  });

  it('are gone where the user is, and are not touched where it is not delivered', async () => {
    expect((await remove(new FakeRam(), { known: [OLD] })).removed).toMatchObject([
      { what: accessWords.accessKey(OLD) },
    ]);
    const ram = everything(USER_MARK);
    expect(await rejection(remove(ram))).toMatchObject({ type: 'CredentialsGone' });
    expect(keysOf(ram)).toHaveLength(1);
  });
});

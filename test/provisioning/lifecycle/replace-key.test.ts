import { accessWords } from '../../../contracts/credentials/access-words';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { confirmationCode, confirmReplacement } from '../../../provisioning/lifecycle/confirm-replacement';
import { findReplaceableKey } from '../../../provisioning/lifecycle/find-replaceable-key';
import { issueReplacementKey } from '../../../provisioning/lifecycle/issue-replacement-key';
import { ramIdentity } from '../../../provisioning/identity/ram-identity';
import { removeOtherKeys, type OtherKeys } from '../../../provisioning/lifecycle/remove-other-keys';
import { openSealed } from '../../../provisioning/sealing/sealing';
import type { RamDirectory } from '../../../clouds/ram/port';
import type { DisabledKeys, Rotation } from '../../../contracts/credentials/credential-lifecycle';
import { keyTag } from '../../../contracts/runs/preparation-id';
import type { IssuedAccessKey } from '../../../contracts/credentials/provisioning';
import { rejection } from '../../clouds/alibaba/rejection';
import { FakeRam } from '../fake-ram';
import { interrupted, whateverIsLost } from '../interrupted-port';
import {
  BUCKET,
  DELIVERED_AT,
  deliveredWith,
  foreignMarks,
  ON_USER,
  OWNERSHIP,
  USER,
  USER_MARK,
} from '../preparation';
import {
  ACCOUNT,
  OLD,
  NEW,
  LATER,
  HOUR_MS,
  credentials,
  everything,
  withBoth,
  holding,
  keysOf,
  signal,
} from './lifecycle-world';

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

  it('that does not work is deleted', async () => {
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
    const began = Date.now();
    const error = await rejection(remove(ram, { disabled: disabledFor(ms), graceMs: HOUR_MS }));
    const tookMs = Date.now() - began;
    expect(error).toMatchObject({ type: 'GraceNotOver', effect: 'transient' });
    const { retryAfterMs = 0 } = error.context;
    expect(HOUR_MS - ms - retryAfterMs).toBeGreaterThanOrEqual(0);
    expect(HOUR_MS - ms - retryAfterMs).toBeLessThan(1500 + tookMs);
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

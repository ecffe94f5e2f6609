import { minute } from '../../presentation/text/minute';
import { english } from '../english';
import { accessWords } from '../../contracts/credentials/access-words';
import { describe, expect, it } from '@jest/globals';
import { MARK_TAG, type Ownership } from '../../provisioning/trust/mark';
import { undoBucket } from '../../provisioning/bucket/undo-bucket';
import { ramUserOf } from '../../provisioning/identity/ram-identity';
import { cleanUp } from '../../provisioning/identity/remove-identity';
import { isBelievedGone } from '../../provisioning/trust/attempt';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeOss, type FakeBucket } from './fake-oss';
import { FakeRam } from './fake-ram';
import { interrupted, whateverIsLost } from './interrupted-port';
import {
  ANOTHER_RUN,
  BUCKET,
  BUCKET_MARK,
  DELIVERED_AT,
  deliveredWith,
  foreignMarks,
  ON_BUCKET,
  ON_USER,
  OWNERSHIP,
  preparationWith,
  USER,
  USER_MARK,
} from './preparation';

const { signal } = new AbortController();
const NOTHING = { removed: [], kept: [] };

function undoer(number = 1, ownership: Ownership = OWNERSHIP) {
  return { preparation: preparationWith(), ownership, attempt: { number, scheduledAtMs: Date.now() } };
}

/** Everything that a run can have created for a user. */
function ramWith(comments = USER_MARK): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, comments, {
    keys: new Map([['LTAI1', 'Active']]),
    policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }],
    password: 'x',
    mfa: true,
  });
  return ram;
}

function ossWith(mark = BUCKET_MARK, given: Partial<FakeBucket> = {}): FakeOss {
  const oss = new FakeOss();
  oss.add(BUCKET, { tags: mark === '' ? {} : { [MARK_TAG]: mark }, ...given });
  return oss;
}

describe('undoing the user', () => {
  const undo = (ram: RamDirectory, attempt = 1, tried = true) => {
    const owner = undoer(attempt);
    const mayAppear = tried && !isBelievedGone(owner.attempt);
    return cleanUp({ delivered: 'keep', mayAppear }, ramUserOf(owner, ram), signal);
  };
  const REMOVED = [
    'AccessKey LTAI1',
    `policy AliyunOSSFullAccess of RAM user ${USER}`,
    `console logon of RAM user ${USER}`,
    `RAM user ${USER}`,
  ];

  it('removes what the run made, in an order that RAM takes, and tells all of it', async () => {
    const ram = ramWith();
    expect(english(await undo(ram))).toEqual({ removed: REMOVED, kept: [] });
    expect(ram.users.size).toBe(0);
  });

  it('leaves nothing behind, whatever call is lost', async () => {
    await whateverIsLost(
      () => ramWith(),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await undo(port, lost === -1 ? 4 : 1);
        return calls.length;
      },
      (ram, what) => expect({ what, users: ram.users.size }).toEqual({ what, users: 0 }),
    );
  });

  it('does not take a user that is not shown yet for gone, if the run tried to make it', async () => {
    const unseen = ramWith();
    for (const attempt of [1, 2, 3]) {
      unseen.unseenReads = 1;
      expect(await rejection(undo(unseen, attempt))).toMatchObject({
        type: 'RamNotVisibleYet',
        effect: 'transient',
      });
    }
    expect(english((await undo(unseen, 4)).removed)).toEqual(REMOVED);
    expect(await undo(new FakeRam(), 4)).toEqual(NOTHING);
    expect(await undo(new FakeRam(), 1, false)).toEqual(NOTHING);
  });

  it.each(foreignMarks(ON_USER))('does not touch what %s made', async (_, comments) => {
    const ram = ramWith(comments);
    const before = structuredClone(ram.user(USER));
    expect(english(await undo(ram))).toEqual(NOTHING);
    expect(ram.user(USER)).toEqual(before);
  });

  it.each([
    [
      'has been delivered',
      deliveredWith('LTAI1'),
      `its credentials were delivered at ${minute(DELIVERED_AT)}`,
    ],
    [
      'another run works with',
      ANOTHER_RUN.made(ON_USER),
      'another run of the same preparation works with it',
    ],
  ])('keeps what %s, and says so', async (_, comments, why) => {
    const ram = ramWith(comments);
    const before = structuredClone(ram.user(USER));
    expect(english(await undo(ram))).toEqual({ removed: [], kept: [{ what: `RAM user ${USER}`, why }] });
    expect(ram.user(USER)).toEqual(before);
  });

  it('stops at once where the user is delivered in the middle of it', async () => {
    const ram = ramWith();
    const list = ram.listAccessKeys.bind(ram);
    ram.listAccessKeys = async (name) => {
      ram.user(USER).comments = deliveredWith('LTAI1');
      return list(name);
    };
    expect(await rejection(undo(ram))).toMatchObject({ type: 'AlreadyPrepared' });
    expect(ram.user(USER).keys.size).toBe(1);
  });

  it('says what keeps a user from being deleted', async () => {
    const ram = ramWith();
    ram.user(USER).groups.push('admins');
    const error = await rejection(undo(ram));
    expect(error).toMatchObject({ effect: 'parked', context: { resource: accessWords.user(USER) } });
    expect(error.message).toContain('It cannot be deleted while it has: Group.');
  });
});

describe('undoing the bucket', () => {
  const undo = (oss: OssBuckets, attempt = 1) => undoBucket(undoer(attempt), true, oss, signal);

  it('removes an empty one that this run made, once', async () => {
    const oss = ossWith();
    expect(english(await undo(oss))).toEqual({ removed: [`OSS bucket ${BUCKET}`], kept: [] });
    expect(oss.buckets.size).toBe(0);
    expect(await undo(oss, 4)).toEqual(NOTHING);
  });

  it('leaves nothing behind, whatever call is lost', async () => {
    await whateverIsLost(
      () => ossWith(),
      async (oss, lost, loss) => {
        const { port, calls } = interrupted<OssBuckets>(oss, lost, loss);
        await undo(port, lost === -1 ? 4 : 1);
        return calls.length;
      },
      (oss, what) => expect({ what, buckets: oss.buckets.size }).toEqual({ what, buckets: 0 }),
    );
  });

  it('does not take a bucket that is not shown yet for gone, if the run tried to make it', async () => {
    for (const attempt of [1, 2, 3]) {
      expect(await rejection(undo(new FakeOss(), attempt))).toMatchObject({
        type: 'OssNotVisibleYet',
        effect: 'transient',
      });
    }
    expect(await undo(new FakeOss(), 4)).toEqual(NOTHING);
    expect(await undoBucket(undoer(1), false, new FakeOss(), signal)).toEqual(NOTHING);
  });

  it.each(foreignMarks(ON_BUCKET))('does not touch what %s made', async (_, mark) => {
    const oss = ossWith(mark);
    const before = structuredClone(oss.buckets.get(BUCKET));
    expect(english(await undo(oss))).toEqual(NOTHING);
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it.each([
    ['holds objects', BUCKET_MARK, { objects: 1 }, 'it contains objects'],
    [
      'was delivered',
      OWNERSHIP.delivered(ON_BUCKET, { at: DELIVERED_AT, until: null, key: BUCKET }),
      {},
      `it was delivered at ${minute(DELIVERED_AT)}`,
    ],
    ['another run made', ANOTHER_RUN.made(ON_BUCKET), {}, 'another run of the same preparation created it'],
  ])('keeps one that %s, and says so', async (_, mark, given, why) => {
    const oss = ossWith(mark, given);
    expect(english(await undo(oss))).toEqual({ removed: [], kept: [{ what: `OSS bucket ${BUCKET}`, why }] });
    expect(oss.buckets.size).toBe(1);
  });

  it('takes a bucket that another account has by now for none of its own', async () => {
    const oss = ossWith();
    oss.taken.add(BUCKET);
    expect(await undo(oss, 4)).toEqual(NOTHING);
  });
});

import { PrepError } from '../../contracts/prep-error';
import { MARK_TAG } from '../../provisioning/trust/mark';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { iamIdentity, readerNamed } from '../../provisioning/identity/iam-identity';
import { findDelivery, markDelivered } from '../../provisioning/identity/mark-delivered';
import { readerOf } from '../../provisioning/request/reader-request';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeIam } from './fake-iam';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import { interrupted, whateverIsLost } from './interrupted-port';
import {
  ANOTHER_PREPARATION,
  ANOTHER_RUN,
  approved,
  BUCKET,
  BUCKET_MARK,
  deliveredWith,
  ON_BUCKET,
  ON_USER,
  OWNERSHIP,
  PLANNED_BUCKET,
  preparationWith,
  USER,
  USER_MARK,
} from './preparation';

const { signal } = new AbortController();
const DAY_MS = 86_400_000;
const plain = preparationWith();
const preparation = { ...plain, credentials: { ...plain.credentials, expireAfterMs: 30 * DAY_MS } };
const APPROVED = approved(preparation);
const accessKey = { accessKeyId: 'LTAI1', sealedSecret: 'sealed', checks: [] };
const logon = { sealedPassword: 'sealed', createdAt: '2026-01-02T03:04:05Z' };
const RECORD = { preparation, accessKey, logon };

interface World {
  readonly ram: FakeRam;
  readonly oss: FakeOss;
}

/** Everything as the plan says, before it is handed over. */
function complete(given: Parameters<FakeRam['add']>[2] = {}, comments = USER_MARK): World {
  const [ram, oss] = [new FakeRam(), new FakeOss()];
  ram.add(USER, comments, {
    keys: new Map([['LTAI1', 'Active']]),
    policies: preparation.ramUser.policies.map(({ name, type }) => ({ name, type })),
    password: 'x',
    ...given,
  });
  oss.add(BUCKET, { tags: { [MARK_TAG]: BUCKET_MARK }, encryption: 'AES256', blockPublicAccess: true });
  return { ram, oss };
}

const handOver = ({ ram, oss }: { ram: RamDirectory; oss: OssBuckets }, record = RECORD, of = APPROVED) =>
  markDelivered(of, record, ram, oss, signal);
const userMark = ({ ram }: World) => OWNERSHIP.of(ON_USER, ram.user(USER).comments);
const bucketMark = ({ oss }: World) => OWNERSHIP.of(ON_BUCKET, oss.buckets.get(BUCKET)?.tags[MARK_TAG]);

describe('credentials are handed over', () => {
  it('with their time, their expiry and their key, in the cloud as in the answer', async () => {
    const world = complete();
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { deliveredAt, expiresAt } = await handOver(world);
    expect(Date.parse(deliveredAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(expiresAt ?? '') - Date.parse(deliveredAt)).toBe(30 * DAY_MS);
    expect(world.ram.user(USER).comments).toBe(deliveredWith('LTAI1', expiresAt, deliveredAt));
    expect(bucketMark(world)).toMatchObject({ state: 'delivered', deliveredAt, until: expiresAt });
  });

  it('without a date where none is asked for', async () => {
    const world = complete();
    expect(await handOver(world, RECORD, approved(plain))).toMatchObject({ expiresAt: null });
    expect(userMark(world)).toMatchObject({ state: 'delivered', until: null });
  });

  it('once, whatever call is lost', async () => {
    let told: unknown;
    await whateverIsLost(
      () => complete(),
      async ({ ram, oss }, lost, loss) => {
        const calls = interrupted<RamDirectory>(ram, lost, loss);
        told = await handOver({ ram: calls.port, oss });
        return calls.calls.length;
      },
      (world, what) =>
        expect({ what, user: userMark(world), bucket: bucketMark(world) }).toMatchObject({
          what,
          user: { state: 'delivered', deliveredAt: (told as { deliveredAt: string }).deliveredAt },
          bucket: { state: 'delivered', deliveredAt: (told as { deliveredAt: string }).deliveredAt },
        }),
    );
    await whateverIsLost(
      () => complete(),
      async ({ ram, oss }, lost, loss) => {
        const calls = interrupted<OssBuckets>(oss, lost, loss);
        await handOver({ ram, oss: calls.port });
        return calls.calls.length;
      },
      (world, what) =>
        expect({ what, user: userMark(world), bucket: bucketMark(world) }).toMatchObject({
          what,
          user: { state: 'delivered' },
          bucket: { state: 'delivered' },
        }),
    );
  });

  it('at one time: a second attempt writes nothing', async () => {
    const world = complete();
    const first = await handOver(world);
    const ram = interrupted<RamDirectory>(world.ram, -1, 'before its effect');
    const oss = interrupted<OssBuckets>(world.oss, -1, 'before its effect');
    expect(await handOver({ ram: ram.port, oss: oss.port })).toEqual(first);
    expect([...ram.calls, ...oss.calls].filter((verb) => !/^(get|list|describe)/.test(verb))).toEqual([]);
  });

  it('without a key that nobody recorded', async () => {
    const world = complete({
      keys: new Map([
        ['LTAI1', 'Active'],
        ['LTAI2', 'Active'],
      ]),
    });
    await handOver(world);
    expect([...world.ram.user(USER).keys.keys()]).toEqual(['LTAI1']);
  });

  it.each<[string, Parameters<FakeRam['add']>[2], string]>([
    ['the key is gone', { keys: new Map() }, 'AccessChanged'],
    ['a policy is gone', { policies: [] }, 'AccessChanged'],
    ['the logon is gone', { password: null }, 'AccessChanged'],
    ['somebody put it into a group', { groups: ['admins'] }, 'AccessBeyondPlan'],
  ])('not where %s: then it is unmarked, so that it can be granted again', async (_, given, type) => {
    const world = complete(given);
    expect(await rejection(handOver(world))).toMatchObject({ type });
    expect(world.ram.user(USER).comments).toBe(USER_MARK);
    expect(bucketMark(world)).toMatchObject({ state: 'made' });
  });

  it('not where the bucket has changed: nothing is marked then', async () => {
    const world = complete();
    world.oss.add(BUCKET, { ...world.oss.buckets.get(BUCKET), acl: 'public-read' });
    expect(await rejection(handOver(world))).toMatchObject({ type: 'OssBucketChanged' });
    expect(world.ram.user(USER).comments).toBe(USER_MARK);
  });

  it('not twice: another delivery is told', async () => {
    const world = complete({}, deliveredWith('LTAIother', null, '2026-02-03T01:01:01Z'));
    const { type, message } = await rejection(handOver(world));
    expect(type).toBe('AlreadyPrepared');
    expect(message).toContain('delivered at 2026-02-03 01:01 UTC');
  });

  it('never in silence without a mark: a user that RAM does not show is waited for', async () => {
    const world = complete();
    world.ram.unseenReads = 1;
    expect(await rejection(handOver(world))).toMatchObject({ type: 'RamNotVisibleYet' });
    const unmarkable = complete();
    unmarkable.ram.updateComments = async () => undefined;
    expect(await rejection(handOver(unmarkable))).toMatchObject({ type: 'RamNotVisibleYet' });
  });

  it.each([
    ['another preparation', ANOTHER_PREPARATION.made(ON_USER), 'RamUserNotOurs'],
    ['another run', ANOTHER_RUN.made(ON_USER), 'TakenOver'],
  ])('not with a user of %s', async (_, comments, type) => {
    const world = complete({}, comments);
    expect(await rejection(handOver(world))).toMatchObject({ type });
    expect(world.ram.user(USER).comments).toBe(comments);
  });

  it('with an adopted bucket, which gets no mark', async () => {
    const world = complete();
    const tags = { team: 'media' };
    world.oss.add(BUCKET, { ...world.oss.buckets.get(BUCKET), tags });
    const adopting = { ...preparation, destination: { ...preparation.destination, adopt: true } };
    const bucket = { ...PLANNED_BUCKET, origin: 'adopted', encryption: 'AES256', tags } as const;
    await handOver(world, RECORD, approved(adopting, bucket));
    expect(world.oss.buckets.get(BUCKET)?.tags).toEqual(tags);
  });
});

describe('credentials with a dedicated AccessKey of the source', () => {
  const READER = readerOf('photos', OWNERSHIP.preparation);
  const ON_READER = { kind: 'iam-user', name: READER.userName } as const;
  const READER_MARK = OWNERSHIP.made(ON_READER);

  function withReader(given: Parameters<FakeIam['add']>[2] = {}, remark = READER_MARK): FakeIam {
    const iam = new FakeIam();
    iam.add(READER.userName, remark, { keys: new Map([['AKLT1', 'Active']]), ...given });
    return iam;
  }

  const handAllOver = ({ ram, oss }: World, iam: KsyunIam) =>
    markDelivered(APPROVED, RECORD, ram, oss, signal, {
      user: iamIdentity(readerNamed(READER, 'photos'), OWNERSHIP, iam),
      accessKeyId: 'AKLT1',
    });
  const remarkOf = (iam: FakeIam) => iam.user(READER.userName).remark;

  it('are handed over together, with the same times, once, whatever call is lost', async () => {
    await whateverIsLost(
      () => ({ ...complete(), iam: withReader() }),
      async (world, lost, loss) => {
        const { port, calls } = interrupted<KsyunIam>(world.iam, lost, loss);
        await handAllOver(world, port);
        return calls.length;
      },
      ({ iam, ...world }, what) => {
        const { deliveredAt, until } = userMark(world) as { deliveredAt: string; until: string };
        const delivered = { at: deliveredAt, until, key: 'AKLT1' };
        expect({ what, remark: remarkOf(iam) }).toEqual({
          what,
          remark: OWNERSHIP.delivered(ON_READER, delivered),
        });
      },
    );
  });

  it.each<[string, Parameters<FakeIam['add']>[2], string, string]>([
    ['its key is gone', { keys: new Map([['AKLT2', 'Active']]) }, READER_MARK, 'AccessChanged'],
    ['its key is disabled', { keys: new Map([['AKLT1', 'Inactive']]) }, READER_MARK, 'AccessChanged'],
    ['another run has taken its user', {}, ANOTHER_RUN.made(ON_READER), 'TakenOver'],
    ['its user is another preparation’s', {}, ANOTHER_PREPARATION.made(ON_READER), 'IamUserNotOurs'],
  ])('are not handed over where %s: nothing is marked then', async (_, given, remark, type) => {
    const world = complete();
    const iam = withReader(given, remark);
    expect(await rejection(handAllOver(world, iam))).toMatchObject({ type });
    expect([world.ram.user(USER).comments, remarkOf(iam)]).toEqual([USER_MARK, remark]);
    expect(bucketMark(world)).toMatchObject({ state: 'made' });
  });

  it('are unmarked where an earlier attempt came no further than the RAM user, and the key was replaced since', async () => {
    const world = complete();
    const iam = withReader();
    iam.updateRemark = async () => {
      throw new PrepError('IamUnavailable', { resource: 'IAM' });
    };
    expect(await rejection(handAllOver(world, iam))).toMatchObject({ type: 'IamUnavailable' });
    expect(userMark(world)).toMatchObject({ state: 'delivered' });
    const replaced = withReader({ keys: new Map([['AKLTlate', 'Active']]) });
    expect(await rejection(handAllOver(world, replaced))).toMatchObject({ type: 'AccessChanged' });
    expect([world.ram.user(USER).comments, remarkOf(replaced)]).toEqual([USER_MARK, READER_MARK]);
  });

  it.each(['before', 'after'])(
    'are unmarked where a late attempt replaces its key just %s its mark, so that all of it can be granted again',
    async (when) => {
      const world = complete();
      const iam = withReader();
      const replaceKey = () => {
        iam.user(READER.userName).keys.delete('AKLT1');
        iam.user(READER.userName).keys.set('AKLTlate', 'Active');
      };
      const updateRemark = iam.updateRemark.bind(iam);
      let late = false;
      iam.updateRemark = async (...given) => {
        const isFirst = !late;
        late = true;
        if (isFirst && when === 'before') {
          replaceKey();
        }
        await updateRemark(...given);
        if (isFirst && when === 'after') {
          replaceKey();
        }
      };
      expect(await rejection(handAllOver(world, iam))).toMatchObject({ type: 'AccessChanged' });
      expect([world.ram.user(USER).comments, remarkOf(iam)]).toEqual([USER_MARK, READER_MARK]);
    },
  );
});

describe('the delivery of a record', () => {
  const standing = (world: World, record: Parameters<typeof markDelivered>[1] = RECORD) =>
    findDelivery(APPROVED, record, world.ram, signal);

  it('is found by the mark alone, and only where it is of just this key', async () => {
    const world = complete();
    expect(await standing(world)).toBeNull();
    const handedOver = await handOver(world);
    expect(await standing(world)).toEqual(handedOver);
    expect(
      await standing(world, { ...RECORD, accessKey: { ...accessKey, accessKeyId: 'LTAI2' } }),
    ).toBeNull();
  });

  it('without a key is that of the run', async () => {
    const only = preparationWith({ ramUser: { programmaticAccess: false } });
    const record = { preparation: only, accessKey: null, logon };
    const world = complete({ keys: new Map() });
    const of = approved(only);
    const handedOver = await markDelivered(of, record, world.ram, world.oss, signal);
    expect(await findDelivery(of, record, world.ram, signal)).toEqual(handedOver);
    const other = { ...of, run: { ...of.run, runId: 'run-2' } };
    expect(await findDelivery(other, record, world.ram, signal)).toBeNull();
  });

  it('is not found on what is not ours, or not shown', async () => {
    const foreign = complete({}, ANOTHER_PREPARATION.made(ON_USER));
    expect(await rejection(standing(foreign))).toMatchObject({ type: 'RamUserNotOurs' });
    const unseen = complete({}, deliveredWith('LTAI1'));
    unseen.ram.unseenReads = 1;
    expect(await rejection(standing(unseen))).toMatchObject({ type: 'RamNotVisibleYet' });
  });
});

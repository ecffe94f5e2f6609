import { describe, expect, it } from '@jest/globals';
import { ensureBucket, type SentCreation, type SentCreations } from '../../provisioning/bucket/ensure-bucket';
import { MARK_TAG } from '../../provisioning/trust/mark';
import { PrepError } from '../../contracts/prep-error';
import type { OssBuckets } from '../../clouds/oss/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeOss, type FakeBucket } from './fake-oss';
import { interrupted, whateverIsLost } from './interrupted-port';
import {
  ANOTHER_RUN,
  BUCKET,
  BUCKET_MARK,
  foreignMarks,
  ON_BUCKET,
  OWNERSHIP,
  preparationWith,
} from './preparation';

const { signal } = new AbortController();
const SCHEDULED = Date.parse('2026-01-02T03:00:00.000Z');
const after = (ms: number) => new Date(SCHEDULED + ms).toISOString();

const ours = { [MARK_TAG]: BUCKET_MARK };
const OURS = { bucket: BUCKET, region: 'cn-beijing', ours: true };

/** What a step keeps of its creations. */
function creationsOf(earlier: SentCreation | null = null) {
  const kept: (SentCreation | null)[] = [];
  return { kept, earlier, keep: (creation: SentCreation | null) => kept.push(creation) };
}

function ensure(
  oss: OssBuckets,
  destination = {},
  number = 1,
  until = signal,
  creations: SentCreations = creationsOf(),
) {
  const attempt = { number, scheduledAtMs: SCHEDULED };
  return ensureBucket(preparationWith({ destination }), OWNERSHIP, attempt, creations, oss, until);
}

const changes = (calls: readonly string[]) => calls.filter((verb) => !['describe', 'isEmpty'].includes(verb));

describe('a bucket that does not exist', () => {
  it('is made private and blocked, with the mark, and with nothing that only an approval allows', async () => {
    const oss = new FakeOss();
    const asked = {
      storageClass: 'IA',
      redundancy: 'ZRS',
      versioning: true,
      acl: 'public-read',
      blockPublicAccess: false,
      tags: { team: 'media' },
    } as const;
    expect(await ensure(oss, asked)).toEqual(OURS);
    expect(oss.buckets.get(BUCKET)).toMatchObject({
      storageClass: 'IA',
      redundancy: 'ZRS',
      versioning: false,
      acl: 'private',
      blockPublicAccess: true,
      encryption: 'none',
      tags: ours,
    });
  });

  it('is marked even where the caller gives up while it is made', async () => {
    const oss = new FakeOss();
    const controller = new AbortController();
    const giveUp = new Proxy(oss, {
      get:
        (target, verb: keyof FakeOss) =>
        async (...given: unknown[]) => {
          (given.at(-1) as AbortSignal).throwIfAborted();
          if (verb === 'isEmpty') {
            controller.abort(new Error('cancelled'));
          }
          return (target[verb] as (...all: unknown[]) => unknown).apply(target, given);
        },
    });
    expect(await ensure(giveUp, {}, 1, controller.signal)).toEqual(OURS);
    expect(oss.buckets.get(BUCKET)?.tags).toEqual(ours);
  });

  it('is tried again where it is not visible yet', async () => {
    const oss = new FakeOss();
    const blind = new Proxy(oss, {
      get: (target, verb: keyof FakeOss) =>
        verb === 'describe' ? async () => null : (target[verb] as () => unknown).bind(target),
    });
    expect(await rejection(ensure(blind))).toMatchObject({ type: 'OssNotVisibleYet', effect: 'transient' });
  });
});

describe('whatever call is lost', () => {
  it('the next attempt ends with one private bucket that bears the mark', async () => {
    let losses = 0;
    await whateverIsLost(
      () => new FakeOss(),
      async (oss, lost, loss) => {
        const { port, calls } = interrupted<OssBuckets>(oss, lost, loss);
        const attempt = { number: lost === -1 ? 2 : 1, scheduledAtMs: Date.now() };
        await ensureBucket(preparationWith(), OWNERSHIP, attempt, creationsOf(), port, signal);
        return calls.length;
      },
      (oss, what) => {
        losses++;
        const wanted = { acl: 'private', tags: ours };
        expect({ what, ...oss.buckets.get(BUCKET) }).toMatchObject({ what, ...wanted });
      },
    );
    expect(losses).toBeGreaterThan(10);
  });
});

describe('a bucket that exists', () => {
  it.each([OWNERSHIP, ANOTHER_RUN])('is left as it is where this preparation made it', async (earlier) => {
    const oss = new FakeOss();
    const given = { acl: 'public-read', blockPublicAccess: false, objects: 7 };
    oss.add(BUCKET, { ...given, tags: { [MARK_TAG]: earlier.made(ON_BUCKET), cost: '42' } });
    const before = structuredClone(oss.buckets.get(BUCKET));
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    expect(await ensure(port, { acl: 'public-read', blockPublicAccess: false })).toEqual(OURS);
    expect(changes(calls)).toEqual([]);
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it('is claimed where an earlier attempt of this very step can only have made it', async () => {
    for (const createdAt of [after(0), after(60_000), after(-1500)]) {
      const oss = new FakeOss();
      oss.add(BUCKET, { createdAt });
      expect(await ensure(oss, {}, 2)).toEqual(OURS);
      expect(oss.buckets.get(BUCKET)).toMatchObject({ tags: ours, blockPublicAccess: true });
    }
  });

  it.each<[string, Partial<FakeBucket>, number]>([
    ['is older than the step', { createdAt: after(-3000) }, 2],
    ['was there before the first attempt asked', { createdAt: after(1000) }, 1],
    ['holds objects', { createdAt: after(1000), objects: 1 }, 2],
    ['is not private', { createdAt: after(1000), acl: 'public-read' }, 2],
    ['has tags of somebody', { createdAt: after(1000), tags: { team: 'media' } }, 2],
    ...foreignMarks(ON_BUCKET)
      .slice(1)
      .map(([who, mark]): [string, Partial<FakeBucket>, number] => [
        `bears what ${who} wrote`,
        { createdAt: after(1000), tags: { [MARK_TAG]: mark } },
        2,
      ]),
  ])('is somebody else’s where it %s, and is not touched', async (_, found, number) => {
    const oss = new FakeOss();
    oss.add(BUCKET, found);
    const before = structuredClone(oss.buckets.get(BUCKET));
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    const error = await rejection(ensure(port, {}, number));
    expect(error).toMatchObject({
      type: 'OssBucketNotOurs',
      message: expect.stringContaining(`OSS bucket ${BUCKET}`),
    });
    expect(changes(calls)).toEqual([]);
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it('is not claimed where somebody made it, with something in it, between the look and the creation', async () => {
    for (const theirs of [{ objects: 1 }, { tags: { team: 'media' } }]) {
      const oss = new FakeOss();
      const create = oss.create.bind(oss);
      oss.create = async (name, settings) => {
        oss.add(name, theirs);
        await create(name, settings);
      };
      expect(await rejection(ensure(oss))).toMatchObject({ type: 'OssBucketNotOurs' });
      expect(oss.buckets.get(BUCKET)).toMatchObject(theirs);
      expect(oss.buckets.get(BUCKET)?.tags).not.toHaveProperty(MARK_TAG);
    }
  });

  it.each([
    ['an earlier attempt sent its creation, by whatever clock', -600_000, 1],
    ['an activity before sent its creation, whose answer never came', 600_000, 2],
  ])('is claimed where %s', async (_, skewMs, number) => {
    const oss = new FakeOss();
    oss.add(BUCKET, { createdAt: after(skewMs - 3_600_000) });
    const creations = creationsOf({ bucket: BUCKET, sentAtMs: SCHEDULED - 3_600_000 });
    expect(await ensure(oss, {}, number, signal, creations)).toEqual(OURS);
    expect(oss.buckets.get(BUCKET)).toMatchObject({ tags: ours, blockPublicAccess: true });
  });

  it.each<[string, Partial<FakeBucket>, Partial<SentCreation>]>([
    ['was made long before that', { createdAt: after(-1_000_000) }, {}],
    ['was made long after that', { createdAt: after(1_000_000) }, {}],
    ['holds objects', { objects: 1 }, {}],
    ['is not private', { acl: 'public-read' }, {}],
    ['has tags of somebody', { tags: { team: 'media' } }, {}],
    ['has not the name that was asked for', {}, { bucket: 'another' }],
  ])('is somebody else’s where a creation was sent, but it %s', async (_, found, sent) => {
    const oss = new FakeOss();
    oss.add(BUCKET, { createdAt: after(1000), ...found });
    const before = structuredClone(oss.buckets.get(BUCKET));
    const creations = creationsOf({ bucket: BUCKET, sentAtMs: SCHEDULED, ...sent });
    const error = await rejection(ensure(oss, {}, 1, signal, creations));
    expect(error).toMatchObject({ type: 'OssBucketNotOurs' });
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it('is no longer waited for where OSS refused its creation', async () => {
    const oss = new FakeOss();
    const refused = new PrepError('OssAccessDenied', { resource: BUCKET });
    for (const [error, kept] of [
      [refused, undefined],
      [new PrepError('OssUnavailable', { resource: BUCKET }), BUCKET],
    ] as const) {
      oss.create = async () => {
        throw error;
      };
      const creations = creationsOf();
      expect(await rejection(ensure(oss, {}, 1, signal, creations))).toBe(error);
      expect(creations.kept[0]).toMatchObject({ bucket: BUCKET, sentAtMs: expect.any(Number) });
      expect(creations.kept.at(-1)?.bucket).toBe(kept);
    }
  });

  it('is used as it is with adopt', async () => {
    const oss = new FakeOss();
    oss.add(BUCKET, { storageClass: 'IA', acl: 'public-read', blockPublicAccess: null, versioning: true });
    const before = structuredClone(oss.buckets.get(BUCKET));
    expect(await ensure(oss, { adopt: true })).toEqual({ ...OURS, ours: false });
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it.each([ours, {}])('in another region is told, ours or not (tags %j)', async (tags) => {
    const oss = new FakeOss();
    oss.add(BUCKET, { region: 'cn-shanghai', tags });
    const error = await rejection(ensure(oss, { adopt: true }));
    expect(error.type).toBe('OssOtherRegion');
    expect(error.message).toContain('It is in cn-shanghai, not in cn-beijing.');
  });

  it('of ours whose class and redundancy cannot be changed is told with both', async () => {
    const oss = new FakeOss();
    oss.add(BUCKET, { tags: ours, storageClass: 'Archive', redundancy: 'ZRS' });
    const error = await rejection(ensure(oss));
    expect(error.type).toBe('OssBucketDiffers');
    expect(error.message).toContain(
      'Its storage class is Archive, not Standard. Its redundancy is ZRS, not LRS.',
    );
  });

  it('of another account is told', async () => {
    const oss = new FakeOss();
    oss.taken.add(BUCKET);
    expect(await rejection(ensure(oss))).toMatchObject({ type: 'OssNameTaken' });
  });
});

it('leaves no bucket behind whose content the endpoint does not show', async () => {
  const oss = new FakeOss();
  oss.servesObjects = false;
  expect(await rejection(ensure(oss))).toMatchObject({ type: 'OssPublicEndpointRefused', effect: 'parked' });
  expect(oss.buckets.size).toBe(0);
  oss.servesObjects = true;
  expect(await ensure(oss)).toEqual(OURS);
});

import { describe, expect, it } from '@jest/globals';
import { ensureBucket } from '../../activities/ensure-bucket';
import { MARK_TAG } from '../../activities/mark';
import type { OssBuckets } from '../../clouds/oss/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeOss } from './fake-oss';
import { interrupted, whateverIsLost } from './interrupted-port';
import { BUCKET, MARK, preparationWith } from './preparation';

const { signal } = new AbortController();
const FREE_SINCE = '2026-01-02T03:00:00.000Z';
const minutesAfterFree = (minutes: number) =>
  new Date(Date.parse(FREE_SINCE) + minutes * 60_000).toISOString();

const ours = { [MARK_TAG]: MARK };

function ensure(oss: OssBuckets, destination = {}, freeSince: string | null = FREE_SINCE) {
  return ensureBucket({ preparation: preparationWith({ destination }), freeSince }, oss, signal);
}

describe('a bucket that does not exist', () => {
  it('is made with every setting that was asked for, and the mark', async () => {
    const oss = new FakeOss();
    const asked = {
      storageClass: 'IA',
      redundancy: 'ZRS',
      versioning: true,
      tags: { team: 'media' },
    } as const;
    expect(await ensure(oss, asked)).toEqual({
      bucket: BUCKET,
      region: 'cn-beijing',
      ours: true,
      warnings: [],
    });
    expect(oss.buckets.get(BUCKET)).toMatchObject({
      ...asked,
      acl: 'private',
      encryption: 'AES256',
      blockPublicAccess: true,
      tags: { team: 'media', ...ours },
    });
  });

  it.each([true, false])(
    'gets a public ACL where OSS blocks public access by default: %s',
    async (byDefault) => {
      const oss = new FakeOss();
      oss.blockPublicAccessByDefault = byDefault;
      await ensure(oss, { acl: 'public-read', blockPublicAccess: false });
      expect(oss.buckets.get(BUCKET)).toMatchObject({ acl: 'public-read', blockPublicAccess: false });
    },
  );

  it('is marked even where the caller gives up while it is made', async () => {
    const oss = new FakeOss();
    const controller = new AbortController();
    const giveUp = new Proxy(oss, {
      get:
        (target, verb: keyof FakeOss) =>
        async (...given: unknown[]) => {
          (given.at(-1) as AbortSignal).throwIfAborted();
          if (verb === 'create') {
            controller.abort(new Error('cancelled'));
          }
          return (target[verb] as (...all: unknown[]) => unknown).apply(target, given);
        },
    });
    const request = { preparation: preparationWith(), freeSince: FREE_SINCE };
    await expect(ensureBucket(request, giveUp, controller.signal)).rejects.toThrow('cancelled');
    expect(oss.buckets.get(BUCKET)?.tags).toEqual(ours);
  });

  it('is tried again where it is not visible yet', async () => {
    const oss = new FakeOss();
    const blind = new Proxy(oss, {
      get: (target, verb: keyof FakeOss) =>
        verb === 'describe' ? async () => null : (target[verb] as () => unknown).bind(target),
    });
    expect(await rejection(ensure(blind))).toMatchObject({ type: 'OssUnavailable', effect: 'transient' });
  });
});

describe('whatever call is lost', () => {
  it('the bucket ends as it was asked for', async () => {
    const destination = { acl: 'public-read', blockPublicAccess: false, versioning: true } as const;
    let losses = 0;
    await whateverIsLost(
      () => {
        const oss = new FakeOss();
        oss.blockPublicAccessByDefault = true;
        return oss;
      },
      async (oss, lost, loss) => {
        const { port, calls } = interrupted<OssBuckets>(oss, lost, loss);
        await ensure(port, destination, new Date().toISOString());
        return calls.length;
      },
      (oss, what) => {
        losses++;
        const bucket = oss.buckets.get(BUCKET);
        const wanted = { ...destination, encryption: 'AES256', tags: ours };
        expect({ what, ...bucket }).toMatchObject({ what, ...wanted });
      },
    );
    expect(losses).toBeGreaterThan(12);
  });
});

describe('a bucket that exists', () => {
  it.each([
    ['bears the mark', { tags: ours, createdAt: '2020-01-01T00:00:00.000Z' }],
    ['was made without a mark since its name was seen free', { createdAt: minutesAfterFree(1) }],
    ['seems to be a little older, by clocks that differ', { createdAt: minutesAfterFree(-14) }],
  ])('is ours where it %s', async (_, found) => {
    const oss = new FakeOss();
    oss.add(BUCKET, found);
    expect(await ensure(oss)).toMatchObject({ ours: true });
    expect(oss.buckets.get(BUCKET)).toMatchObject({
      tags: ours,
      encryption: 'AES256',
      blockPublicAccess: true,
    });
  });

  it.each<[string, object, string | null]>([
    ['has no mark and is older than that', { createdAt: minutesAfterFree(-16) }, FREE_SINCE],
    ['has no mark, and its name was never free', { createdAt: minutesAfterFree(1) }, null],
    [
      'bears the mark of another run',
      { tags: { [MARK_TAG]: 'ks3-oss-prep prepare/x' }, createdAt: minutesAfterFree(1) },
      FREE_SINCE,
    ],
    [
      'bears a mark that only begins like ours',
      { tags: { [MARK_TAG]: `${MARK}2` }, createdAt: minutesAfterFree(1) },
      FREE_SINCE,
    ],
  ])('is somebody else’s where it %s, and is not touched', async (_, found, freeSince) => {
    const oss = new FakeOss();
    oss.add(BUCKET, found);
    const before = structuredClone(oss.buckets.get(BUCKET));
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    const error = await rejection(ensure(port, {}, freeSince));
    expect(error).toMatchObject({ type: 'OssBucketNotOurs', context: { resource: `OSS bucket ${BUCKET}` } });
    expect(calls).toEqual(['describe']);
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it('is used as it is with adopt, and each difference is told', async () => {
    const oss = new FakeOss();
    oss.add(BUCKET, { storageClass: 'IA', acl: 'public-read', blockPublicAccess: null, versioning: true });
    const before = structuredClone(oss.buckets.get(BUCKET));
    const { ours: made, warnings } = await ensure(oss, { adopt: true }, null);
    expect(made).toBe(false);
    expect(warnings.map((warning) => /its (.+) is/.exec(warning)?.[1])).toEqual([
      'storage class',
      'ACL',
      'encryption',
      'versioning',
      'block public access',
    ]);
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
    expect(error.message).toContain('storage class Archive, not Standard and redundancy ZRS, not LRS');
  });

  it('of ours keeps the tags that others have added', async () => {
    const oss = new FakeOss();
    oss.add(BUCKET, { tags: { ...ours, cost: '42', team: 'old' } });
    await ensure(oss, { tags: { team: 'media' } });
    expect(oss.buckets.get(BUCKET)?.tags).toEqual({ ...ours, cost: '42', team: 'media' });
  });

  it('of ours that is as asked is only read', async () => {
    const oss = new FakeOss();
    oss.add(BUCKET, { tags: ours, encryption: 'AES256', blockPublicAccess: true });
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    await ensure(port);
    expect(calls).toEqual(['describe']);
  });

  it('of another account is told', async () => {
    const oss = new FakeOss();
    oss.taken.add(BUCKET);
    expect(await rejection(ensure(oss))).toMatchObject({ type: 'OssNameTaken' });
  });
});

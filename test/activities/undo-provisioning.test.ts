import { describe, expect, it } from '@jest/globals';
import { deliveredMark, MARK_TAG } from '../../activities/mark';
import { undoProvisioning } from '../../activities/undo-provisioning';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import { interrupted, whateverIsLost } from './interrupted-port';
import { BUCKET, MARK, preparationWith, USER } from './preparation';

const { signal } = new AbortController();

interface World {
  readonly ram: FakeRam;
  readonly oss: FakeOss;
}

/** Everything that a run can have made. */
function everything(comments = MARK, tags: Record<string, string> = { [MARK_TAG]: MARK }): World {
  const [ram, oss] = [new FakeRam(), new FakeOss()];
  ram.add(USER, comments, {
    keys: new Map([['LTAI1', 'Active']]),
    policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }],
    password: 'x',
    mfa: true,
  });
  oss.add(BUCKET, { tags });
  return { ram, oss };
}

const HOUR_MS = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

/** By default the name was seen free after the bucket was made: only its mark can make it the run's own. */
const undo = (ram: RamDirectory, oss: OssBuckets, bucketFreeSince: string | null = inHours(1)) =>
  undoProvisioning({ preparation: preparationWith(), bucketFreeSince }, ram, oss, signal);

describe('undoing', () => {
  it('removes what the run made, in an order that RAM takes, and tells all of it', async () => {
    const { ram, oss } = everything();
    expect(await undo(ram, oss)).toEqual({
      removed: [
        'AccessKey LTAI1',
        `policy AliyunOSSFullAccess of RAM user ${USER}`,
        `console logon of RAM user ${USER}`,
        `RAM user ${USER}`,
        `OSS bucket ${BUCKET}`,
      ],
      kept: [],
    });
    expect([ram.users.size, oss.buckets.size]).toEqual([0, 0]);
  });

  it('finds nothing left to do a second time', async () => {
    const { ram, oss } = everything();
    await undo(ram, oss);
    expect(await undo(ram, oss)).toEqual({ removed: [], kept: [] });
  });

  it('leaves nothing behind, whatever call is lost', async () => {
    await whateverIsLost(
      () => everything(),
      async ({ ram, oss }, lost, loss) => {
        const ramPort = interrupted<RamDirectory>(ram, lost, loss);
        await undo(ramPort.port, oss);
        return ramPort.calls.length;
      },
      ({ ram, oss }, what) =>
        expect({ what, users: ram.users.size, buckets: oss.buckets.size }).toEqual({
          what,
          users: 0,
          buckets: 0,
        }),
    );
  });

  it.each([
    ['somebody else', '', {}],
    ['another run', 'ks3-oss-prep prepare/videos', { [MARK_TAG]: 'ks3-oss-prep prepare/videos' }],
    ['a run whose name begins with ours', `${MARK}2`, { [MARK_TAG]: `${MARK}2` }],
  ])('does not touch what %s made', async (_, comments, tags) => {
    const { ram, oss } = everything(comments, tags);
    const before = structuredClone([ram.user(USER), oss.buckets.get(BUCKET)]);
    expect(await undo(ram, oss)).toEqual({ removed: [], kept: [] });
    expect([ram.user(USER), oss.buckets.get(BUCKET)]).toEqual(before);
  });

  it('keeps what has been delivered, and says since when', async () => {
    const { ram, oss } = everything(deliveredMark(MARK, new Date('2026-02-03T04:05:06Z')));
    const { kept, removed } = await undo(ram, oss, null);
    expect(removed).toEqual([]);
    expect(kept).toEqual([
      { what: `RAM user ${USER}`, why: 'its credentials were delivered at 2026-02-03T04:05:06Z' },
    ]);
    expect(ram.user(USER).keys.size).toBe(1);
  });

  it('keeps a bucket that holds objects, and one that was there before', async () => {
    const used = everything();
    used.oss.add(BUCKET, { tags: { [MARK_TAG]: MARK }, objects: 1 });
    expect((await undo(used.ram, used.oss)).kept).toEqual([
      { what: `OSS bucket ${BUCKET}`, why: 'it holds objects' },
    ]);

    const earlier = everything();
    await undo(earlier.ram, earlier.oss, null);
    expect(earlier.oss.buckets.size).toBe(1);
  });

  it('removes a bucket that the run made but did not come to mark', async () => {
    const { ram, oss } = everything(MARK, {});
    expect((await undo(ram, oss, inHours(-1))).removed).toContain(`OSS bucket ${BUCKET}`);
  });

  it('takes a bucket that another account has by now for none of its own', async () => {
    const { ram, oss } = everything();
    oss.taken.add(BUCKET);
    expect((await undo(ram, oss)).removed).toContain(`RAM user ${USER}`);
  });

  it('says what keeps a user from being deleted', async () => {
    const { ram, oss } = everything();
    ram.user(USER).groups.push('admins');
    const error = await rejection(undo(ram, oss));
    expect(error).toMatchObject({ effect: 'parked', context: { resource: `RAM user ${USER}` } });
    expect(error.message).toContain('It cannot be deleted while it has: Group.');
  });
});

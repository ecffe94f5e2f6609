import { MARK_TAG } from '../../provisioning/trust/mark';
import { requireSettledBucket, settleBucket } from '../../provisioning/bucket/settle-bucket';
import type { OssBuckets } from '../../clouds/oss/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeOss, type FakeBucket } from './fake-oss';
import { interrupted, whateverIsLost } from './interrupted-port';
import {
  ANOTHER_PREPARATION,
  approved,
  BUCKET,
  BUCKET_MARK,
  ON_BUCKET,
  PLANNED_BUCKET,
  preparationWith,
} from './preparation';

const { signal } = new AbortController();
const OPEN = {
  acl: 'public-read',
  blockPublicAccess: false,
  versioning: true,
  encryption: 'AES256',
  encryptionKeyId: null,
  tags: { team: 'media' },
} as const;
const ASKED = approved(preparationWith({ destination: OPEN }), {
  ...PLANNED_BUCKET,
  tags: { cost: '42' },
});
const TAGS = { [MARK_TAG]: BUCKET_MARK, cost: '42' };

/** The bucket as the plan was approved on. */
function planned(given: Partial<FakeBucket> = {}): FakeOss {
  const oss = new FakeOss();
  oss.add(BUCKET, { tags: TAGS, blockPublicAccess: true, ...given });
  return oss;
}

const settle = (oss: OssBuckets, of = ASKED) => settleBucket(of, oss, signal);
const changes = (calls: readonly string[]) => calls.filter((verb) => verb !== 'describe');

describe('a bucket of ours', () => {
  it('is brought to what was approved, beside the tags that were there', async () => {
    const oss = planned();
    expect(await settle(oss)).toEqual({ bucket: BUCKET, region: 'cn-beijing', ours: true });
    expect(oss.buckets.get(BUCKET)).toMatchObject({ ...OPEN, tags: { ...TAGS, team: 'media' } });
  });

  it('gets the KMS key that was approved, also if only the key is another', async () => {
    const destination = { encryption: 'KMS', encryptionKeyId: 'ours' } as const;
    const kms = { ...PLANNED_BUCKET, encryption: 'KMS', tags: { cost: '42' } };
    const oss = planned({ encryption: 'KMS' });

    await settle(oss, approved(preparationWith({ destination }), kms));

    expect(oss.buckets.get(BUCKET)).toMatchObject(destination);
  });

  it('ends so, whatever call is lost', async () => {
    let losses = 0;
    await whateverIsLost(
      () => planned(),
      async (oss, lost, loss) => {
        const { port, calls } = interrupted<OssBuckets>(oss, lost, loss);
        await settle(port);
        return calls.length;
      },
      (oss, what) => {
        losses++;
        const wanted = { ...OPEN, tags: { ...TAGS, team: 'media' } };
        expect({ what, ...oss.buckets.get(BUCKET) }).toMatchObject({ what, ...wanted });
      },
    );
    expect(losses).toBeGreaterThan(10);
  });

  it('that is as approved is only read', async () => {
    const oss = planned();
    await settle(oss);
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    await settle(port);
    expect(changes(calls)).toEqual([]);
  });

  it.each<[string, Partial<FakeBucket>]>([
    ['ACL', { acl: 'public-read-write', blockPublicAccess: false }],
    ['encryption', { encryption: 'KMS' }],
    ['encryption key ID', { encryptionKeyId: 'somebody-elses' }],
    ['storage class', { storageClass: 'Archive' }],
    ['redundancy', { redundancy: 'ZRS' }],
    ['tags', { tags: { ...TAGS, team: 'other' } }],
  ])('that somebody gave another %s while the plan waited stops for a person', async (what, given) => {
    const oss = planned(given);
    const before = structuredClone(oss.buckets.get(BUCKET));
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    const error = await rejection(settle(port));
    expect(error).toMatchObject({ type: 'OssBucketChanged', effect: 'parked' });
    expect(error.message).toContain(`Its ${what} is `);
    expect(changes(calls)).toEqual([]);
    expect(oss.buckets.get(BUCKET)).toEqual(before);
  });

  it('that is somebody else’s by now is not touched', async () => {
    for (const mark of [ANOTHER_PREPARATION.made(ON_BUCKET), `${BUCKET_MARK.slice(0, -1)}~`]) {
      const oss = planned({ tags: { ...TAGS, [MARK_TAG]: mark } });
      expect(await rejection(settle(oss))).toMatchObject({ type: 'OssBucketNotOurs' });
    }
    expect(await rejection(settle(new FakeOss()))).toMatchObject({ type: 'OssNotVisibleYet' });
  });

  it('is in order where OSS does not say whether public access is blocked', async () => {
    const oss = planned();
    await settle(oss);
    oss.add(BUCKET, { ...oss.buckets.get(BUCKET), blockPublicAccess: null });
    await expect(requireSettledBucket(ASKED, oss, signal)).resolves.toMatchObject({ acl: 'public-read' });
  });
});

describe('an adopted bucket', () => {
  const found = {
    ...PLANNED_BUCKET,
    origin: 'adopted',
    acl: 'public-read',
    blockPublicAccess: false,
  } as const;
  const adopting = approved(preparationWith({ destination: { ...OPEN, adopt: true } }), found);
  const theirs = { tags: {}, acl: 'public-read', blockPublicAccess: false } as const;

  it('is left as it is', async () => {
    const oss = planned(theirs);
    const { port, calls } = interrupted<OssBuckets>(oss, -1, 'before its effect');
    expect(await settle(port, adopting)).toEqual({ bucket: BUCKET, region: 'cn-beijing', ours: false });
    expect(changes(calls)).toEqual([]);
    await requireSettledBucket(adopting, oss, signal);
  });

  it('that changed while the plan waited stops for a person, to what was asked for too', async () => {
    for (const given of [{ acl: 'public-read-write' }, { versioning: true }, { tags: { team: 'media' } }]) {
      const error = await rejection(requireSettledBucket(adopting, planned({ ...theirs, ...given }), signal));
      expect(error).toMatchObject({ type: 'OssBucketChanged' });
    }
  });
});

describe('once it is settled', () => {
  const required = (oss: OssBuckets) => requireSettledBucket(ASKED, oss, signal);

  it('a bucket has to be as approved: what the plan was approved on does not do any more', async () => {
    const settled = planned();
    await settle(settled);
    await required(settled);
    expect(await rejection(required(planned()))).toMatchObject({ type: 'OssBucketChanged' });
  });

  it('a bucket of ours has to bear its mark still', async () => {
    const oss = planned();
    await settle(oss);
    await oss.setTags(BUCKET, { cost: '42', team: 'media' });
    expect(await rejection(required(oss))).toMatchObject({ type: 'OssBucketNotOurs' });
  });
});

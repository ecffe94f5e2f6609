import { english } from '../../english';
import type { Clouds } from '../../../provisioning/clouds';
import { driftOf, expectedOf, type Expected } from '../../../provisioning/comparison/drift';
import { MARK_TAG } from '../../../provisioning/trust/mark';
import { approvedIn } from '../../../provisioning/comparison/last-results';
import { keyTag } from '../../../contracts/runs/preparation-id';
import { PREPARED } from '../../presentation/report/results';
import { FakeIam } from '../fake-iam';
import { FakeOss } from '../fake-oss';
import { FakeRam } from '../fake-ram';
import {
  BUCKET,
  DELIVERED_AT,
  deliveredWith,
  ON_BUCKET,
  OWNERSHIP,
  preparationWith,
  USER,
} from '../preparation';

const KEY = 'LTAI1';
const { signal } = new AbortController();
const POLICIES = [
  { name: 'AliyunOSSFullAccess', type: 'System' },
  { name: 'AliyunMGWFullAccess', type: 'System' },
] as const;
const MARK = {
  state: 'delivered',
  preparation: OWNERSHIP.preparation,
  deliveredAt: DELIVERED_AT,
  until: null,
  key: keyTag(KEY),
} as const;

/** Both clouds as the approved plan left them. */
function world() {
  const ram = new FakeRam();
  const oss = new FakeOss();
  const user = ram.add(USER, deliveredWith(KEY), {
    keys: new Map([[KEY, 'Active']]),
    policies: [...POLICIES],
    password: 'x',
  });
  const bucket = oss.add(BUCKET, {
    encryption: 'AES256',
    blockPublicAccess: true,
    tags: { team: 'media', [MARK_TAG]: OWNERSHIP.made(ON_BUCKET) },
  });
  return { ram, oss, user, bucket };
}

function notAsked(): never {
  throw new Error('not asked');
}

async function drift(
  { ram, oss }: Pick<ReturnType<typeof world>, 'ram' | 'oss'>,
  expected: Expected = approvedIn(PREPARED) as Expected,
) {
  const clouds: Clouds = {
    ks3: notAsked,
    mgw: notAsked,
    iam: () => new FakeIam(),
    oss: () => oss,
    ram: () => ram,
    sts: notAsked,
  };
  const delivered = { preparation: preparationWith(), ownership: OWNERSHIP, mark: MARK };
  return (await driftOf(delivered, expected, clouds, signal)).map((said) => english(said));
}

describe('the drift from an approved plan', () => {
  it('is none if user and bucket are as they were approved', async () => {
    expect(await drift(world())).toEqual([]);
    expect(await drift(world(), expectedOf(preparationWith()))).toEqual([]);
  });

  it.each<[string, (w: ReturnType<typeof world>) => void]>([
    [
      'RAM user mgw-photos no longer has the AccessKey that was delivered.',
      ({ user }) => user.keys.delete(KEY),
    ],
    [`AccessKey ${KEY} of RAM user mgw-photos is disabled.`, ({ user }) => user.keys.set(KEY, 'Inactive')],
    [
      'RAM user mgw-photos has AccessKey LTAI2, which was not delivered.',
      ({ user }) => user.keys.set('LTAI2', 'Active'),
    ],
    [
      'RAM user mgw-photos no longer has policy AliyunMGWFullAccess.',
      ({ user }) => user.policies.splice(1, 1),
    ],
    [
      'RAM user mgw-photos has policy AdministratorAccess, which was not approved.',
      ({ user }) => user.policies.push({ name: 'AdministratorAccess', type: 'System' }),
    ],
    [
      'RAM user mgw-photos is in group admins, which was not approved.',
      ({ user }) => user.groups.push('admins'),
    ],
    [
      'RAM user mgw-photos no longer has console logon.',
      ({ user }) => {
        user.password = null;
      },
    ],
    ['OSS bucket photos-oss no longer exists.', ({ oss }) => oss.buckets.delete(BUCKET)],
    [
      'OSS bucket photos-oss no longer carries the mark of this preparation.',
      ({ bucket }) => {
        bucket.tags = { team: 'media' };
      },
    ],
    [
      'The tags of OSS bucket photos-oss differ from the approved plan.',
      ({ bucket }) => {
        bucket.tags = { ...bucket.tags, team: 'video' };
      },
    ],
    [
      'OSS bucket photos-oss differs from the approved plan. Its ACL is public-read, not private.',
      ({ bucket }) => {
        bucket.acl = 'public-read';
      },
    ],
  ])('says: %s', async (said, change) => {
    const changed = world();
    change(changed);
    expect(await drift(changed)).toEqual([said]);
  });

  it('says nothing of settings that OSS does not report', async () => {
    const silent = world();
    silent.bucket.blockPublicAccess = null;
    expect(await drift(silent)).toEqual([]);
  });
});

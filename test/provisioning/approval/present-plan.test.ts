import { inventoryAbout } from '../../../provisioning/trust/inventory-about';
import { MARK_TAG, Ownership } from '../../../provisioning/trust/mark';
import { presentPlan, type PresentPlanRequest } from '../../../provisioning/approval/present-plan';
import { deviationsOf, preparationNow } from '../../../provisioning/request/preparation-now';
import { planDigest } from '../../../contracts/runs/plan';
import type { Settings } from '../../../contracts/settings';
import { rejection } from '../../clouds/alibaba/rejection';
import { INVENTORY } from '../../presentation/report/results';
import { FakeOss, type FakeBucket } from '../fake-oss';
import { interrupted } from '../interrupted-port';
import { ANOTHER_PREPARATION, BUCKET, BUCKET_MARK, KEYS, ON_BUCKET, RUN } from '../preparation';
import { SETTINGS } from '../settings';
import { ATTESTOR, INPUT } from './approval-world';

const { signal } = new AbortController();

function ossWith(given: Partial<FakeBucket> = {}): FakeOss {
  const oss = new FakeOss();
  oss.add(BUCKET, { tags: { [MARK_TAG]: BUCKET_MARK, team: 'media' }, blockPublicAccess: true, ...given });
  return oss;
}

async function present(
  more: Partial<PresentPlanRequest> = {},
  { oss = ossWith(), settings = SETTINGS, input = INPUT } = {},
) {
  const preparation = await preparationNow(input, settings);
  const about = inventoryAbout(preparation.source);
  const inventory = ATTESTOR.attest('inventory', about, INVENTORY);
  const ownership = new Ownership(KEYS, preparation.id, RUN.workflowId);
  const makings = { preparation, ownership, settings, attestor: ATTESTOR, oss };
  return presentPlan({ inventory, earlier: null, ...more }, makings, signal);
}

describe('a plan', () => {
  it('is presented with what was counted, what blocks it, and the bucket as it is', async () => {
    const { port, calls } = interrupted(ossWith({ encryption: 'KMS' }), -1, 'before its effect');
    const attested = await present({}, { oss: port });
    const { plan, digest, terms } = ATTESTOR.read('plan', { workflowId: RUN.workflowId }, attested);
    expect(plan).toMatchObject({
      workflowId: RUN.workflowId,
      requestedBy: 'zhao.lei',
      inventory: { objects: '1234567', digest: INVENTORY.proof.digest, finishedAt: INVENTORY.finishedAt },
      blockers: [{ kind: 'archived', objects: '567' }],
      bucket: { origin: 'made', encryption: 'KMS', blockPublicAccess: true, tags: { team: 'media' } },
      deviations: [],
    });
    expect(plan.bucket.tags).not.toHaveProperty(MARK_TAG);
    expect(digest).toBe(planDigest(plan));
    expect(terms).toMatchObject({ required: 1, requester: 'zhao.lei' });
    expect(calls.filter((verb) => verb !== 'describe')).toEqual([]);
  });

  it('has another digest with another bucket, whatever of it differs', async () => {
    const { digest } = (await present()).value;
    for (const given of [
      { acl: 'public-read' },
      { encryption: 'AES256' },
      { versioning: true },
      { blockPublicAccess: false },
      { tags: { [MARK_TAG]: BUCKET_MARK } },
    ] as const) {
      expect((await present({}, { oss: ossWith(given) })).value.digest).not.toBe(digest);
    }
  });

  it('keeps the time from which decisions are taken while it is the same', async () => {
    const earlier = ATTESTOR.attest(
      'plan',
      { workflowId: RUN.workflowId },
      { ...(await present()).value, frozenAt: '2026-01-01T00:00:00.000Z' },
    );
    expect((await present({ earlier })).value.frozenAt).toBe('2026-01-01T00:00:00.000Z');
    const settings = { ...SETTINGS, approval: { ...SETTINGS.approval, required: 2 } };
    const stricter = (await present({ earlier }, { settings })).value;
    expect([stricter.frozenAt, stricter.terms.required]).toEqual(['2026-01-01T00:00:00.000Z', 2]);
    const other = await present({ earlier }, { oss: ossWith({ versioning: true }) });
    expect(Date.parse(other.value.frozenAt)).toBeGreaterThan(Date.parse('2026-01-02'));
  });

  it('is made of nothing that no worker counted or presented', async () => {
    const { source } = await preparationNow(INPUT, SETTINGS);
    const genuine = ATTESTOR.attest('inventory', inventoryAbout(source), INVENTORY);
    const empty = { ...INVENTORY, totals: { ...INVENTORY.totals, objects: '0' } };
    const elsewhere = inventoryAbout({ ...source, bucket: 'empty' });
    const earlier = (await present()).value;
    for (const more of [
      { inventory: { ...genuine, value: empty } },
      { inventory: ATTESTOR.attest('inventory', elsewhere, INVENTORY) },
      { earlier: ATTESTOR.attest('plan', { workflowId: 'prepare/mine' }, earlier) },
      { earlier: { value: earlier, signature: genuine.signature } },
    ]) {
      expect(await rejection(present(more))).toMatchObject({ type: 'NotAuthentic' });
    }
  });

  it('is not made for a bucket that is not ours or not shown', async () => {
    const theirs: Record<string, string>[] = [{}, { [MARK_TAG]: ANOTHER_PREPARATION.made(ON_BUCKET) }];
    for (const tags of theirs) {
      expect(await rejection(present({}, { oss: ossWith({ tags }) }))).toMatchObject({
        type: 'OssBucketNotOurs',
      });
    }
    expect(await rejection(present({}, { oss: new FakeOss() }))).toMatchObject({ type: 'OssNotVisibleYet' });
  });

  it('says of an adopted bucket that it is one, with its true state', async () => {
    const oss = ossWith({ tags: { team: 'theirs' }, acl: 'public-read', blockPublicAccess: null });
    const input = { ...INPUT, destination: { adopt: true } };
    const { plan } = (await present({}, { oss, input })).value;
    expect(plan.bucket).toMatchObject({
      origin: 'adopted',
      acl: 'public-read',
      blockPublicAccess: null,
      tags: { team: 'theirs' },
    });
    expect(plan.deviations).toEqual([{ what: 'destination.adopt', configured: 'false', asked: 'true' }]);
  });
});

describe('what an input asks for beyond the configuration', () => {
  const OTHER = 'age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa';
  const source = { ...SETTINGS.sources['default']!, allowedRegions: ['SHANGHAI'] };
  const settings: Settings = { ...SETTINGS, sources: { default: source } };
  const deviations = async (input: object) =>
    deviationsOf(await preparationNow({ ...INPUT, ...input }, settings), settings);

  it('is nothing where it says what the configuration says', async () => {
    const destination = { acl: 'private', encryption: 'AES256', region: 'cn-beijing' };
    const { recipients } = settings.credentials;
    expect(
      await deviations({ destination, ramUser: { policies: ['legacy'] }, credentials: { recipients } }),
    ).toEqual([]);
  });

  it.each<[object, string, string | null, string]>([
    [{ source: { bucket: 'photos', region: 'SHANGHAI' } }, 'source.region', 'BEIJING', 'SHANGHAI'],
    [{ destination: { versioning: true } }, 'destination.versioning', 'false', 'true'],
    [{ destination: { region: 'cn-shanghai' } }, 'destination.region', 'cn-beijing', 'cn-shanghai'],
    [{ destination: { storageClass: 'IA' } }, 'destination.storageClass', 'Standard', 'IA'],
    [{ destination: { redundancy: 'ZRS' } }, 'destination.redundancy', 'LRS', 'ZRS'],
    [{ destination: { encryption: 'none' } }, 'destination.encryption', 'AES256', 'none'],
    [{ destination: { blockPublicAccess: false } }, 'destination.blockPublicAccess', 'true', 'false'],
    [
      { ramUser: { policies: ['legacy', 'AliyunRAMFullAccess'] } },
      'ramUser.policies',
      null,
      'AliyunRAMFullAccess',
    ],
    [
      { credentials: { recipients: [...settings.credentials.recipients, OTHER] } },
      'credentials.recipients',
      null,
      OTHER,
    ],
    [{ credentials: { expireAfter: '2 hours' } }, 'credentials.expireAfterMs', 'null', '7200000'],
  ])('%j is said', async (input, what, configured, asked) => {
    expect(await deviations(input)).toEqual([{ what, configured, asked }]);
  });
});

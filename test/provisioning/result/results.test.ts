import { english } from '../../english';
import { say, sayIn } from '../../../presentation/words/words';
import { Attestor } from '../../../provisioning/trust/attestor';
import { ramIdentity } from '../../../provisioning/identity/ram-identity';
import { grantedFor, type GrantRecords } from '../../../provisioning/result/grant-records';
import { notPreparedResult } from '../../../provisioning/result/not-prepared-result';
import { preparedResult } from '../../../provisioning/result/prepared-result';
import { revocationResult, type Revoked } from '../../../provisioning/result/revocation-result';
import { rotationResult } from '../../../provisioning/result/rotation-result';
import { signedResult } from '../../../provisioning/result/sign-result';
import { verifyResult } from '../../../client/runs/verify-result';
import type { RamCredentials, Rotation } from '../../../contracts/credentials/credential-lifecycle';
import type { PlannedBucket } from '../../../contracts/runs/plan';
import type { Preparation } from '../../../contracts/runs/preparation';
import { rejection } from '../../clouds/alibaba/rejection';
import { INVENTORY } from '../../presentation/report/results';
import { WORKER_KEY } from '../../rig/worker-key';
import { FakeRam } from '../fake-ram';
import {
  approved,
  BUCKET,
  deliveredWith,
  KEYS,
  OWNERSHIP,
  PLANNED_BUCKET,
  preparationWith,
  RUN,
  USER,
} from '../preparation';

const { signal } = new AbortController();
const attestor = new Attestor(KEYS);
const about = { ...RUN };
const LOGON = { sealedPassword: 'sealed password', createdAt: null };
const KEY = { accessKeyId: 'LTAI1', sealedSecret: 'sealed key', checks: [] };
const SOURCE_KEY = { accessKeyId: 'AKLT1', accountId: '2', sealedSecret: 'sealed source key', checks: [] };
const READER = { mode: 'create', userName: 'reader', policy: { name: 'reader', document: '{}' } } as const;

const records: GrantRecords = {
  logon: attestor.attest('logon', about, LOGON),
  accessKey: attestor.attest('access-key', about, KEY),
  sourceKey: null,
};

describe('what was granted', () => {
  const granted = (more: Partial<GrantRecords>, of: Preparation = preparationWith()) =>
    (async () => grantedFor(approved(of), { ...records, ...more }, attestor))();

  it('is believed where it is just what the plan asks for', async () => {
    expect(await granted({})).toEqual({ logon: LOGON, accessKey: KEY, sourceKey: null });
    const sourceKey = attestor.attest('source-key', about, SOURCE_KEY);
    expect(await granted({ sourceKey }, preparationWith({ sourceKey: READER }))).toMatchObject({
      sourceKey: SOURCE_KEY,
    });
  });

  it('is not believed with something missing, or with more', async () => {
    const sourceKey = attestor.attest('source-key', about, SOURCE_KEY);
    for (const more of [{ logon: null }, { accessKey: null }, { sourceKey }]) {
      expect(await rejection(granted(more))).toMatchObject({ type: 'NotAuthentic' });
    }
    const asked = preparationWith({ sourceKey: READER });
    expect(await rejection(granted({}, asked))).toMatchObject({ type: 'NotAuthentic' });
  });

  it('is not believed of another run, of another kind, or made up', async () => {
    const other = { ...RUN, runId: 'run-0' };
    const theirs = { ...KEY, sealedSecret: 'sealed to somebody else' };
    for (const accessKey of [
      attestor.attest('access-key', other, KEY),
      attestor.attest('source-key', about, KEY),
      { ...records.accessKey!, value: theirs },
    ]) {
      expect(await rejection(granted({ accessKey }))).toMatchObject({ type: 'NotAuthentic' });
    }
  });
});

describe('the result of a preparation', () => {
  const result = (
    of = preparationWith(),
    bucket: PlannedBucket = PLANNED_BUCKET,
    blockers = INVENTORY.findings,
    run = RUN,
  ) => {
    const base = { ...approved(of, bucket), run };
    const plan = { ...base.plan, plan: { ...base.plan.plan, blockers } };
    return preparedResult({
      approved: { ...base, plan },
      preflight: { checks: [], signIn: { userPrincipalName: 'u', url: 'https://signin' } },
      inventory: INVENTORY,
      granted: { logon: LOGON, accessKey: KEY, sourceKey: null },
      checks: [{ name: 'a', outcome: 'warning', message: 'Look at this.' }],
      delivered: [],
      handedOver: { deliveredAt: '2026-02-03T04:05:06Z', expiresAt: '2026-03-05T04:05:06Z' },
      compared: { bucket: 'photos', prefix: of.source.prefix, profile: of.source.profile },
    });
  };

  it('never says "ready" over a blocker, and says first what to do about it', () => {
    const { summary, warnings, nextSteps } = english(result()) as ReturnType<typeof result>;
    expect(summary).not.toContain('ready');
    expect(summary).toContain('567 objects: Archived objects cannot be read. Restore them first.');
    expect(warnings[0]).toBe('567 objects: Archived objects cannot be read. Restore them first.');
    expect(nextSteps[0]).toContain('First resolve the warnings');
  });

  it('says that it is ready where nothing blocks it', () => {
    const { summary, warnings, nextSteps } = english(result(undefined, undefined, [])) as ReturnType<
      typeof result
    >;
    expect(summary).toBe(`KS3 bucket photos is ready to be migrated to OSS bucket ${BUCKET}.`);
    expect(warnings).toEqual(['Look at this.']);
    expect(nextSteps[0]).toContain('npx prep open photos');
    expect(nextSteps.at(-1)).toContain('2026-03-05 04:05 UTC');
  });

  it('tells what of an adopted bucket is not as was asked, and nothing of one of ours', () => {
    const theirs = { ...PLANNED_BUCKET, origin: 'adopted', acl: 'public-read', versioning: true } as const;
    const { warnings } = result(preparationWith({ destination: { adopt: true } }), theirs, []);
    expect(warnings.slice(1).map((warning) => /its (\w+) is/.exec(say('en', warning))?.[1])).toEqual([
      'ACL',
      'encryption',
      'versioning',
    ]);
    expect(result(undefined, undefined, []).warnings).toHaveLength(1);
  });

  it('names the role to authorize where the migration reaches the bucket through one', () => {
    const steps = (policies: Preparation['ramUser']['policies']) =>
      result(preparationWith({ ramUser: { policies } }))
        .nextSteps.map(sayIn('en'))
        .join('\n');
    expect(steps([{ name: 'AliyunOSSImportFullAccess', type: 'System' }])).toContain(
      'Authorize the RAM role',
    );
    expect(steps([{ name: 'AliyunMGWFullAccess', type: 'System' }])).not.toContain('RAM role');
  });

  it('names what a revocation needs where it does not follow from the bucket', () => {
    const other = preparationWith({ ramUser: { name: 'mgw-x' }, destination: { bucket: 'other-oss' } });
    expect(result(other).nextSteps.map(sayIn('en')).join('\n')).toContain(
      'npx prep revoke photos --user mgw-x --destination other-oss',
    );
  });

  it.each([
    ['prepare/photos', "npx prep revoke photos --prefix '2024 a/'"],
    ['prepare/photos-2026-05-01T19:00:00Z', "npx prep revoke photos --prefix '2024 a/'"],
    ['prepare/photos/2024', 'npx prep revoke --id prepare/photos/2024'],
  ])('proposes commands about what it is of, under the ID %s', (workflowId, revoke) => {
    const base = preparationWith();
    const other = { ...base, source: { ...base.source, prefix: '2024 a/', profile: 'archive' } };
    const finished = result(other, PLANNED_BUCKET, [], { ...RUN, workflowId });
    const steps = finished.nextSteps.map(sayIn('en')).join('\n');
    expect(steps).toContain(`revoke the credentials: ${revoke}\n`);
    expect(steps).toContain("--source-prefix '2024 a/' --profile archive");
  });

  it('is of the run that was approved, with the decisions that a worker confirmed', () => {
    expect(result()).toMatchObject({ run: RUN, preparation: OWNERSHIP.preparation, approvedBy: [] });
    const signed = signedResult(result(), KEYS);
    expect(verifyResult(signed, RUN, [WORKER_KEY.publicKey])).toBe('verified');
  });

  it('that was not approved tells what was removed and kept, from the words of workers', () => {
    const kept = { what: `OSS bucket ${BUCKET}`, why: 'it contains objects' };
    const told = notPreparedResult({
      run: RUN,
      outcome: 'rejected',
      because: 'li.wei rejected it',
      preparation: OWNERSHIP.preparation,
      planDigest: 'd',
      inventory: INVENTORY,
      undone: [
        { removed: [`RAM user ${USER}`], kept: [] },
        { removed: [], kept: [kept] },
      ],
    });
    expect(english(told)).toMatchObject({
      summary: `No credentials were issued: li.wei rejected it. Removed: RAM user ${USER}.`,
      undo: { removed: [`RAM user ${USER}`], kept: [kept] },
    });
  });
});

const credentials: RamCredentials = {
  cloud: 'alibaba',
  preparation: OWNERSHIP.preparation,
  bucket: 'photos',
  userName: USER,
  account: { id: '1234567890123456', site: 'international' },
};

describe('the result of a revocation', () => {
  const revocation: Revoked['revocation'] = {
    credentials,
    sourceKey: null,
    serviceRegion: 'cn-beijing',
    at: 'expiry',
    graceMs: 0,
    requestedBy: 'prep',
    reason: 'expired',
    language: 'en',
  };
  const removed = { removed: [{ what: `RAM user ${USER}`, at: 'now' }], kept: [], proof: [] };
  const kept = { removed: [], kept: [{ what: `RAM user ${USER}`, why: 'not ours' }], proof: [] };
  const nothing = { removed: [], kept: [], proof: [] };
  const told = (more: Partial<Revoked>) =>
    revocationResult({ revocation, reports: [], disabled: [], sooner: null, ...more }, RUN);

  it.each([
    ['revoked', [removed, kept]],
    ['not revoked', [kept, nothing]],
    ['nothing to revoke', [nothing, nothing]],
  ] as const)('is "%s" by what was done', (outcome, reports) => {
    expect(told({ reports })).toMatchObject({ outcome, run: RUN });
  });

  it('says what was removed, also behind the name of the outcome', () => {
    const { summary } = english(told({ reports: [removed] })) as ReturnType<typeof told>;
    expect(summary).toEqual([`This was removed: RAM user ${USER}.`]);
  });

  it('says who wanted it sooner, and when the last key was disabled', () => {
    const disabled = ['2026-01-02', '2026-01-01'].map((at) => ({ userName: USER, keys: [], disabledAt: at }));
    expect(told({ disabled, sooner: { by: 'li.wei', reason: 'leak' } })).toMatchObject({
      disabledAt: '2026-01-02',
      requestedBy: 'li.wei',
      reason: 'leak',
    });
    expect(told({})).toMatchObject({ disabledAt: null, requestedBy: 'prep', reason: 'expired' });
  });
});

describe('the result of a rotation', () => {
  const rotation: Rotation = {
    credentials,
    recipients: [],
    source: null,
    destination: { bucket: BUCKET, region: 'cn-beijing' },
    delivery: [],
    confirmWithinMs: 1,
    graceMs: 0,
    requestedBy: 'li.wei',
    language: 'en',
  };
  const issued = { accessKeyId: 'LTAInew', sealedSecret: 'sealed', checks: [] };
  const removal = { removed: [], kept: [], proof: [] };

  async function told(keys: readonly string[], inUse: string) {
    const ram = new FakeRam();
    ram.add(USER, deliveredWith(inUse), { keys: new Map(keys.map((key) => [key, 'Active'])) });
    const holder = ramIdentity(credentials, OWNERSHIP, ram);
    return rotationResult({ rotation, issued, delivered: [], by: 'li.wei', removal }, RUN, holder, signal);
  }

  it('hands out the new key where the cloud says that it is in use, whatever a flag says', async () => {
    expect(await told(['LTAInew'], 'LTAInew')).toMatchObject({
      outcome: 'rotated',
      account: { accessKeyId: 'LTAInew' },
      sealedCredentials: { accessKey: 'sealed' },
      confirmedBy: 'li.wei',
    });
  });

  it.each([
    ['was withdrawn while it was being confirmed', ['LTAIold'], 'LTAIold', 'LTAIold'],
    ['is confirmed by its mark, but gone', ['LTAIold'], 'LTAInew', null],
    ['is there, but was never confirmed', ['LTAIold', 'LTAInew'], 'LTAIold', 'LTAIold'],
  ])('hands out no key that %s', async (_, keys, inUse, stays) => {
    expect(await told(keys, inUse)).toMatchObject({
      outcome: 'not confirmed',
      account: { accessKeyId: stays },
      sealedCredentials: { accessKey: null },
      confirmedBy: null,
    });
  });
});

import { english } from '../english';
import { say } from '../../presentation/words/words';
import { describe, expect, it } from '@jest/globals';
import type { Clouds } from '../../provisioning/clouds';
import { MARK_TAG } from '../../provisioning/trust/mark';
import { preflight } from '../../provisioning/preflight/preflight';
import type { PreflightReport } from '../../contracts/credentials/provisioning';
import type { PrepError } from '../../contracts/prep-error';
import { rejection } from '../clouds/alibaba/rejection';
import { pageText } from '../inventory/listing-page';
import { FakeIam } from './fake-iam';
import { FakeKs3, given, ks3Error } from './fake-ks3';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import {
  ANOTHER_RUN,
  BUCKET,
  DELIVERED_AT,
  deliveredWith,
  ON_BUCKET,
  ON_USER,
  OWNERSHIP,
  preparationWith,
  USER,
} from './preparation';

const { signal } = new AbortController();

class World {
  readonly ks3 = new FakeKs3();
  readonly oss = new FakeOss();
  readonly ram = new FakeRam();
  readonly iam = new FakeIam();
  accountId: string | PrepError = '1234567890123456';

  constructor() {
    this.iam.add('reader', '', { keys: new Map([['AKLTsource', 'Active']]) });
  }

  readonly clouds: Clouds = {
    ks3: () => this.ks3,
    iam: () => this.iam,
    oss: () => this.oss,
    ram: () => this.ram,
    mgw: () => {
      throw new Error('not needed');
    },
    sts: () => ({
      whoAmI: async () => ({
        accountId: given(this.accountId),
        arn: `acs:ram::${given(this.accountId)}:user/prep-operator`,
        identityType: 'RAMUser',
        principalId: '2',
      }),
    }),
  };

  async look(changes = {}): Promise<PreflightReport> {
    const report = await preflight(preparationWith(changes), OWNERSHIP, this.clouds, signal);
    if ('deliveredAt' in report) {
      throw new Error('It was delivered before');
    }
    return report;
  }
}

/** The outcome of every check, by name. */
async function outcomes(world: World, changes = {}) {
  const { checks } = await world.look(changes);
  return Object.fromEntries(checks.map(({ name, outcome }) => [say('en', name), outcome]));
}

/** Every problem that the preflight reports, as `name (type)`. */
async function problems(world: World, changes = {}): Promise<string[]> {
  const { type, message } = await rejection(world.look(changes));
  expect(type).toMatch(/^Preflight/);
  return [...message.matchAll(/^- ([^(]+ \(\w+\)):/gm)].map(([, problem]) => problem ?? '');
}

describe('a preflight', () => {
  it('finds everything in order, and how the user will sign in', async () => {
    const report = await new World().look();
    expect(report.checks.map(({ name, outcome }) => `${say('en', name)}: ${outcome}`)).toEqual([
      'KS3 list: ok',
      'KS3 location: ok',
      'KS3 read: ok',
      'KS3 AccessKey: ok',
      'Alibaba identity: ok',
      'OSS bucket: ok',
      'RAM user: ok',
      'Policy AliyunOSSFullAccess: ok',
      'Policy AliyunMGWFullAccess: ok',
      'Password policy: ok',
      'Sign-in domain: ok',
    ]);
    expect(report.signIn).toEqual({
      userPrincipalName: `${USER}@acme.onaliyun.com`,
      url: `https://signin.alibabacloud.com/login.htm?username=${USER}%40acme.onaliyun.com`,
    });
  });

  it('changes nothing', async () => {
    const world = new World();
    await world.look();
    expect([world.ram.users.size, world.oss.buckets.size]).toEqual([0, 0]);
  });

  it('closes every connection to KS3 that it opens', async () => {
    const world = new World();
    let opened = 0;
    const clouds = { ...world.clouds, ks3: () => (opened++, world.ks3) };
    await preflight(preparationWith(), OWNERSHIP, clouds, signal);
    world.ks3.page = ks3Error('Ks3Unavailable');
    await rejection(preflight(preparationWith(), OWNERSHIP, clouds, signal));
    expect(world.ks3.closed).toBe(opened);
  });

  it('tells every problem of both clouds at once', async () => {
    const world = new World();
    world.ks3.region = ks3Error('Ks3AccessDenied');
    world.ks3.sample = ks3Error('Ks3AccessDenied');
    world.oss.taken.add(BUCKET);
    world.ram.add(USER, 'somebody’s');
    world.ram.policies.clear();
    world.ram.policy = { ...world.ram.policy, minimumLength: 33 };
    expect(await problems(world)).toEqual([
      'KS3 location (Ks3AccessDenied)',
      'KS3 read (Ks3AccessDenied)',
      'OSS bucket (OssNameTaken)',
      'RAM user (RamUserNotOurs)',
      'Policy AliyunOSSFullAccess (RamPolicyMissing)',
      'Policy AliyunMGWFullAccess (RamPolicyMissing)',
      'Password policy (PasswordPolicyImpossible)',
    ]);
  });

  it('asks for a new run as soon as one problem takes another input, and for retry otherwise', async () => {
    const world = new World();
    world.ram.policies.clear();
    expect(await rejection(world.look())).toMatchObject({ type: 'PreflightFailed', effect: 'parked' });
    world.oss.taken.add(BUCKET);
    expect(await rejection(world.look())).toMatchObject({ type: 'PreflightNeedsNewRun', effect: 'restart' });
  });

  it('does not ask Alibaba Cloud further with a key of another account', async () => {
    const world = new World();
    world.accountId = '9999999999999999';
    world.oss.taken.add(BUCKET);
    expect(await problems(world)).toEqual(['Alibaba identity (IdentityUnexpected)']);
  });

  it('does not try to read what it may not list', async () => {
    const world = new World();
    world.ks3.page = ks3Error('Ks3AccessDenied');
    world.ks3.sample = ks3Error('Ks3AccessDenied');
    expect(await problems(world)).toEqual(['KS3 list (Ks3AccessDenied)']);
  });

  it.each(['Ks3SlowDown', 'Ks3Unavailable'] as const)('leaves %s to be tried again', async (type) => {
    const world = new World();
    world.ks3.page = ks3Error(type);
    expect(await rejection(world.look())).toMatchObject({ type, effect: 'transient' });
  });

  it('takes a host that nobody knows for a mistyped endpoint', async () => {
    const world = new World();
    world.ks3.page = ks3Error('Ks3Unavailable', {
      code: 'ENOTFOUND',
      detail: 'The request went to ks3-cn-bejing.ksyuncs.com.',
    });
    expect(await problems(world)).toEqual(['KS3 list (Ks3WrongEndpoint)']);
    expect((await rejection(world.look())).message).toContain('ks3-cn-bejing.ksyuncs.com');
  });

  it('looks no further than the source if credentials were delivered: nothing will be created', async () => {
    const world = new World();
    world.ram.add(USER, deliveredWith('LTAI1'));
    world.oss.taken.add(BUCKET);
    const report = await preflight(preparationWith(), OWNERSHIP, world.clouds, signal);
    expect(report).toMatchObject({ deliveredAt: DELIVERED_AT });
    expect(report.checks.map(({ name }) => say('en', name))).toEqual([
      'KS3 list',
      'KS3 location',
      'KS3 read',
      'Alibaba identity',
    ]);
    world.ks3.page = ks3Error('Ks3AccessDenied');
    expect(await problems(world)).toEqual(['KS3 list (Ks3AccessDenied)']);
  });
});

describe('the source', () => {
  it('without an object under the prefix is a warning', async () => {
    const world = new World();
    world.ks3.page = pageText({ contents: '' });
    expect(await outcomes(world)).toMatchObject({ 'KS3 list': 'warning', 'KS3 read': 'ok' });
  });

  it('of a prefix that is no folder is a warning', async () => {
    const world = new World();
    const preparation = preparationWith();
    const under = async (prefix: string) => {
      world.ks3.page = pageText({ prefix, contents: '' });
      const asked = { ...preparation, source: { ...preparation.source, prefix } };
      const { checks } = await preflight(asked, OWNERSHIP, world.clouds, signal);
      return checks.filter(({ name }) => say('en', name) === 'KS3 prefix').map(({ outcome }) => outcome);
    };
    expect(await under('b')).toEqual(['warning']);
    expect(await under('b/')).toEqual([]);
  });

  it('whose first object is archived is a warning', async () => {
    const world = new World();
    world.ks3.sample = ks3Error('Ks3AccessDenied', { code: 'InvalidObjectState' });
    expect(await outcomes(world)).toMatchObject({ 'KS3 read': 'warning' });
  });

  it('in another region is told with both names', async () => {
    const world = new World();
    world.ks3.region = 'SHANGHAI';
    const { message } = await rejection(world.look());
    expect(message).toContain('KS3 reports SHANGHAI; the request was for region BEIJING.');
  });

  it.each(['BEIJING', 'beijing', ''])('in a region that KS3 calls %j is in order', async (region) => {
    const world = new World();
    world.ks3.region = region;
    expect(await outcomes(world)).toMatchObject({ 'KS3 location': 'ok' });
  });

  it('that does not answer with a listing is asked again, then named', async () => {
    const world = new World();
    world.ks3.page = '<html></html>';
    const error = await rejection(world.look());
    expect(error).toMatchObject({ type: 'Ks3UntrustworthyPage', effect: 'transient' });
    expect(error.message).toContain('an HTML page');
  });
});

describe('the destination', () => {
  it.each([OWNERSHIP, ANOTHER_RUN])('of an earlier run of this preparation is in order', async (earlier) => {
    const world = new World();
    world.oss.add(BUCKET, { tags: { [MARK_TAG]: earlier.made(ON_BUCKET) } });
    world.ram.add(USER, earlier.made(ON_USER));
    expect(await outcomes(world)).toMatchObject({ 'OSS bucket': 'ok', 'RAM user': 'ok' });
  });

  it('that exists is a problem without adopt, and in order with it', async () => {
    const world = new World();
    world.oss.add(BUCKET);
    expect(await problems(world)).toEqual(['OSS bucket (OssBucketNotOurs)']);
    expect(await outcomes(world, { destination: { adopt: true } })).toMatchObject({ 'OSS bucket': 'ok' });
  });

  it('that is adopted with lifecycle rules is a warning', async () => {
    const world = new World();
    world.oss.add(BUCKET);
    const rule = { id: 'r', prefix: '', enabled: true, deletes: true, changesClass: false, afterDays: 30 };
    world.oss.rules = [rule];
    const { checks } = await world.look({ destination: { adopt: true } });
    const found = checks.find(({ name }) => say('en', name) === 'OSS bucket');
    expect(found?.outcome).toBe('warning');
    expect(english(found?.message)).toContain('1 lifecycle rule');
  });

  it('in another region is a problem even with adopt', async () => {
    const world = new World();
    world.oss.add(BUCKET, { region: 'cn-shanghai' });
    expect(await problems(world, { destination: { adopt: true } })).toEqual(['OSS bucket (OssOtherRegion)']);
  });
});

describe('the account', () => {
  it.each([
    ['account-alias', 'alias'],
    ['account-id', 'ID'],
  ] as const)('whose domain is only known by its %s is a warning', async (source, word) => {
    const world = new World();
    world.ram.domain = { domain: 'x.onaliyun.com', source };
    const { checks, signIn } = await world.look();
    const found = checks.find(({ name }) => say('en', name) === 'Sign-in domain');
    expect(found?.outcome).toBe('warning');
    expect(english(found?.message)).toContain(word);
    expect(signIn.userPrincipalName).toBe(`${USER}@x.onaliyun.com`);
  });

  it('needs no policy that this product makes itself', async () => {
    const policies = [{ name: 'ours', type: 'Custom', document: '{}' }];
    expect(await outcomes(new World(), { ramUser: { policies } })).toMatchObject({ 'Policy ours': 'ok' });
  });
});

it('tells an account whose public endpoint serves no objects before anything is made', async () => {
  const world = new World();
  world.oss.servesObjects = false;
  expect(await problems(world)).toEqual(['OSS bucket (OssPublicEndpointRefused)']);
});

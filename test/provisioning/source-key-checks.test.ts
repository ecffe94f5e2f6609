import { english } from '../english';
import { describe, expect, it } from '@jest/globals';
import type { Clouds } from '../../provisioning/clouds';
import { sourceKeyChecks, whoseKeyCheck } from '../../provisioning/preflight/source-key-checks';
import { ageInWords } from '../../provisioning/identity/key-in-words';
import { readerOf } from '../../provisioning/request/reader-request';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import type { ErrorType } from '../../contracts/error-table';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeIam } from './fake-iam';
import { DELIVERED_AT, OWNERSHIP, preparationWith } from './preparation';

const { signal } = new AbortController();
const READER = readerOf('photos', OWNERSHIP.preparation);
const ON_READER = { kind: 'iam-user', name: READER.userName } as const;
const ON_POLICY = { kind: 'iam-policy', name: READER.policy.name } as const;
const cloudsOver = (iam: KsyunIam | null) => ({ iam: () => iam }) as unknown as Clouds;
const whose = (iam: KsyunIam | null) => whoseKeyCheck('default', 'AKLTsource', cloudsOver(iam), signal);

function iamWithReader(): FakeIam {
  const iam = new FakeIam();
  iam.add('reader', '', { keys: new Map([['AKLTsource', 'Active']]) });
  return iam;
}

describe('whose the configured KS3 key is', () => {
  it('is told, with its age and its last use', async () => {
    const iam = iamWithReader();
    const lastUsedAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
    iam.listAccessKeys = async () => [
      { accessKeyId: 'AKLTsource', status: 'Active', createdAt: '2026-01-02T03:04:05Z', lastUsedAt },
    ];
    const found = await whose(iam);
    expect(english(found)).toMatchObject({ name: 'KS3 AccessKey', outcome: 'ok' });
    expect(english(found.message)).toMatch(
      /^AccessKey AKLTsource belongs to Kingsoft IAM user reader of account 2000143391; it was created \d+ days.* ago and last used 3 h ago\.$/,
    );
  });

  it('is believed only where the key is among the user’s own', async () => {
    const iam = iamWithReader();
    iam.add('innocent');
    iam.usersWithAccessKey = async () => [
      { name: 'innocent', accountId: '2000143391', remark: '', createdAt: null },
    ];
    expect(english((await whose(iam)).message)).toContain('belongs to Kingsoft IAM user reader of');
  });

  it('is found where IAM does not heed the question and names everybody', async () => {
    const iam = iamWithReader();
    const everybody = Array.from({ length: 9 }, (_, at) => `user-${at}`);
    everybody.forEach((name) => iam.add(name));
    iam.usersWithAccessKey = async () =>
      everybody.map((name) => ({ name, accountId: null, remark: '', createdAt: null }));
    expect(english((await whose(iam)).message)).toContain(
      'belongs to Kingsoft IAM user reader of account 2000143391',
    );
  });

  it('is a warning where no user has it: it may be the main account’s', async () => {
    const found = await whose(new FakeIam());
    expect(found).toMatchObject({ outcome: 'warning' });
    expect(english(found.message)).toContain("may be the main account's own");
  });

  it.each<[ErrorType, string]>([
    ['IamNoPermission', 'ok'],
    ['IamInvalidAccessKey', 'ok'],
    ['IamUnavailable', 'warning'],
  ])('that IAM does not report (%s) is said, and no error', async (type, outcome) => {
    const iam = iamWithReader();
    iam.usersWithAccessKey = async () => {
      throw new PrepError(type, { resource: 'the owner of AccessKey AKLTsource', code: 'TheCode' });
    };
    const found = await whose(iam);
    expect(found).toMatchObject({ outcome });
    expect(english(found.message)).toMatch(
      /^The owner of AccessKey AKLTsource could not be checked: .*\(TheCode\)$/,
    );
    expect(english(found.message)).not.toMatch(/retry/);
  });

  it('that IAM takes too long to tell is said after a while', async () => {
    const iam = iamWithReader();
    iam.usersWithAccessKey = (...given: unknown[]) =>
      new Promise((_, reject) => {
        const patience = given[1] as AbortSignal;
        patience.addEventListener('abort', () => reject(patience.reason as Error));
      });
    const found = await whoseKeyCheck('default', 'AKLTsource', cloudsOver(iam), signal, 20);
    expect(english(found)).toMatchObject({
      outcome: 'warning',
      message: expect.stringContaining('did not answer in time'),
    });
  });

  it('is not asked where no IAM is configured', async () => {
    expect(english(await whose(null))).toMatchObject({
      outcome: 'ok',
      message: expect.stringContaining('no Kingsoft IAM is configured for source profile default'),
    });
  });
});

describe('whether a dedicated key can be made', () => {
  const preparation = preparationWith({ sourceKey: READER });
  const checks = (iam: KsyunIam | null) => sourceKeyChecks(preparation, OWNERSHIP, cloudsOver(iam), signal);

  it('is looked at only where the plan makes one', async () => {
    const use = await sourceKeyChecks(preparationWith(), OWNERSHIP, cloudsOver(iamWithReader()), signal);
    expect(use.map(({ name }) => english(name))).toEqual(['KS3 AccessKey']);
  });

  it('says what will be made, or what an earlier run has', async () => {
    const iam = iamWithReader();
    const [, free] = await checks(iam);
    expect(english(free)).toMatchObject({ name: 'Source AccessKey', outcome: 'ok' });
    expect(english(free?.message)).toContain(
      `${READER.userName} does not exist yet. It will be created after the approval`,
    );
    expect(iam.users.size).toBe(1);
    iam.add(READER.userName, OWNERSHIP.made(ON_READER));
    iam.addPolicy(READER.policy.name, OWNERSHIP.made(ON_POLICY));
    expect(english((await checks(iam))[1])).toMatchObject({
      outcome: 'ok',
      message: expect.stringContaining('was created by an earlier run'),
    });
  });

  it('is a problem where user or policy is somebody else’s, or IAM may not be asked', async () => {
    const theirs = iamWithReader();
    theirs.add(READER.userName, 'by Li Wei');
    expect((await checks(theirs))[1]).toMatchObject({ outcome: 'problem', errorType: 'IamUserNotOurs' });

    const policy = iamWithReader();
    policy.addPolicy(READER.policy.name, 'by Li Wei');
    expect((await checks(policy))[1]).toMatchObject({ outcome: 'problem', errorType: 'IamUserNotOurs' });

    expect((await checks(null))[1]).toMatchObject({ outcome: 'problem', errorType: 'IamNotConfigured' });
  });

  it('ends the run where one has been delivered already', async () => {
    const iam = iamWithReader();
    const when = { at: DELIVERED_AT, until: null, key: 'AKLT1' };
    iam.add(READER.userName, OWNERSHIP.delivered(ON_READER, when));
    expect(await rejection(checks(iam))).toMatchObject({ type: 'AlreadyPrepared', effect: 'fatal' });
  });
});

it.each([
  ['2026-01-02T03:04:05Z', '2 days 3 h ago'],
  ['2026-01-02 03:04:05Z', '2 days 3 h ago'],
  ['sometime', 'at sometime'],
  [null, 'at a time that IAM does not report'],
])('a time written %s is %s', (time, words) => {
  expect(english(ageInWords(time, new Date('2026-01-04T06:04:05Z')))).toBe(words);
});

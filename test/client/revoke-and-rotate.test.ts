import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { sealSecrets } from '../../provisioning/sealing/sealing';
import { RunFailedError } from '../../client/runs/preparations';
import type { RevocationResult, RotationResult } from '../../contracts/credential-lifecycle';
import type { PreparationStatus, Waiting } from '../../contracts/status';
import { readerOf } from '../../provisioning/request/reader-request';
import type { PreparedResult } from '../../contracts/result';
import { CommandError } from '../../client/command-error';
import { PREPARED, UNSIGNED } from '../presentation/report/results';
import { FakePreparations, PARKED, RUNNING } from './fake-preparations';
import { run } from './run-command';

const REVOKED: RevocationResult = {
  outcome: 'revoked',
  summary: 'Taken back: AccessKey LTAInew, RAM user mgw-photos.',
  account: { accountId: '1234567890123456', userName: 'mgw-photos' },
  run: { workflowId: 'revoke/mgw-photos', runId: 'run-1' },
  preparation: PREPARED.preparation,
  requestedBy: 'li.wei',
  reason: '',
  disabledAt: '2026-05-31T08:00:00.000Z',
  removed: [{ what: 'AccessKey LTAInew', at: '2026-05-31T08:10:00.000Z' }],
  kept: [{ what: 'RAM user mgw-x', why: 'it carries no mark of this product' }],
  proof: [{ name: 'RAM user', outcome: 'ok', message: 'RAM has no user mgw-photos any more.' }],
  signature: UNSIGNED,
};

const ROTATED: RotationResult = {
  outcome: 'rotated',
  summary: 'AccessKey LTAInext of RAM user mgw-photos is in use; LTAInew was removed.',
  key: 'oss',
  run: { workflowId: 'rotate/mgw-photos', runId: 'run-1' },
  account: { accountId: '1234567890123456', userName: 'mgw-photos', signIn: null, accessKeyId: 'LTAInext' },
  sealedCredentials: { password: null, accessKey: 'sealed', sourceAccessKey: null },
  delivered: [],
  confirmedBy: 'li.wei',
  removed: [{ what: 'AccessKey LTAInew', at: '2026-05-31T08:10:00.000Z' }],
  proof: [],
  signature: UNSIGNED,
};

function waitingFor(what: string, person: boolean, workflowId: string, step = ''): PreparationStatus {
  const nextAction = person ? 'send the signal confirm { "by": "YOUR-NAME" }.' : 'send the signal revoke {}.';
  const phase: Waiting = {
    name: 'waiting',
    for: what,
    until: '2026-05-31T08:10:00.000Z',
    nextAction,
    person,
  };
  const steps = [{ name: step, title: step, state: 'running', note: '' } as const];
  return { ...RUNNING, workflowId, phase, nextAction, steps: step === '' ? RUNNING.steps : steps };
}

describe('prep status of a run that waits', () => {
  it.each<[string, PreparationStatus, [string, string, string][]]>([
    [
      'a revocation before the expiry',
      waitingFor('the expiry', false, 'revoke/mgw-photos', 'expiry'),
      [['revoke now', '立即回收', 'npx prep revoke photos --user mgw-photos --by YOUR-NAME']],
    ],
    [
      'a revocation in its grace period',
      waitingFor('the end of the grace period', false, 'revoke/mgw-photos', 'grace'),
      [
        ['remove now', '立即移除', 'npx prep revoke photos --user mgw-photos --now --by YOUR-NAME'],
        ['enable again', '重新启用', 'npx prep cancel --id revoke/mgw-photos'],
      ],
    ],
    [
      'a rotation whose key waits for a confirmation',
      waitingFor('the confirmation', true, 'rotate/source/reader-1', 'confirm'),
      [
        ['open', '解密', 'npx prep open --id rotate/source/reader-1 --identity IDENTITY-FILE'],
        [
          'confirm',
          '确认',
          'npx prep rotate --source --user reader-1 --confirm --by YOUR-NAME --identity IDENTITY-FILE',
        ],
      ],
    ],
    [
      'a rotation in its grace period',
      waitingFor('the end of the grace period', false, 'rotate/mgw-photos', 'grace'),
      [['enable again', '重新启用', 'npx prep cancel --id rotate/mgw-photos']],
    ],
    [
      'a migration that watches its job',
      waitingFor('the job', false, 'migrate/photos', 'watch'),
      [['end the watch', '停止监控', 'npx prep cancel --id migrate/photos']],
    ],
  ])('proposes the commands for %s, in both languages', async (_, status, rows) => {
    for (const language of ['en', 'zh'] as const) {
      const preparations = new FakePreparations();
      preparations.looks = [{ status }];
      const argv = ['status', '--id', status.workflowId, '--lang', language];
      const lines = (await run(argv, { preparations })).out.split('\n').map((one) => one.trim());
      for (const [english, chinese, command] of rows) {
        const label = language === 'en' ? english : chinese;
        const line = lines.find((one) => one.startsWith(label));
        expect(line?.slice(label.length).trim()).toBe(command);
      }
    }
  });
});

/** The server as it is after a preparation that delivered; then the looks at the run that a command starts. */
function afterPreparation(...looks: FakePreparations['looks']): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'completed' }, ...looks];
  preparations.ending = PREPARED;
  return preparations;
}

const READER = readerOf('photos', PREPARED.preparation).userName;

/** The same with a dedicated source AccessKey. */
const PREPARED_WITH_KEY: PreparedResult = {
  ...PREPARED,
  sourceKey: {
    mode: 'create',
    accessKeyId: 'AKLTnew',
    accountId: '2000143391',
    userName: READER,
    policyName: READER,
    profile: 'archive',
  },
};

function afterPreparationWithKey(...looks: FakePreparations['looks']): FakePreparations {
  const preparations = afterPreparation(...looks);
  preparations.ending = PREPARED_WITH_KEY;
  return preparations;
}

describe('prep revoke', () => {
  it('starts a revocation of the user that the preparation tells, and says how to follow it', async () => {
    const preparations = afterPreparation();
    const ran = await run(['revoke', 'photos', '--now', '--by', 'li.wei', '--reason', 'done', '--json'], {
      preparations,
    });
    expect(ran.exitCode).toBe(0);
    expect(preparations.started).toMatchObject([
      {
        type: 'revokeCredentials',
        workflowId: 'revoke/mgw-photos',
        input: {
          source: { bucket: 'photos' },
          destination: { bucket: 'photos-oss' },
          ramUser: { name: 'mgw-photos' },
          requestedBy: 'li.wei',
          reason: 'done',
          grace: 'none',
        },
      },
    ]);
    expect(ran.json()).toMatchObject({ workflowId: 'revoke/mgw-photos', attached: false });
    expect(preparations.signals).toEqual([]);
  });

  it('takes back a dedicated source AccessKey too, as the result tells, or as the options do', async () => {
    const preparations = afterPreparationWithKey();
    await run(['revoke', 'photos'], { preparations });
    await run(['revoke', 'photos', '--source-key', 'use'], { preparations });
    await run(['revoke', 'photos', '--user', 'mgw-other'], { preparations });
    preparations.looks = [];
    const gone = ['revoke', 'photos', '--user', 'mgw-photos'];
    const told = await run([...gone, '--source-key', 'create'], { preparations });
    const untold = await run(gone, { preparations });
    expect(preparations.started.map(({ input }) => (input as { source: unknown }).source)).toEqual([
      { bucket: 'photos', prefix: '', profile: 'archive', accessKey: 'create' },
      { bucket: 'photos', prefix: '', profile: 'archive', accessKey: 'use' },
      // The result is about another user's credentials.
      { bucket: 'photos', prefix: '' },
      { bucket: 'photos', accessKey: 'create' },
      { bucket: 'photos' },
    ]);
    expect(untold.out).toContain('npx prep revoke photos --user mgw-photos --source-key create');
    expect(told.out).not.toContain('--source-key create');
    const other = await run([...gone, '--destination', 'archive', '--prefix', '2024 a/'], { preparations });
    expect(other.out).toContain(
      "npx prep revoke photos --user mgw-photos --destination archive --prefix '2024 a/' --source-key create",
    );
  });

  it('takes back what a run of a Schedule delivered, if no other run is there', async () => {
    const preparations = afterPreparation();
    preparations.looks = [];
    const fired = {
      workflowId: 'prepare/photos-2026-05-01T08:00:00Z',
      runId: 'fired',
      type: 'prepareMigration',
    };
    preparations.earlier = {
      run: { ...fired, state: 'completed', startedAt: new Date(0), closedAt: new Date(1) },
      result: { ...PREPARED, account: { ...PREPARED.account, userName: 'photographer' } },
      verified: 'verified',
    };
    await run(['revoke', 'photos'], { preparations });
    expect(preparations.started).toMatchObject([
      { workflowId: 'revoke/photographer', input: { ramUser: { name: 'photographer' } } },
    ]);
  });

  it('tells the one that waits for the expiry to begin', async () => {
    const preparations = afterPreparation();
    preparations.attached = true;
    const ran = await run(['revoke', 'photos', '--grace', '1 hour'], { preparations });
    expect(preparations.updates).toEqual([
      { workflowId: 'revoke/mgw-photos', name: 'revokeNow', payload: { grace: '1 hour' } },
    ]);
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('revokes the credentials now');
    expect(ran.out).toContain('npx prep watch --id revoke/mgw-photos');
  });

  it('reports no success before the one that waits has accepted it', async () => {
    const preparations = afterPreparation();
    preparations.attached = true;
    preparations.updateAnswer = new CommandError('DecisionRefused', 'It does not.');
    const ran = await run(['revoke', 'photos', '--now'], { preparations });
    expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining('It does not.') });
    expect(ran.out).not.toContain('revokes the credentials now');
  });

  it('starts another one where the one that waited ends at that very moment', async () => {
    const preparations = afterPreparation();
    preparations.attached = true;
    preparations.updateAnswer = new CommandError('AlreadyFinished', 'It has ended.');
    const { update } = preparations;
    preparations.update = async (...told) => {
      preparations.attached = false;
      return update.apply(preparations, told);
    };
    const ran = await run(['revoke', 'photos', '--now'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(preparations.started.map(({ workflowId }) => workflowId)).toEqual([
      'revoke/mgw-photos',
      'revoke/mgw-photos',
    ]);
  });

  it('ends with exit code 5 where access had to be left alone', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = { ...REVOKED, outcome: 'not revoked', removed: [] };
    expect((await run(['status', '--id', 'revoke/mgw-photos'], { preparations })).exitCode).toBe(5);
  });

  it('follows it through its grace period to its end with --wait', async () => {
    const grace = waitingFor('the end of the grace period', false, 'revoke/mgw-photos');
    const preparations = afterPreparation({ status: grace }, { status: grace }, { state: 'completed' });
    let looks = 0;
    const ran = await run(['revoke', 'photos', '--wait'], {
      preparations,
      onPause: () => {
        looks += 1;
        preparations.ending = REVOKED;
      },
    });
    expect([ran.exitCode, looks]).toEqual([0, 2]);
    expect(ran.out).toContain('waiting for the end of the grace period until 2026-05-31 08:10 UTC');
    expect(ran.out).toContain('Revocation revoke/mgw-photos');
    expect(ran.out).toMatch(/Removed +AccessKey LTAInew.*, 2026-05-31T08:10:00.000Z/);
    expect(ran.out).toMatch(/Kept +RAM user mgw-x: it carries no mark/);
    expect(ran.out).toMatch(/Read back +RAM user: RAM has no user/);
  });

  it('ends with exit code 5 where it requires action', async () => {
    const preparations = afterPreparation({ status: PARKED });
    const ran = await run(['revoke', 'photos', '--wait', '--json'], { preparations });
    expect([ran.exitCode, ran.json().phase.name]).toEqual([5, 'action required']);
  });

  it('takes the user of whoever names it if the run of the preparation has vanished', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [];
    await run(['revoke', '--id', 'prepare/photos', '--user', 'mgw-x'], { preparations });
    const other = ['--user', 'mgw-photos', '--destination', 'other-oss', '--prefix', 'a/'];
    await run(['revoke', 'photos', ...other], { preparations });
    expect(preparations.started.map(({ workflowId, input }) => [workflowId, input])).toMatchObject([
      ['revoke/mgw-x', { destination: { bucket: 'photos-oss' }, source: { bucket: 'photos' } }],
      ['revoke/mgw-photos', { destination: { bucket: 'other-oss' }, source: { prefix: 'a/' } }],
    ]);
  });

  it.each(['revoke', 'rotate'])(
    'stops to follow the %s after --timeout, with exit code 6',
    async (command) => {
      const preparations = afterPreparation({ status: RUNNING });
      const ran = await run([command, 'photos', '--wait', '--timeout', '1 second', '--json'], {
        preparations,
      });
      expect([ran.exitCode, ran.json().phase.name]).toEqual([6, 'running']);
      const alone = await run([command, 'photos', '--timeout', '1 hour', '--json'], { preparations });
      expect([alone.exitCode, alone.json().error.message]).toEqual([2, expect.stringContaining('--wait')]);
      expect(preparations.started).toHaveLength(1);
    },
  );

  it.each(['revoke', 'rotate'])(
    'starts no %s of a bucket that the server knows nothing of',
    async (command) => {
      const preparations = new FakePreparations();
      preparations.looks = [];
      for (const [language, why] of [
        ['en', 'has no run of a preparation of KS3 bucket phtoos'],
        ['zh', '没有 KS3 存储空间 phtoos 的准备任务'],
      ] as const) {
        const { exitCode, error } = await run([command, 'phtoos', '--lang', language], { preparations });
        expect(exitCode).toBe(1);
        expect(error).toContain(why);
        expect(error).toContain(`npx prep ${command} phtoos --user mgw-phtoos`);
      }
      expect(preparations.started).toEqual([]);
      await run([command, 'phtoos', '--user', 'mgw-phtoos'], { preparations });
      expect(preparations.started).toHaveLength(1);
    },
  );

  it('knows the user by the run that waits for the expiry, if the preparation has vanished', async () => {
    const preparations = new FakePreparations();
    const { describe: found } = preparations;
    preparations.describe = async (workflowId) => {
      if (workflowId !== 'revoke/mgw-photos') {
        throw new CommandError('NotFound', 'There is none.');
      }
      return found.call(preparations, workflowId);
    };
    expect((await run(['revoke', 'photos'], { preparations })).exitCode).toBe(0);
    expect(preparations.started).toMatchObject([{ workflowId: 'revoke/mgw-photos' }]);
  });

  it.each([
    [['revoke'], 2, 'Name the KS3 bucket'],
    [['revoke', 'photos', '--now', '--grace', '1 hour'], 2, 'not both'],
    [['revoke', 'photos', '--grace', 'soon'], 2, 'grace: is not a duration and not "none"'],
    [['revoke', '--id', 'odd-id'], 2, 'no longer knows what odd-id prepared'],
  ])('refuses %j and starts nothing', async (argv, exitCode, why) => {
    const preparations = new FakePreparations();
    preparations.looks = [];
    const ran = await run(argv, { preparations });
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.error).toContain(why);
    expect(preparations.started).toEqual([]);
  });

  it('finds what an earlier run delivered, whatever became of the latest', async () => {
    const [startedAt, closedAt] = [new Date(0), new Date(1000)];
    const run0 = {
      workflowId: 'prepare/photos',
      runId: 'run-0',
      type: 'prepareMigration',
      startedAt,
      closedAt,
    };
    for (const look of [{ state: 'failed' as const }, { status: RUNNING }]) {
      const preparations = new FakePreparations();
      preparations.looks = [look];
      preparations.ending = new RunFailedError('AlreadyPrepared', 'Because of this.');
      preparations.earlier = {
        run: { ...run0, state: 'completed' },
        result: PREPARED_WITH_KEY,
        verified: 'verified',
      };

      await run(['revoke', 'photos'], { preparations });

      expect(preparations.started).toMatchObject([
        { input: { source: { bucket: 'photos', profile: 'archive', accessKey: 'create' } } },
      ]);
    }
  });

  it('leaves a preparation alone that has not delivered yet', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }];
    const ran = await run(['revoke', 'photos', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([1, 'StillRunning']);
    expect(preparations.started).toEqual([]);
  });
});

describe('prep rotate', () => {
  it.each([
    ['--code', 'CODE'],
    ['--identity', 'identity.txt'],
  ])('starts no rotation for somebody who meant to confirm one: %s %s', async (...option) => {
    const preparations = new FakePreparations();
    const ran = await run(['rotate', 'photos', ...option, '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.message]).toEqual([2, expect.stringContaining('--confirm')]);
    expect(preparations.started).toEqual([]);
  });

  it('is proposed with what a confirmation needs', async () => {
    const preparations = new FakePreparations();
    const waits = waitingFor('the confirmation of the new AccessKey', true, 'rotate/mgw-photos');
    preparations.looks = [{ status: waits }];
    const { out } = await run(['status', '--id', 'rotate/mgw-photos'], { preparations });
    expect(out).toContain(
      'npx prep rotate --user mgw-photos --confirm --by YOUR-NAME --identity IDENTITY-FILE\n',
    );
  });

  const confirmable = waitingFor('the confirmation of the new AccessKey', true, 'rotate/mgw-photos');

  it('starts a rotation that tries its key on the bucket of the preparation', async () => {
    const preparations = afterPreparation();
    const ran = await run(
      [
        'rotate',
        'photos',
        '--recipient',
        'age1x',
        '--confirm-within',
        '2 days',
        '--grace',
        '1 hour',
        '--json',
      ],
      { preparations },
    );
    expect(ran.exitCode).toBe(0);
    expect(preparations.started[0]).toMatchObject({
      type: 'rotateCredentials',
      workflowId: 'rotate/mgw-photos',
      input: {
        destination: { bucket: 'photos-oss', region: 'cn-beijing' },
        credentials: { recipients: ['age1x'] },
        confirmWithin: '2 days',
        grace: '1 hour',
      },
    });
  });

  it('cannot leave out the grace period of the old key', async () => {
    const preparations = afterPreparation();
    expect((await run(['rotate', 'photos', '--now'], { preparations })).exitCode).toBe(2);
    expect(preparations.started).toEqual([]);
  });

  it('stops to wait for the confirmation, with the commands for it and exit code 3', async () => {
    const preparations = afterPreparation({ status: confirmable });
    const ran = await run(['rotate', 'photos', '--wait'], { preparations });
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toContain('npx prep open --id rotate/mgw-photos --identity IDENTITY-FILE');
    expect(ran.out).toContain('npx prep rotate --user mgw-photos --confirm');
  });

  it('confirms the new key where one waits for it, and sends nothing where none does', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: confirmable }];
    const argv = ['rotate', '--user', 'mgw-photos', '--confirm', '--code', 'c0de', '--by', 'li.wei'];
    const ran = await run(argv, { preparations });
    expect(ran.exitCode).toBe(0);
    expect(preparations.updates).toEqual([
      { workflowId: 'rotate/mgw-photos', name: 'confirmNow', payload: { by: 'li.wei', code: 'c0de' } },
    ]);
    preparations.looks = [{ status: RUNNING }];
    const needless = await run(['rotate', '--user', 'mgw-photos', '--confirm', '--json'], { preparations });
    expect([needless.exitCode, needless.json().error.type]).toEqual([1, 'NothingToConfirm']);
    expect(preparations.updates).toHaveLength(1);

    preparations.looks = [{ status: confirmable }];
    const codeless = await run(['rotate', '--user', 'mgw-photos', '--confirm', '--json'], { preparations });
    expect([codeless.exitCode, codeless.json().error.type]).toEqual([2, 'InvalidInput']);
    preparations.updateAnswer = new CommandError('DecisionRefused', 'The code is not that of the key.');
    const refused = await run(argv, { preparations });
    expect(refused).toMatchObject({ exitCode: 1, error: expect.stringContaining('The code is not that') });
    expect(refused.out).not.toContain('Confirmed');
  });

  it('follows the rotation after the confirmation with --wait', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: confirmable }, { status: RUNNING }, { state: 'completed' }];
    preparations.ending = ROTATED;
    const argv = ['rotate', '--user', 'mgw-photos', '--confirm', '--code', 'c0de', '--wait', '--json'];
    const ran = await run(argv, { preparations });
    expect([ran.exitCode, ran.json()]).toMatchObject([0, { result: { outcome: 'rotated' } }]);
  });

  it('replaces the dedicated source AccessKey with --source, under a workflow ID of its own', async () => {
    const id = `rotate/source/${READER}`;
    const preparations = afterPreparationWithKey({
      status: waitingFor('the confirmation of the new AccessKey', true, id),
    });
    const ran = await run(['rotate', 'photos', '--source', '--wait'], { preparations });
    expect(preparations.started).toMatchObject([
      {
        type: 'rotateCredentials',
        workflowId: id,
        summary: `Replace the AccessKey of Kingsoft IAM user ${READER}`,
        input: {
          key: 'source',
          source: {
            bucket: 'photos',
            profile: 'archive',
            accessKey: 'create',
            endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
            region: 'BEIJING',
          },
          destination: { bucket: 'photos-oss' },
        },
      },
    ]);
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toContain(`npx prep open --id ${id} --identity IDENTITY-FILE`);
    expect(ran.out).toContain(`npx prep rotate --source --user ${READER} --confirm`);
    const confirm = ['rotate', '--source', '--user', READER, '--confirm', '--code', 'c0de'];
    await run(confirm, { preparations });
    expect(preparations.updates).toMatchObject([{ workflowId: id, name: 'confirmNow' }]);
  });

  it('knows the Kingsoft IAM user without the result of the preparation', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [];
    await run(['rotate', 'photos', '--source', '--user', 'mgw-photos'], { preparations });
    expect(preparations.started).toMatchObject([
      { workflowId: `rotate/source/${READER}`, input: { source: { bucket: 'photos', accessKey: 'create' } } },
    ]);
  });

  it('replaces no source AccessKey where the configured one is used', async () => {
    const preparations = afterPreparation();
    const ran = await run(['rotate', 'photos', '--source', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([2, 'InvalidInput']);
    expect(ran.json().error.message).toContain('No dedicated source AccessKey was created');
    expect(preparations.started).toEqual([]);
  });

  it.each<[RotationResult, number]>([
    [ROTATED, 0],
    [{ ...ROTATED, outcome: 'not confirmed' }, 4],
  ])('tells by its exit code how it ended', async (ending, exitCode) => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = ending;
    const status = await run(['status', '--id', 'rotate/mgw-photos'], { preparations });
    expect(status.exitCode).toBe(exitCode);
    expect(status.out).toContain('Rotation rotate/mgw-photos');
    const watched = await run(['watch', '--id', 'rotate/mgw-photos'], { preparations });
    expect(watched.exitCode).toBe(exitCode);
    expect(watched.out).not.toContain('prep report');
    const report = await run(['report', '--id', 'rotate/mgw-photos', '--json'], { preparations });
    expect(report.json().error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('npx prep open --id rotate/mgw-photos'),
    });
  });
});

describe('prep open, about a rotation', () => {
  let folder: string;
  let identity: string;
  let sealed: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prep-rotation-'));
    identity = join(folder, 'identity.txt');
    const key = await generateIdentity();
    await writeFile(identity, `${key}\n`, { mode: 0o600 });
    const secrets = { accessKeyId: 'LTAInext', accessKeySecret: 's3cret', confirmationCode: 'c0de' };
    sealed = await sealSecrets(secrets, [await identityToRecipient(key)]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const open = (preparations: FakePreparations) =>
    run(['open', '--id', 'rotate/mgw-photos', '--identity', identity, '--json'], { preparations });

  it('gives the code that confirms it to who can open it, and to nobody else', async () => {
    const preparations = new FakePreparations();
    const waits = waitingFor('the confirmation', true, 'rotate/mgw-photos');
    preparations.looks = [{ status: waits }];
    preparations.rotation = {
      key: 'oss',
      account: { accountId: '1', userName: 'mgw-photos', accessKeyId: 'LTAInext' },
      sealedCredentials: { password: null, accessKey: sealed, sourceAccessKey: null },
      run: ROTATED.run,
      signature: UNSIGNED,
    };
    const confirm = ['rotate', '--user', 'mgw-photos', '--confirm', '--identity'];
    await run([...confirm, identity], { preparations });
    expect(preparations.updates).toMatchObject([{ name: 'confirmNow', payload: { code: 'c0de' } }]);
    const stranger = await run([...confirm, '-'], { preparations, stdin: await generateIdentity() });
    expect(stranger.exitCode).toBe(1);
    expect(preparations.updates).toHaveLength(1);
  });

  it('opens the new key while it waits to be confirmed, and from the result afterwards', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: waitingFor('the confirmation', true, 'rotate/mgw-photos') }];
    expect((await open(preparations)).json().error.message).toContain('has not issued a new AccessKey yet');
    preparations.rotation = {
      key: 'oss',
      account: { accountId: '1', userName: 'mgw-photos', accessKeyId: 'LTAInext' },
      sealedCredentials: { password: null, accessKey: sealed, sourceAccessKey: null },
      run: ROTATED.run,
      signature: UNSIGNED,
    };
    const opened = {
      userName: 'mgw-photos',
      password: null,
      accessKeyId: 'LTAInext',
      accessKeySecret: 's3cret',
      confirmationCode: 'c0de',
    };
    expect((await open(preparations)).json()).toMatchObject(opened);

    preparations.looks = [{ state: 'completed' }];
    preparations.ending = {
      ...ROTATED,
      sealedCredentials: { password: null, accessKey: sealed, sourceAccessKey: null },
      run: ROTATED.run,
      signature: UNSIGNED,
    };
    expect((await open(preparations)).json()).toMatchObject(opened);
    preparations.ending = REVOKED;
    expect((await open(preparations)).json().error.type).toBe('NoResult');

    preparations.ending = {
      ...ROTATED,
      key: 'source',
      account: { accountId: null, userName: READER, signIn: null, accessKeyId: 'LTAInext' },
      sealedCredentials: { password: null, accessKey: null, sourceAccessKey: sealed },
    };
    expect((await open(preparations)).json()).toMatchObject({
      cloud: 'Kingsoft Cloud',
      userName: READER,
      accessKeyId: null,
      sourceAccessKeyId: 'LTAInext',
      sourceAccessKeySecret: 's3cret',
    });
  });
});

import { RunFailedError } from '../../client/runs/preparations';
import { CommandError } from '../../client/command-error';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, PARKED, RUNNING } from './fake-preparations';
import { run } from './run-command';

import {
  afterPreparation,
  afterPreparationWithKey,
  PREPARED_WITH_KEY,
  REVOKED,
  waitingFor,
} from './lifecycle-runs';

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

  it('revokes a dedicated source AccessKey too, if the result or the options say so', async () => {
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

  it('revokes what a run of a Schedule delivered, if no other run is there', async () => {
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
    expect(ran.out).toMatch(/Removed +AccessKey LTAInew.*, 2026-05-31 08:10 UTC/);
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

  describe('of a preparation that delivered nothing', () => {
    /** Nothing waits for the expiry of its user. */
    function ended(ending: unknown, state: 'completed' | 'failed' | 'cancelled' | 'terminated') {
      const preparations = new FakePreparations();
      preparations.looks = [{ state }];
      preparations.ending = ending;
      const { describe: found } = preparations;
      preparations.describe = async (workflowId) => {
        if (workflowId.startsWith('revoke/')) {
          throw new CommandError('NotFound', 'There is none.');
        }
        return found.call(preparations, workflowId);
      };
      return preparations;
    }

    it.each([
      [REJECTED, 'completed', 4, 'li.wei rejected it'],
      [
        { ...REJECTED, outcome: 'approval timed out', summary: 'Nobody decided.' },
        'completed',
        4,
        'Nobody decided.',
      ],
      [new RunFailedError('InvalidInput', 'It is wrong.'), 'failed', 1, 'It is wrong.'],
      [new RunFailedError('Cancelled', 'It was cancelled.'), 'cancelled', 1, 'It was cancelled.'],
    ] as const)('starts nothing, and says why: %#', async (ending, state, exitCode, why) => {
      for (const command of ['revoke', 'rotate']) {
        const preparations = ended(ending, state);
        const ran = await run([command, 'photos', '--json'], { preparations });
        expect([ran.exitCode, ran.json().error.type]).toEqual([exitCode, 'NoResult']);
        const { message } = ran.json().error;
        expect(message).toContain('KS3 bucket photos delivered no credentials, so nothing was started.');
        expect(message).toContain(why);
        expect(message).toContain(`name it: npx prep ${command} photos --user mgw-photos`);
        expect((await run([command, 'photos', '--lang', 'zh'], { preparations })).error).toContain(
          '没有交付任何凭证',
        );
        expect(preparations.started).toEqual([]);
        const named = await run([command, 'photos', '--user', 'mgw-photos'], { preparations });
        expect(preparations.started).toHaveLength(1);
        expect(named.out).not.toContain('no longer has the result');
      }
    });

    it('proposes how to remove what a terminated one left', async () => {
      const preparations = ended(new RunFailedError('Terminated', 'It was terminated.'), 'terminated');
      preparations.inputOf = async () => ({ source: { bucket: 'photos' }, ramUser: { name: 'my-user' } });
      preparations.workedOn = async () => true;
      const { error } = await run(['revoke', 'photos'], { preparations });
      expect(error).toContain('It could not clean up.');
      expect(error).toContain('npx prep revoke photos --user my-user --now --wait');
      expect(preparations.started).toEqual([]);
      preparations.workedOn = async () => false;
      expect((await run(['revoke', 'photos'], { preparations })).error).toContain(
        'it has left nothing behind',
      );
    });

    it('revokes all the same what still waits for its expiry, and what an earlier run found delivered', async () => {
      const waiting = ended(REJECTED, 'completed');
      const { describe: found } = waiting;
      waiting.describe = async (workflowId) =>
        workflowId === 'revoke/mgw-photos'
          ? { ...(await found('prepare/photos')), workflowId, state: 'running' }
          : found(workflowId);
      await run(['revoke', 'photos'], { preparations: waiting });
      expect(waiting.started).toMatchObject([{ workflowId: 'revoke/mgw-photos' }]);

      const before = ended(new RunFailedError('AlreadyPrepared', 'It was.'), 'failed');
      await run(['revoke', 'photos'], { preparations: before });
      expect(before.started).toMatchObject([{ workflowId: 'revoke/mgw-photos' }]);
    });
  });

  it('finds what was delivered behind a rejected run and behind a comparison', async () => {
    const [startedAt, closedAt] = [new Date(0), new Date(1000)];
    const delivered = { ...PREPARED, account: { ...PREPARED.account, userName: 'photographer' } };
    const first = {
      workflowId: 'prepare/photos',
      runId: 'run-0',
      type: 'prepareMigration',
      startedAt,
      closedAt,
    };
    const rejected = new FakePreparations();
    rejected.looks = [{ state: 'completed' }];
    rejected.ending = REJECTED;
    rejected.earlier = { run: { ...first, state: 'completed' }, result: delivered, verified: 'verified' };
    const told = await run(['revoke', 'photos'], { preparations: rejected });
    expect(told.error).toContain('li.wei rejected it');
    expect(told.error).toContain('This is about run run-0, which delivered at 1970-01-01 00:00 UTC');
    expect(rejected.started).toMatchObject([{ workflowId: 'revoke/photographer' }]);

    const compared = new FakePreparations();
    compared.looks = [{ state: 'completed' }];
    const approved = { run: { workflowId: 'prepare/photos', runId: 'run-0' } };
    const comparison = { outcome: 'already prepared', approved, delivered: { at: '2026-05-02T07:59:00Z' } };
    compared.result = async (...asked: unknown[]) => (asked[1] === 'run-0' ? delivered : comparison);
    await run(['revoke', 'photos'], { preparations: compared });
    expect(compared.started).toMatchObject([{ workflowId: 'revoke/photographer' }]);
  });

  it('leaves a preparation alone that has not delivered yet', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }];
    const ran = await run(['revoke', 'photos', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([1, 'StillRunning']);
    expect(preparations.started).toEqual([]);
  });
});

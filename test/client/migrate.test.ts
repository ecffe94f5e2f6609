import type { Decision } from '../../contracts/approval/approval';
import type { VerificationResult } from '../../contracts/migration/verification';
import { job, MIGRATED, NOT_LAUNCHED } from '../presentation/report/migrations';
import { RunFailedError } from '../../client/runs/preparations';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, RUNNING } from './fake-preparations';
import { run } from './run-command';

function afterPreparation(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.earlier = {
    run: {
      workflowId: 'prepare/photos',
      runId: 'delivered',
      type: 'prepareMigration',
      state: 'completed',
      startedAt: new Date(0),
      closedAt: new Date(1),
    },
    result: PREPARED,
    verified: 'verified',
  };
  return preparations;
}

function ended(ending: unknown): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'completed' }];
  preparations.ending = ending;
  return preparations;
}

describe('prep migrate', () => {
  it('continues the newest run of the preparation that delivered', async () => {
    const preparations = afterPreparation();
    const ran = await run(['migrate', 'photos', '--json'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(preparations.started).toEqual([
      {
        type: 'migrateBucket',
        workflowId: 'migrate/photos',
        input: {
          source: { bucket: 'photos' },
          preparation: { workflowId: 'prepare/photos', runId: 'delivered' },
        },
        summary: 'Migrate KS3 bucket photos',
      },
    ]);
  });

  it('says why nothing is prepared, and what to do about it', async () => {
    const migrate = async (preparations: FakePreparations, ...options: string[]) => {
      const ran = await run(['migrate', 'photos', ...options, '--json'], { preparations });
      expect(preparations.started).toEqual([]);
      return [ran.exitCode, ran.json().error.type, ran.json().error.message] as const;
    };
    expect(await migrate(ended(REJECTED))).toEqual([
      4,
      'NoResult',
      expect.stringMatching(/li\.wei rejected it.* Prepare it first: npx prep start photos --again$/),
    ]);
    const other = await migrate(ended(REJECTED), '--prepared', "my run's");
    expect(other[2]).toMatch(/npx prep start photos --id 'my run'\\''s' --again$/);

    const failed = ended(new RunFailedError('InvalidInput', 'It is wrong.'));
    failed.looks = [{ state: 'failed' }];
    expect(await migrate(failed)).toEqual([
      1,
      'NoResult',
      expect.stringMatching(/It is wrong\. Prepare it first: npx prep start photos$/),
    ]);

    const open = new FakePreparations();
    open.looks = [{ status: RUNNING }];
    expect((await migrate(open))[2]).toContain('The latest has not ended yet: npx prep status photos');

    const none = new FakePreparations();
    none.looks = [];
    expect((await migrate(none))[2]).toMatch(/migrate\. Prepare it first: npx prep start photos$/);
  });

  it('passes its options on', async () => {
    const preparations = afterPreparation();
    const options = '--source-key use --overwrite never --max-bandwidth 500 --max-files 100 --round 2'.split(
      ' ',
    );
    await run(['migrate', 'photos', ...options, '--requested-by', 'li.wei', '--id', 'run/1', '--json'], {
      preparations,
    });
    expect(preparations.started).toMatchObject([
      {
        workflowId: 'run/1',
        input: {
          source: { bucket: 'photos', accessKey: 'use' },
          overwrite: 'never',
          maxBandwidth: 500_000_000,
          maxFilesPerSecond: 100,
          round: 2,
          requestedBy: 'li.wei',
        },
      },
    ]);
  });

  it('asks for rounds, and leaves out the comparison', async () => {
    const preparations = afterPreparation();
    await run(['migrate', 'photos', '--every', '90 minutes', '--no-verify', '--json'], { preparations });
    expect(preparations.started).toMatchObject([
      { input: { rounds: { every: '90 minutes' }, verify: false } },
    ]);
  });

  it('starts nothing for a bucket that is not prepared, and says how to prepare it', async () => {
    const preparations = new FakePreparations();
    const ran = await run(['migrate', 'photos'], { preparations });
    expect([ran.exitCode, preparations.started]).toEqual([1, []]);
    expect(ran.error).toContain('npx prep start photos');
  });

  it.each([
    [['migrate', 'photos', '--overwrite', 'sometimes'], '--overwrite'],
    [['migrate', 'photos', '--id', 'migrate/videos'], 'migrate/photos'],
    [
      ['migrate', 'photos', '--prepared', 'migrate/photos'],
      '"migrate/photos" is the workflow ID of a run of migrateBucket, not of a preparation, such as "prepare/photos"',
    ],
    [
      ['migrate', 'photos', '--prepared', 'prepare/photos/inventory'],
      'of inventoryBucket, not of a preparation',
    ],
    [['migrate', 'photos', '--prepared', 'batch/wave-1'], 'of prepareMigrations, not of a preparation'],
    [['migrate', 'kss-photos'], 'kss'],
    [['migrate', 'photos', '--round', '0'], '--round'],
    [['migrate', 'photos', '--every', 'often'], '--every'],
    [['migrate', 'photos', '--every', '6 hours', '--overwrite', 'never'], 'with rounds'],
  ])('refuses %j before it connects', async (argv, word) => {
    const ran = await run(argv);
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toContain(word);
  });
});

describe('the status of a migration', () => {
  const status = (preparations: FakePreparations, ...more: string[]) =>
    run(['status', '--id', 'migrate/photos', ...more], { preparations });

  it('shows jobs, both ends and the next steps', async () => {
    const { out, exitCode } = await status(ended(MIGRATED));
    expect(exitCode).toBe(0);
    expect(out).toContain('Migration migrate/photos: migrated');
    expect(out).toMatch(/Job +prep-1-job \(cn-beijing\): 997 of 1,000 objects, 1.95 KiB; 3 failed/);
    expect(out).toMatch(/Job +prep-1-job-f1 \(cn-beijing\): no figures yet/);
    expect(out).toMatch(/Source +photos \(prep-1-src, AKLTsource\)/);
    expect(out).toContain('  - Compare both sides.');
  });

  it.each([
    ['migrated with failures', 5],
    ['migrated', 0],
  ] as const)('of one that ended as %s has the exit code %d', async (outcome, exitCode) => {
    expect((await status(ended({ ...MIGRATED, outcome }), '--json')).exitCode).toBe(exitCode);
  });

  it('shows who approved the cut-over, what the comparison found, and the newest of many jobs', async () => {
    const many = {
      ...MIGRATED,
      jobs: Array.from({ length: 40 }, (_, at) => ({ ...job(`prep-${at + 1}-job`) })),
    };
    const decision = { decision: 'approve', approver: 'wang.fang' } as unknown as Decision;
    const cutOver = {
      requestedBy: 'zhao.min',
      decisions: [decision],
      planDigest: 'f'.repeat(64),
      decidedAt: '2026-05-03T08:00:00.000Z',
    };
    const verification = { identical: false } as unknown as VerificationResult;
    const { out } = await status(ended({ ...many, cutOver, verification }));
    expect(out).toMatch(/Jobs +40, of which the newest 5 are/);
    expect(out.match(/^Job /gm)).toHaveLength(5);
    expect(out).toContain('prep-40-job');
    expect(out).toMatch(/Cut-over requested by +zhao\.min/);
    expect(out).toMatch(/Cut-over approved by +wang\.fang/);
    expect(out).toMatch(/Comparison +both sides differ/);
    expect((await status(ended(MIGRATED))).out).toMatch(/Comparison +both sides were not compared/);
  });

  it('shows what was removed where the launch was rejected', async () => {
    const { out, exitCode } = await status(ended(NOT_LAUNCHED));
    expect(exitCode).toBe(4);
    expect(out).toMatch(/Removed +migration job prep-1-job/);
    expect(out).toMatch(/Kept +migration address x: a job uses it/);
  });

  it.each([
    ['text', /^Migration of KS3 bucket photos\n/],
    ['csv', /^Section,Item,Value\r?\nOutcome,Outcome,migrated\r?\n/],
    ['json', /^\{\n {2}"outcome": "migrated"/],
  ] as const)('has a report as %s', async (format, begins) => {
    const argv = ['report', '--id', 'migrate/photos', '--format', format];
    const ran = await run(argv, { preparations: ended(MIGRATED) });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatch(begins);
  });

  it('has no report before its end, also no draft', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }];
    preparations.draft = () => Promise.reject(new Error('a migration has no such query'));
    const { exitCode, error } = await run(['report', '--id', 'migrate/photos'], { preparations });
    expect(exitCode).toBe(1);
    expect(error).toContain('There is no report yet');
  });
});

import type { Decision } from '../../contracts/approval';
import type { VerificationResult } from '../../contracts/verification';
import type { MigratedResult, NotMigratedResult } from '../../contracts/migration';
import { PREPARED, UNSIGNED } from '../presentation/report/results';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

const AUDIT = { workflowId: 'migrate/photos', runId: 'run-1', requester: null, events: [], omitted: 0 };
const RUN = { workflowId: 'migrate/photos', runId: 'run-1' };
const FIGURES = {
  listed: true,
  totalObjects: '1000',
  totalBytes: '2048',
  copiedObjects: '997',
  copiedBytes: '2000',
  skippedObjects: '0',
  failedObjects: '3',
};

const job = (name: string) => ({ job: name, version: 'v-1', state: 'finished' as const, figures: FIGURES });

const MIGRATED: MigratedResult = {
  outcome: 'migrated',
  summary: '1,000 objects were copied.',
  run: RUN,
  preparation: PREPARED.preparation,
  prepared: { ...PREPARED.run, planDigest: PREPARED.planDigest },
  accountId: '1234567890123456',
  region: 'cn-beijing',
  source: {
    bucket: 'photos',
    prefix: '',
    endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
    accessKeyId: 'AKLTsource',
    address: 'prep-1-src',
  },
  destination: {
    bucket: 'photos-oss',
    region: 'cn-beijing',
    prefix: '',
    address: 'prep-1-dst',
    role: 'oss-import',
  },
  jobs: [job('prep-1-job'), { job: 'prep-1-job-f1', version: 'v-2', state: 'finished', figures: null }],
  reader: null,
  cutOver: null,
  verification: null,
  inventory: { objects: '1000', bytes: '2048', digest: 'd', finishedAt: '2026-05-01T08:00:00.000Z' },
  launchedAt: '2026-05-01T09:00:00.000Z',
  approvedBy: [],
  planDigest: 'e'.repeat(64),
  nextSteps: ['Compare both sides.'],
  signature: UNSIGNED,
  audit: AUDIT,
};

const REJECTED: NotMigratedResult = {
  outcome: 'launch rejected',
  summary: 'Nothing was launched.',
  run: RUN,
  planDigest: 'e'.repeat(64),
  undo: {
    removed: ['migration job prep-1-job'],
    kept: [{ what: 'migration address x', why: 'a job uses it' }],
  },
  signature: UNSIGNED,
  decisions: [],
  audit: AUDIT,
};

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
    expect(ran.error).toContain('npx prep start --bucket photos');
  });

  it.each([
    [['migrate', 'photos', '--overwrite', 'sometimes'], '--overwrite'],
    [['migrate', 'photos', '--id', 'migrate/videos'], 'migrate/photos'],
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
      decisions: [decision],
      planDigest: 'f'.repeat(64),
      decidedAt: '2026-05-03T08:00:00.000Z',
    };
    const verification = { identical: false } as unknown as VerificationResult;
    const { out } = await status(ended({ ...many, cutOver, verification }));
    expect(out).toMatch(/Jobs +40, of which the newest 5 are/);
    expect(out.match(/^Job /gm)).toHaveLength(5);
    expect(out).toContain('prep-40-job');
    expect(out).toMatch(/Cut-over approved by +wang\.fang/);
    expect(out).toMatch(/Comparison +both sides differ/);
    expect((await status(ended(MIGRATED))).out).toMatch(/Comparison +both sides were not compared/);
  });

  it('shows what was removed where the launch was rejected', async () => {
    const { out, exitCode } = await status(ended(REJECTED));
    expect(exitCode).toBe(4);
    expect(out).toMatch(/Removed +migration job prep-1-job/);
    expect(out).toMatch(/Kept +migration address x: a job uses it/);
  });

  it('has no report of a preparation', async () => {
    const preparations = ended(MIGRATED);
    const { exitCode, error } = await run(['report', '--id', 'migrate/photos'], { preparations });
    expect(exitCode).toBe(2);
    expect(error).toContain('Use: npx prep status --id migrate/photos');
  });
});

import { CommandError } from '../../client/command-error';
import type { ListedRun } from '../../client/runs/preparations';
import type { PreparationStatus } from '../../contracts/runs/status';
import { FakePreparations, PARKED, RUNNING, WAITING } from './fake-preparations';
import { run } from './run-command';

const NOTHING = { phase: null, bucket: null, requester: null, actionRequired: false };

function listed(bucket: string, minute: number, more: Partial<ListedRun> = {}): ListedRun {
  return {
    workflowId: `prepare/${bucket}`,
    runId: `run-${bucket}`,
    type: 'prepareMigration',
    state: 'running',
    startedAt: new Date(Date.UTC(2026, 4, 3, 8, minute)),
    closedAt: null,
    indexed: NOTHING,
    ...more,
  };
}

function status(of: PreparationStatus, bucket: string, more: Partial<PreparationStatus>): PreparationStatus {
  return { ...of, workflowId: `prepare/${bucket}`, bucket, ...more };
}

const BLOCKER = 'BLOCKER: 3 objects, 12 B: they are archived.';

function three(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.listed = [
    listed('music', 1),
    listed('videos', 3),
    listed('photos', 2),
    listed('old', 0, {
      state: 'completed',
      closedAt: new Date(Date.UTC(2026, 4, 3, 9)),
      indexed: { phase: 'prepared', bucket: 'old', requester: 'zhang.min', actionRequired: false },
    }),
  ];
  preparations.statuses = {
    'prepare/photos': status(WAITING, 'photos', {
      since: '2026-05-03T08:20:11.000Z',
      requester: 'zhang.min',
      blockers: [BLOCKER],
    }),
    'prepare/videos': status(PARKED, 'videos', { since: '2026-05-03T08:21:00.000Z', requester: 'li.wei' }),
    'prepare/music': status(RUNNING, 'music', { since: '2026-05-03T08:22:00.000Z', requester: null }),
  };
  return preparations;
}

async function bucketsOf(argv: readonly string[], preparations = three(), env = {}): Promise<string[]> {
  const ran = await run(['list', '--json', ...argv], { preparations, env });
  expect(ran.exitCode).toBe(0);
  return (ran.json().runs as { bucket: string }[]).map(({ bucket }) => bucket);
}

describe('prep list', () => {
  it.each([
    [true, 60, true],
    [true, 200, false],
    [false, 60, false],
  ])('fits a terminal (%s, of %d columns): blocks %s', async (isTTY, columns, blocks) => {
    let out = '';
    const screen = { isTTY, columns, write: (text: string) => void (out += text) };
    await run(['list'], { preparations: three(), screen, env: { NO_COLOR: '1' } });
    expect(/^prepare\/photos\n {2}Bucket {8}photos\n/m.test(out)).toBe(blocks);
    expect(out.includes('Requested by\n')).toBe(!blocks);
    const table = out.split('\n').filter((line) => !line.includes('://'));
    const widest = Math.max(...table.map((line) => line.length));
    expect(widest <= 60).toBe(blocks);
  });

  it.each(['en', 'zh'])(
    'shows what each run waits for, since when and for whom, the newest first (%s)',
    async (lang) => {
      const ran = await run(['list', '--lang', lang], { preparations: three() });
      expect(ran.exitCode).toBe(0);
      expect(ran.out).toMatchSnapshot();
      expect(ran.error).toBe('');
    },
  );

  it.each<[readonly string[], readonly string[]]>([
    [['--phase', 'waiting-for-approval'], ['photos']],
    [['--phase', 'Waiting for approval'], ['photos']],
    [['--phase', 'prepared'], ['old']],
    [['--action-required'], ['videos', 'photos']],
    [['--by', 'li.wei'], ['videos']],
    [['--mine'], ['photos', 'old']],
    [
      ['--limit', '2'],
      ['videos', 'photos'],
    ],
  ])('lists with %j: %j', async (argv, buckets) => {
    expect(await bucketsOf(argv, three(), { USER: 'zhang.min' })).toEqual(buckets);
  });

  it('lists what waits for people first, also if many newer runs only wait for their time', async () => {
    const preparations = new FakePreparations();
    const waitsFor = (phase: string) => ({ indexed: { ...NOTHING, phase } });
    const until = '2026-06-03T08:00:00.000Z';
    const timed = { name: 'waiting', for: 'the expiry', until, nextAction: null, person: false } as const;
    const expiring = Array.from({ length: 8 }, (_, at) => `revoked-${at}`);
    preparations.listed = [
      ...expiring.map((bucket, at) => listed(bucket, 20 + at, waitsFor('waiting'))),
      listed('counting', 5, waitsFor('running')),
      listed('photos', 3, waitsFor('waiting for approval')),
      listed('videos', 2, waitsFor('action required')),
      listed('rotated', 30, waitsFor('waiting')),
    ];
    preparations.statuses = {
      ...Object.fromEntries(
        expiring.map((bucket) => [`prepare/${bucket}`, status(RUNNING, bucket, { phase: timed })]),
      ),
      'prepare/counting': status(RUNNING, 'counting', {}),
      'prepare/photos': status(WAITING, 'photos', {}),
      'prepare/videos': status(PARKED, 'videos', {}),
      'prepare/rotated': status(RUNNING, 'rotated', { phase: { ...timed, person: true } }),
    };
    expect(await bucketsOf(['--limit', '4'], preparations)).toEqual([
      'videos',
      'photos',
      'rotated',
      'counting',
    ]);
    expect((await bucketsOf([], preparations)).slice(0, 5)).toEqual([
      'videos',
      'photos',
      'rotated',
      'counting',
      'revoked-7',
    ]);
  });

  it('has the server filter by the search attributes, and by nothing that needs escaping', async () => {
    const preparations = three();
    await bucketsOf(['--phase', 'waiting', '--action-required', '--by', 'li.wei'], preparations);
    await bucketsOf(['--by', "o'neil"], preparations);
    preparations.hasAttributes = false;
    await bucketsOf(['--action-required', '--all'], preparations);
    const kinds =
      'WorkflowType IN ("prepareMigration", "migrateBucket", "revokeCredentials", "rotateCredentials")';
    expect(preparations.queries).toEqual([
      `${kinds} AND ExecutionStatus = "Running" AND (PrepPhase = "waiting" OR PrepPhase IS NULL) AND (PrepActionRequired = true OR PrepActionRequired IS NULL) AND (PrepRequester = "li.wei" OR PrepRequester IS NULL)`,
      `${kinds} AND ExecutionStatus = "Running"`,
      kinds,
    ]);
  });

  it('says so if the namespace has no search attributes, and asks every run', async () => {
    const preparations = three();
    preparations.hasAttributes = false;
    const ran = await run(['list', '--phase', 'action-required'], { preparations });
    expect(ran.out).toContain('prepare/videos');
    expect(ran.out).not.toContain('prepare/photos');
    expect(ran.out).not.toContain('http://ui');
    expect(ran.error).toContain('does not have the search attributes');
  });

  it('says so if no worker answers, and asks it no more', async () => {
    const preparations = three();
    preparations.listed = Array.from({ length: 20 }, (_, at) => listed(`bucket-${at}`, at));
    preparations.statuses = {};
    const asked: string[] = [];
    preparations.status = async (workflowId) => {
      asked.push(workflowId ?? '');
      throw new CommandError('NoWorker', 'No worker answers.');
    };
    const ran = await run(['list', '--json'], { preparations });
    expect(ran.json().runs).toHaveLength(20);
    expect(ran.json().warnings).toEqual([expect.stringContaining('No worker answered for 20 open runs')]);
    expect(asked.length).toBeLessThan(20);
  });

  it.each<[string, unknown]>([
    ['another thing', {}],
    ['a phase that is none', { ...WAITING, phase: 'waiting' }],
    ['no steps', { ...RUNNING, steps: undefined }],
    ['objects for texts', { ...RUNNING, phase: { name: 'cleaning up', because: {} } }],
  ])('lists the other runs beside one that answers %s', async (_, answer) => {
    const preparations = three();
    preparations.statuses = { ...preparations.statuses, 'prepare/music': answer as PreparationStatus };
    const ran = await run(['list'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('prepare/photos');
    expect(ran.out).toMatch(/prepare\/music +music +\? /);
    expect(ran.error).toContain('No worker answered for 1 open run');
  });

  it('says of runs that no worker can take what shows why, and not to start a worker', async () => {
    const preparations = three();
    preparations.statuses = {};
    preparations.status = async () => {
      throw new CommandError('WrongTaskQueue', 'It was started on task queue migration-prepp.');
    };
    const ran = await run(['list', '--json'], { preparations });
    expect(ran.json().warnings).toEqual([
      expect.stringMatching(/^3 open runs get no further, .* npx prep status \S+$/),
    ]);
  });

  it('says of runs that cannot be read here why, and not that no worker answers', async () => {
    const preparations = three();
    preparations.status = async () => {
      throw new CommandError('PayloadNotReadable', 'A payload is encrypted with payload key 9f66.');
    };
    const ran = await run(['list', '--json'], { preparations });
    expect(ran.json().warnings).toEqual([
      'What 3 open runs wait for cannot be read here. A payload is encrypted with payload key 9f66.',
    ]);
  });

  it.each([
    [['--phase', 'parked'], '--phase must be one of running, waiting-for-approval'],
    [['--limit', '0'], '--limit must be a whole number from 1 to 1000'],
    [['--mine'], '--mine needs your name'],
  ])('refuses %j before it connects', async (argv, message) => {
    const ran = await run(['list', ...argv]);
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toContain(message);
  });
});

describe('prep batch list', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['another thing', async () => ({ counts: [{}] })],
    ['nothing', async () => null],
    [
      'no such question',
      async () => {
        throw new CommandError('InvalidInput', 'batch/rogue does not answer this.');
      },
    ],
  ])('lists the other batches beside one that answers %s', async (_, rogue) => {
    const preparations = new FakePreparations();
    const batch = (name: string) =>
      listed(name, 1, { workflowId: `batch/${name}`, type: 'prepareMigrations' });
    preparations.listed = [batch('rogue'), batch('wave-1')];
    const answers: Record<string, () => Promise<unknown>> = {
      'batch/rogue': rogue,
      'batch/wave-1': async () => ({ counts: { prepared: 2 } }),
    };
    const fleet = (workflowId: string) => answers[workflowId]?.();
    const ran = await run(['batch', 'list'], { preparations: Object.assign(preparations, { fleet }) });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatch(/^rogue .* -$/m);
    expect(ran.out).toMatch(/^wave-1 .* 2 prepared$/m);
  });
});

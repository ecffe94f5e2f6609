import { RunFailedError, type EarlierRun, type RunState } from '../../client/runs/preparations';
import type { PreparedResult } from '../../contracts/runs/result';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, RUNNING } from './fake-preparations';
import { run } from './run-command';

const INPUT = { source: { bucket: 'photos' } };
const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString();
const VALID: PreparedResult = {
  ...PREPARED,
  credentials: { ...PREPARED.credentials, expiresAt: NEXT_YEAR },
};

function earlier(
  runId: string,
  state: RunState['state'] = 'completed',
  more: Partial<EarlierRun> = {},
): EarlierRun {
  const closedAt = state === 'running' ? null : new Date('2026-05-02T08:00:00.000Z');
  const startedAt = new Date('2026-05-01T08:00:00.000Z');
  return {
    run: { workflowId: 'prepare/photos', runId, type: 'prepareMigration', state, startedAt, closedAt },
    input: INPUT,
    ...more,
  };
}

/** Runs whose results are by run ID; no revocation. */
class Earlier extends FakePreparations {
  constructor(
    override readonly runs: readonly EarlierRun[],
    readonly results: Readonly<Record<string, unknown>>,
  ) {
    super();
    this.looks = [];
  }

  override async result(_workflowId?: string, runId = 'revocation') {
    const result = this.results[runId];
    if (result instanceof Error) {
      throw result;
    }
    return result;
  }
}

const start = (preparations: FakePreparations, ...more: string[]) =>
  run(['start', '--bucket', 'photos', '--json', ...more], { preparations });

describe('a preparation that is started again', () => {
  it('answers with the result that was delivered, says so, and starts nothing', async () => {
    const preparations = new Earlier([earlier('first')], { first: VALID });
    const ran = await start(preparations, '--wait');
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({
      workflowId: 'prepare/photos',
      runId: 'first',
      already: 'prepared',
      attached: false,
      phase: { name: 'finished', outcome: 'prepared' },
      warnings: [expect.stringContaining('npx prep revoke photos')],
    });
    expect(ran.json().result).toEqual(VALID);
    expect(ran.error).toContain('prepare/photos is already prepared');
    expect(preparations.started).toEqual([]);
  });

  it('finds a delivery behind runs that failed, and under the ID of a Schedule', async () => {
    const fired = { ...earlier('first').run, workflowId: 'prepare/photos-2026-05-01T08:00:00Z' };
    const failed = new RunFailedError('AlreadyPrepared', 'There are credentials.');
    const preparations = new Earlier([earlier('second', 'failed'), { run: fired, input: INPUT }], {
      first: VALID,
      second: failed,
    });
    const ran = await start(preparations);
    expect([ran.exitCode, ran.json().workflowId, ran.json().already]).toEqual([
      0,
      fired.workflowId,
      'prepared',
    ]);
  });

  describe('and was only compared by the last run', () => {
    const COMPARED = {
      outcome: 'already prepared',
      approved: { run: { workflowId: 'prepare/photos', runId: 'first' } },
      delivered: { at: '2026-05-02T07:59:00Z', until: null },
    };
    const results = { first: VALID, second: COMPARED };

    it('says when its credentials were delivered', async () => {
      const preparations = new Earlier([earlier('second')], results);
      const ran = await start(preparations);
      expect(ran.json()).toMatchObject({ runId: 'first', already: 'prepared' });
      expect(ran.error).toContain('run first delivered at 2026-05-02 07:59 UTC');
    });

    it('is prepared again once they were revoked', async () => {
      const revocation = { outcome: 'revoked', preparation: VALID.preparation };
      const preparations = new Earlier([earlier('second')], { ...results, revocation });
      preparations.describe = async () => ({
        ...earlier('revocation').run,
        workflowId: `revoke/${VALID.account.userName}`,
        closedAt: new Date('2026-06-01'),
      });
      await start(preparations);
      expect(preparations.started).toHaveLength(1);
    });
  });

  it('does not ask the approvers again who rejected it, unless told to', async () => {
    const preparations = new Earlier([earlier('first')], { first: REJECTED });
    const ran = await start(preparations, '--wait');
    expect([ran.exitCode, ran.json().already]).toEqual([4, 'rejected']);
    expect(ran.error).toContain('--again');
    expect(preparations.started).toEqual([]);
    await start(preparations, '--again');
    expect(preparations.started).toHaveLength(1);
  });

  it('attaches to the open run that a Schedule started', async () => {
    const fired = { ...earlier('open', 'running').run, workflowId: 'prepare/photos-2026-05-01T08:00:00Z' };
    const preparations = new Earlier([{ run: fired, input: INPUT }], {});
    const ran = await start(preparations);
    expect(ran.json()).toMatchObject({ workflowId: fired.workflowId, runId: 'open', attached: true });
    expect(preparations.started).toEqual([]);
  });

  it.each([
    ['another prefix', ['--prefix', 'a/'], 'source.prefix'],
    ['another OSS bucket', ['--to', 'other-oss'], 'destination.bucket'],
  ])('does not take the open run of %s for its own', async (_, options, differs) => {
    const preparations = new Earlier([earlier('open', 'running')], {});
    preparations.attached = true;
    preparations.input = INPUT;
    const ran = await start(preparations, '--wait', ...options);
    expect([ran.exitCode, ran.json().error]).toEqual([
      1,
      { type: 'OtherRunOpen', message: expect.stringContaining(`\n- ${differs} is `) },
    ]);
  });

  const revocation = (closedAt: Date, outcome: string) => ({
    result: { outcome, preparation: VALID.preparation },
    run: { ...earlier('revocation').run, workflowId: `revoke/${VALID.account.userName}`, closedAt },
  });

  it.each([
    ['was revoked since', new Date('2026-06-01'), 'revoked', 1],
    ['was revoked before', new Date('2026-04-01'), 'revoked', 0],
    ['could not be revoked', new Date('2026-06-01'), 'not revoked', 0],
  ])('whose delivery %s starts a new run only if it left nothing', async (_, closedAt, outcome, times) => {
    const { result, run: revoked } = revocation(closedAt, outcome);
    const preparations = new Earlier([earlier('first')], { first: VALID, revocation: result });
    preparations.describe = async () => revoked;
    await start(preparations);
    expect(preparations.started).toHaveLength(times);
  });

  it.each<[string, readonly EarlierRun[], Record<string, unknown>]>([
    ['expired', [earlier('first')], { first: preparedUntil('2026-05-03T08:00:00.000Z') }],
    ['nobody decided on', [earlier('first')], { first: { ...REJECTED, outcome: 'approval timed out' } }],
    [
      'was rejected before a later run',
      [earlier('late', 'cancelled'), earlier('first')],
      { first: REJECTED },
    ],
    [
      'had another prefix',
      [earlier('first', 'completed', { input: { source: { bucket: 'photos', prefix: 'a/' } } })],
      { first: VALID },
    ],
    [
      'had another destination',
      [earlier('first', 'completed', { input: { ...INPUT, destination: { bucket: 'x-oss' } } })],
      { first: VALID },
    ],
  ])('that %s is started', async (_, runs, results) => {
    const preparations = new Earlier(runs, results);
    await start(preparations);
    expect(preparations.started).toHaveLength(1);
  });

  it('is started if no worker signed the earlier result', async () => {
    const preparations = new Earlier([earlier('first')], { first: VALID });
    preparations.publicKeys = ['prep-pub-1'];
    await start(preparations);
    expect(preparations.started).toHaveLength(1);
  });
});

describe('prep start --wait --timeout', () => {
  /** Time passes only while the command pauses. */
  let now = Date.now();
  const onPause = () => {
    now += 20_000;
  };
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('ends with 6 and the last status while the run goes on', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }];
    const ran = await run(['start', '--bucket', 'photos', '--wait', '--timeout', '1 minute', '--json'], {
      preparations,
      onPause,
    });
    expect(ran.exitCode).toBe(6);
    expect(ran.json()).toMatchObject({ phase: { name: 'running' }, attached: false });
  });

  it('says at once on standard error that no worker answers, and keeps to its time', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{}];
    preparations.polledAt = null;
    const ran = await run(['start', '--bucket', 'photos', '--wait', '--timeout', '1 minute', '--json'], {
      preparations,
      onPause,
    });
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error.type).toBe('NoWorker');
    expect(ran.error).toMatch(/^No worker is polling task queue migration-prep.*\nNo worker answers/);
    expect(ran.error.match(/No worker answers/g)).toHaveLength(1);
  });

  it('keeps to its time if a request hangs', async () => {
    const preparations = new FakePreparations();
    preparations.status = () => new Promise(() => undefined);
    const ran = await run(['start', '--bucket', 'photos', '--wait', '--timeout', '1 second', '--json'], {
      preparations,
    });
    expect([ran.exitCode, ran.json().error.type]).toEqual([1, 'NoAnswer']);
  });

  it('refuses what is no duration', async () => {
    const ran = await start(new FakePreparations(), '--timeout', 'soon');
    expect([ran.exitCode, ran.json().error.message]).toEqual([
      2,
      '--timeout takes a duration such as "30 minutes"; it is not a duration.',
    ]);
  });
});

function preparedUntil(expiresAt: string): PreparedResult {
  return { ...VALID, credentials: { ...VALID.credentials, expiresAt } };
}

import { CommandError } from '../../client/command-error';
import { untilEnded } from '../../client/runs/until-ended';
import { INVENTORY, UNSIGNED } from '../presentation/report/results';
import { FakePreparations, LINK } from './fake-preparations';
import { run } from './run-command';

const LISTING = [
  ['inventory', 'photos'],
  ['verify', 'photos'],
] as const;

/** A run that stays open. */
function open(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{}];
  return preparations;
}

describe('a command that waits for a listing by a worker', () => {
  it.each(LISTING)('prep %s says why nothing happens, also for JSON, and gives up', async (...argv) => {
    const preparations = open();
    preparations.polledAt = null;
    const ran = await run([...argv, '--json'], { preparations });
    expect(ran.error).toContain('No worker is polling task queue');
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error.type).toBe('NoWorker');
  });

  it.each(LISTING)('prep %s keeps to its time, and leaves the run alone', async (...argv) => {
    const preparations = open();
    const ran = await run([...argv, '--timeout', '1 second', '--json'], {
      preparations,
      onPause: () => new Promise(setImmediate),
    });
    expect(ran.exitCode).toBe(6);
    expect(ran.json().error).toEqual({
      type: 'StillRunning',
      message: expect.stringContaining('Repeat the command to wait for its result.'),
    });
    expect(preparations.cancelled).toEqual([]);
  });

  it.each(LISTING)('prep %s takes no time for a listing of its own', async (...argv) => {
    const ran = await run([...argv, '--direct', '--timeout', '1 second', '--json']);
    expect([ran.exitCode, ran.json().error.message]).toEqual([2, expect.stringContaining('--timeout')]);
  });

  it('outlasts a server that restarts', async () => {
    const preparations = open();
    preparations.looks = [{}, { state: 'completed' }];
    preparations.ending = { value: INVENTORY, signature: UNSIGNED };
    const describe = preparations.describe.bind(preparations);
    let asked = 0;
    preparations.describe = async (workflowId) => {
      asked += 1;
      if (asked === 2) {
        throw new CommandError('TemporalUnreachable', 'The server does not answer.');
      }
      return describe(workflowId);
    };
    const ran = await run(['inventory', 'photos', '--json'], { preparations });
    expect([ran.exitCode, ran.json().complete]).toEqual([0, true]);
  });
});

it('what will not pass ends the wait at once', async () => {
  const preparations = open();
  preparations.looks = [];
  const waiting = untilEnded(preparations, 'batch/photos', { pause: async () => undefined });
  await expect(waiting).rejects.toMatchObject({ type: 'NotFound' });
});

describe('a command that was told how long to wait', () => {
  it.each([
    ['start', 'photos'],
    ['migrate', 'photos'],
    ['batch', 'start', 'photos', '--match', 'photos-*'],
  ])('but not to wait is refused: prep %s %s', async (...argv) => {
    const ran = await run([...argv, '--timeout', '5 minutes', '--json']);
    expect([ran.exitCode, ran.json().error.message]).toEqual([2, expect.stringContaining('--wait')]);
  });
});

describe('a command about a batch', () => {
  const MEMBERS = [{ bucket: 'photos-1', phase: 'prepared' }] as const;

  /** A fleet that is open, and then has ended. */
  class FakeFleet extends FakePreparations {
    override looks = [
      { type: 'prepareMigrations' },
      { type: 'prepareMigrations', state: 'completed' as const },
    ];
    override ending = { outcome: 'complete', counts: { prepared: 1 }, members: MEMBERS };
  }

  it('that is cancelled gives up without a worker', async () => {
    const preparations = new FakeFleet();
    preparations.looks = [{ type: 'prepareMigrations' }];
    preparations.polledAt = null;
    const ran = await run(['batch', 'cancel', 'photos', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([1, 'NoWorker']);
    expect(preparations.cancelled).toHaveLength(1);
  });

  it('that is followed answers as its status does, with how it was started', async () => {
    const preparations = new FakeFleet();
    preparations.looks = [{ type: 'prepareMigrations', state: 'completed' }];
    const argv = ['batch', 'start', 'photos', '--match', 'photos-*', '--wait', '--json'];
    const ran = await run(argv, { preparations });
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({
      fleet: 'photos',
      link: LINK,
      attached: false,
      warnings: [],
      total: 1,
    });
    const status = (await run(['batch', 'status', 'photos', '--json'], { preparations })).json();
    expect(ran.json()).toMatchObject(status);
  });

  it('that runs with other buckets is not followed for these, and named as a warning', async () => {
    const preparations = new FakeFleet();
    preparations.attached = true;
    preparations.input = { match: ['music-*'] };
    const argv = ['batch', 'start', 'photos', '--match', 'photos-*', '--json'];
    const waited = await run([...argv, '--wait'], { preparations });
    expect([waited.exitCode, waited.json().error.type]).toEqual([1, 'OtherRunOpen']);
    const started = await run(argv, { preparations });
    expect([started.exitCode, started.json().warnings]).toEqual([
      0,
      [expect.stringContaining('attached'), 'match is music-* there, and photos-* was asked for'],
    ]);
  });

  it('that is tried outlasts a server that restarts', async () => {
    const preparations = new FakeFleet();
    preparations.ending = {
      outcome: 'dry run',
      run: {},
      planned: [],
      terms: [],
      counts: {},
      members: [],
    } as never;
    const describe = preparations.describe.bind(preparations);
    let asked = 0;
    preparations.describe = async (workflowId) => {
      asked += 1;
      if (asked === 1) {
        throw new CommandError('TemporalUnreachable', 'The server does not answer.');
      }
      return describe(workflowId);
    };
    const argv = ['batch', 'start', 'photos', '--match', 'photos-*', '--dry-run', '--json'];
    expect((await run(argv, { preparations })).json()).toMatchObject({
      outcome: 'dry run',
      state: 'completed',
    });
  });
});

import { CommandError } from '../../client/command-error';
import { untilEnded } from '../../client/runs/until-ended';
import { INVENTORY, UNSIGNED } from '../presentation/report/results';
import { FakePreparations } from './fake-preparations';
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
    preparations.workerCount = 0;
    const ran = await run([...argv, '--json'], { preparations });
    expect(ran.error).toContain('No worker is polling task queue');
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error.type).toBe('NoWorker');
  });

  it.each(LISTING)('prep %s keeps to its time, and leaves the run alone', async (...argv) => {
    const preparations = open();
    const ran = await run([...argv, '--timeout', '1 second', '--json'], {
      preparations,
      onPause: () => new Promise((resolve) => setTimeout(resolve, 10)),
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

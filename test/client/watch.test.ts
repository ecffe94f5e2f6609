import { CommandError } from '../../client/command-error';
import { STEPS, type PreparationStatus } from '../../contracts/runs/status';
import { RunFailedError } from '../../client/runs/preparations';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, PROGRESS, RUNNING, WAITING, type Look } from './fake-preparations';
import { run, type Around } from './run-command';
import { TerminalModel, widthOf } from './terminal-model';

const NO_WORKER = new CommandError('NoWorker', 'No worker answers.');

function watching(looks: Look[], ending: unknown, argv: string[] = [], around: Around = {}) {
  const preparations = new FakePreparations();
  preparations.looks = looks;
  preparations.ending = ending;
  return run(['watch', 'photos', ...argv], { preparations, ...around });
}

describe('prep watch', () => {
  it('writes a line for each change, and no more', async () => {
    const ran = await watching(
      [
        { status: RUNNING },
        { status: RUNNING, listing: PROGRESS },
        { status: RUNNING },
        { status: WAITING },
        { status: WAITING },
        { state: 'completed' },
      ],
      PREPARED,
    );
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatchSnapshot();
  });

  it('goes on past an approval that is waited for', async () => {
    const ran = await watching([{ status: WAITING }, { state: 'completed' }], REJECTED);
    expect(ran.exitCode).toBe(4);
    expect(ran.out).toContain('rejected: No credentials were issued');
  });

  it('ends where a person has to act with --until-input, and shows the plan and the command', async () => {
    const ran = await watching([{ status: RUNNING }, { status: WAITING }], undefined, ['--until-input']);
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toContain('From KS3 bucket photos: 2,500 objects');
    expect(ran.out).toContain('npx prep approve photos');
  });

  it('stops after the time given, with the exit code of a run that continues', async () => {
    const ran = await watching([{ status: RUNNING }], undefined, ['--timeout', '1 second', '--json']);
    expect(ran.exitCode).toBe(6);
    expect(ran.json()).toMatchObject({ phase: { name: 'running' } });
    const waits = await watching([{ status: WAITING }], undefined, ['--until-input', '--timeout', '1 hour']);
    expect(waits.exitCode).toBe(3);
  });

  it('redraws on a terminal, with the progress of the listing', async () => {
    const looks = [{ status: RUNNING, listing: PROGRESS }, { state: 'completed' } as const];
    const ran = await watching(looks, PREPARED, [], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(ran.out).toContain(
      '1,200,000 objects, 5.00 GiB, 45,000 objects/s, about 1 min 15 s left, 1,200 pages, 12 ranges left',
    );
    expect(ran.out).not.toContain('\u001B[32m');
    const twice = await watching([{ status: RUNNING }, ...looks], PREPARED, [], { isTTY: true });
    // The first look is drawn; of the second, what differs.
    expect(twice.out.split('Step validate')).toHaveLength(2);
    expect(twice.out).toContain('\u001B[32m');
  });

  it.each([40, 80, 120, 200])(
    'fits %i columns in Chinese, and ends with the steps as they are',
    async (columns) => {
      const screen = new TerminalModel(columns, 40);
      const note = '照片桶的迁移方案已由李伟批准，等待授权'.repeat(6);
      const named = (status: PreparationStatus): PreparationStatus => ({
        ...status,
        steps: status.steps.map((step) => ({ ...step, title: `步骤 ${step.name}`, note: step.note && note })),
      });
      const looks = [{ status: named(RUNNING), listing: PROGRESS }, { status: named(WAITING) }];
      await watching(looks, undefined, ['--until-input'], { screen, env: { PREP_LANG: 'zh' } });
      const shown = screen.text;
      expect(shown.filter((line) => line.includes('步骤 inventory'))).toHaveLength(1);
      expect(shown.slice(0, STEPS.length + 1).filter((line) => widthOf(line) >= columns)).toEqual([]);
    },
  );

  it('prints one JSON object at the end and nothing on the way', async () => {
    const ran = await watching([{ status: RUNNING }, { state: 'completed' }], PREPARED, ['--json'], {
      isTTY: true,
    });
    expect(ran.json()).toMatchObject({
      phase: { name: 'finished', outcome: 'prepared' },
      result: { outcome: 'prepared' },
    });
  });

  it('outlasts a worker that is away, and says so once', async () => {
    const away: Look[] = [{ status: NO_WORKER }, { status: NO_WORKER }];
    const ran = await watching([{ status: RUNNING }, ...away, { state: 'completed' }], PREPARED);
    expect(ran.exitCode).toBe(0);
    expect(ran.out.match(/still watching/g)).toHaveLength(1);
  });

  it('gives up when nobody answers for five minutes', async () => {
    let pauses = 0;
    const ran = await watching([{ status: NO_WORKER }], undefined, [], { onPause: () => (pauses += 1) });
    expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining('No worker answers.') });
    expect(pauses).toBe(300);
  });

  it('gives up after five minutes also when each question takes ten seconds', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const ran = await watching([{ status: NO_WORKER }], undefined, [], { onPause: () => (now += 11_000) });
      expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining('No worker answers.') });
      expect(now).toBe(308_000);
    } finally {
      clock.mockRestore();
    }
  });

  it('does not wait for what will not pass', async () => {
    const ran = await watching([], undefined, ['--json']);
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error.type).toBe('NotFound');
  });

  it('says why the run failed, and exits with 2 for an invalid input', async () => {
    const ending = new RunFailedError('InvalidInput', 'The input is not valid: source.bucket is missing.');
    const ran = await watching([{ state: 'failed' }], ending);
    expect(ran).toMatchObject({ exitCode: 2, out: expect.stringContaining('source.bucket is missing') });
  });
});

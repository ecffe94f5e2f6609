import { temporalPreparations } from '../../client/runs/temporal-preparations';
import { startRig, until, type Rig } from '../rig/rig';
import { LINK } from './fake-preparations';
import { run } from './run-command';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }] });
});
afterAll(() => rig.stop());

const prep = (...argv: string[]) =>
  run([...argv, '--json'], {
    preparations: temporalPreparations(
      rig.client,
      () => LINK,
      rig.settings.trust.publicKeys,
      async () => undefined,
    ),
    onPause: () => new Promise((resolve) => setTimeout(resolve, 100)),
  });

/** Fires the Schedule, and names the run that it started. */
async function fired(times: number): Promise<string> {
  await prep('schedule', 'trigger', 'photos');
  return until(
    async () => {
      const { started, last } = (await prep('schedule', 'describe', 'photos')).json();
      return started === times ? last.workflowId : undefined;
    },
    { patienceMs: 30_000, wanted: () => `firing ${times}` },
  );
}

describe('the runs of a Schedule', () => {
  it('are found by prep start, and issue nothing twice', async () => {
    await prep('schedule', 'create', '--bucket', 'photos', '--every', '1 day', '--paused');
    const first = await fired(1);
    expect(first).toMatch(/^prepare\/photos-\d{4}-/);

    const waiting = await prep('start', '--bucket', 'photos', '--wait');
    expect([waiting.exitCode, waiting.json().workflowId, waiting.json().attached]).toEqual([3, first, true]);
    expect((await prep('approve', '--id', first, '--approver', 'li.wei')).exitCode).toBe(0);
    expect((await prep('watch', '--id', first)).exitCode).toBe(0);

    const prepared = await prep('start', '--bucket', 'photos', '--wait');
    expect([prepared.exitCode, prepared.json().already, prepared.json().workflowId]).toEqual([
      0,
      'prepared',
      first,
    ]);

    // It neither parks, which would let later firings be skipped, nor hides what was delivered.
    const second = await fired(2);
    expect(second).not.toBe(first);
    const ended = await prep('watch', '--id', second);
    expect([ended.exitCode, ended.json().failure.type]).toEqual([1, 'AlreadyPrepared']);
    expect((await prep('start', '--bucket', 'photos')).json()).toMatchObject({
      already: 'prepared',
      workflowId: first,
    });
  });
});

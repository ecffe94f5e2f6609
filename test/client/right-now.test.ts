import { realPreparations } from './real-preparations';
import { Control } from '../rig/control';
import { startRig, until, type Rig } from '../rig/rig';
import { run } from './run-command';

let rig: Rig;
let control: Control;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }, { name: 'films' }] });
  control = new Control(rig.standIns);
});
afterEach(() => control.clearFaults());
afterAll(() => rig.stop());

const prep = (...argv: string[]) =>
  run(argv, {
    preparations: realPreparations(rig.client, rig.settings.trust.publicKeys),
  });

interface Pending {
  readonly activity: string;
  readonly attempt: number;
  readonly lastFailure: string;
  readonly nextTry: string | null;
  readonly paused: { readonly by: string; readonly reason: string } | null;
}

/** What `prep status` says of a bucket once it says anything of this kind. */
function pendingOf(bucket: string, wanted: (step: Pending) => boolean): Promise<Pending> {
  return until(async () => {
    const { pending = [] } = (await prep('status', bucket, '--json')).json() as { pending?: Pending[] };
    return pending.find(wanted);
  });
}

describe('prep status', () => {
  it('says which attempt of a step is next, when, and how the last one failed', async () => {
    await control.fault({
      service: 'ram',
      operation: 'GetUser',
      kind: 'status',
      status: 503,
      code: 'ServiceUnavailable',
      times: 0,
    });
    await prep('start', '--bucket', 'photos');
    const retried = await pendingOf('photos', ({ attempt, nextTry }) => attempt > 2 && nextTry !== null);
    expect(retried).toMatchObject({ activity: 'preflight', paused: null });
    expect(retried.lastFailure).toMatch(/RAM/);
    expect(Date.parse(retried.nextTry ?? '')).toBeGreaterThan(Date.now() - 60_000);

    const shown = await prep('status', 'photos');
    expect(shown.out).toMatch(/preflight is retried: attempt \d+.*\. Last failure: .*RAM/);

    await rig.client.workflowService.pauseActivity({
      namespace: 'default',
      execution: { workflowId: 'prepare/photos' },
      identity: 'ops@example.com',
      type: 'preflight',
    });
    const paused = await pendingOf('photos', (step) => step.paused !== null);
    expect(paused.paused?.by).toBe('ops@example.com');
    expect((await prep('status', 'photos')).out).toContain('preflight was paused by ops@example.com at 20');

    await control.clearFaults();
    await rig.client.workflowService.unpauseActivity({
      namespace: 'default',
      execution: { workflowId: 'prepare/photos' },
      type: 'preflight',
    });
    await until(async () => {
      const { phase } = (await prep('status', 'photos', '--json')).json() as { phase: { name: string } };
      return phase.name === 'waiting for approval' || undefined;
    });
    await prep('cancel', 'photos');
  });

  it('says that a run is on a task queue that no worker polls, though a worker runs', async () => {
    await rig.client.workflow.start('prepareMigration', {
      workflowId: 'prepare/films',
      taskQueue: 'migration-perp',
      args: [{ source: { bucket: 'films' } }],
    });
    const ran = await prep('status', 'films', '--json');
    expect([ran.exitCode, ran.json().error.type]).toEqual([1, 'WrongTaskQueue']);
    expect(ran.json().error.message).toBe(
      'prepare/films was started on task queue migration-perp, which no worker of this product polls. Terminate it (it has done nothing) and start it on migration-prep.',
    );
  });
});

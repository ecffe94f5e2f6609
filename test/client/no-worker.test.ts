import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { realPreparations } from './real-preparations';
import { startTemporal } from '../rig/temporal';
import { run } from './run-command';

let temporal: TestWorkflowEnvironment;
beforeAll(async () => {
  temporal = await startTemporal();
});
afterAll(() => temporal.teardown());

const prep = (...argv: string[]) =>
  run(argv, {
    preparations: realPreparations(temporal.client),
    // Without pauses its patience, which counts looks, is over before the time given to it.
    onPause: () => pause(50),
  });

describe('a Temporal server without a worker', () => {
  it('starts a preparation and says that nothing happens', async () => {
    const ran = await prep('start', '--bucket', 'photos', '--json');
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({ attached: false, warnings: [expect.stringContaining('No worker')] });
    const { raw } = await temporal.client.workflow.getHandle('prepare/photos').describe();
    expect(raw.executionConfig?.userMetadata?.summary).toBeTruthy();
  });

  it.each([
    [['status', 'photos']],
    [['report', 'photos']],
    [['approve', 'photos', '--approver', 'li.wei']],
    [['reject', 'photos', '--approver', 'li.wei']],
  ])('answers %j at once with what to do', async (argv) => {
    const ran = await prep(...argv, '--json');
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error).toMatchObject({
      type: 'NoWorker',
      message: expect.stringContaining('npx prep worker'),
    });
  });

  it('keeps a signal for the next worker', async () => {
    expect(await prep('approve', 'photos', '--approver', 'li.wei', '--signal')).toMatchObject({
      exitCode: 0,
    });
    const { events } = await temporal.client.workflow.getHandle('prepare/photos').fetchHistory();
    const signals = (events ?? []).map(
      ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName,
    );
    expect(signals).toContain('approve');
  });

  it.each([
    [['start', 'films', '--wait'], 1],
    [['start', 'films', '--wait', '--again'], 1],
    [['batch', 'start', 'films', '--match', 'films-*', '--wait'], 1],
    [['batch', 'start', 'films', '--match', 'films-*', '--dry-run'], 6],
  ])('says so at once and keeps to the time given to %j', async (argv, exitCode) => {
    const ran = await prep(...argv, '--timeout', '2 seconds', '--json');
    expect(ran.error).toContain('No worker');
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.json().error.message).not.toBe('');
  });

  it.each([
    ['prepare/foreign', ['start', 'foreign']],
    ['prepare/foreign', ['start', 'foreign', '--wait']],
    ['inventory/foreign', ['inventory', 'foreign']],
    ['verify/foreign', ['verify', 'foreign']],
    ['batch/foreign', ['batch', 'start', 'foreign', '--match', 'foreign-*']],
    ['revoke/mgw-foreign', ['revoke', 'foreign', '--user', 'mgw-foreign']],
    ['rotate/mgw-foreign', ['rotate', 'foreign', '--user', 'mgw-foreign']],
  ])('leaves the run of another product under %s alone, asked to %j', async (workflowId, argv) => {
    const options = { workflowId, taskQueue: 'others', workflowIdConflictPolicy: 'USE_EXISTING' } as const;
    await temporal.client.workflow.start('OrderWorkflow', options);
    const ran = await prep(...argv, '--json');
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error).toEqual({
      type: 'OtherRunOpen',
      message: `${workflowId} is open as a run of workflow type OrderWorkflow, so nothing was started. See in the Web UI whose run it is, and start again when it has ended.`,
    });
  });

  it('names the bucket that was never prepared, and the command that starts it', async () => {
    const ran = await prep('status', 'nothing', '--json');
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toEqual({
      error: {
        type: 'NotFound',
        message: 'There is no preparation of KS3 bucket nothing; start one: npx prep start --bucket nothing',
      },
    });
    expect((await prep('status', '--id', 'odd', '--json')).json().error.message).toContain('workflow ID odd');
  });

  it('tells of a run that was terminated', async () => {
    await temporal.client.workflow.getHandle('prepare/photos').terminate('by the test');
    const ran = await prep('status', 'photos', '--json');
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toMatchObject({
      state: 'terminated',
      failure: { type: 'Terminated', message: expect.stringContaining('by the test') },
    });
  });
});

import { realPreparations } from '../client/real-preparations';
import { decideUpdate } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import { say } from '../../presentation/words/words';
import type { prepareMigration } from '../../workflows';
import { run } from '../client/run-command';
import { startRig, untilPhase, type Rig } from '../rig/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
});
afterAll(() => rig.stop());

describe('a run that waits and is terminated', () => {
  it('labels its timer, and its status names the command that cleans up what it left', async () => {
    const input = { source: { bucket: 'photos' }, ramUser: { name: 'mgw-nightly' } };
    const handle = await rig.prepare(input, 'nightly-1');
    await untilPhase(handle, 'waiting for approval');

    const { events } = await handle.fetchHistory();
    const labels = (events ?? [])
      .filter(
        ({ timerStartedEventAttributes: timer, activityTaskScheduledEventAttributes: activity }) =>
          timer ?? activity,
      )
      .map(({ userMetadata }) => Buffer.from(userMetadata?.summary?.data ?? []).toString('utf8'));
    expect(labels).toContain('"Wait for the decision"');
    expect(labels.filter((label) => label === '')).toEqual([]);

    await handle.terminate('the machine was needed');
    const preparations = realPreparations(rig.client);
    const ran = await run(['status', '--id', 'nightly-1', '--json'], { preparations });
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toMatchObject({
      state: 'terminated',
      left: { command: 'npx prep revoke photos --user mgw-nightly --now --wait' },
    });
  });

  it('warns that it will be, if its timeout is shorter than its approval', async () => {
    const preparations = realPreparations(rig.client);
    const workflowId = 'prepare/photos';
    await rig.client.workflow.start('prepareMigration', {
      workflowId,
      taskQueue: TASK_QUEUE,
      workflowExecutionTimeout: '1 hour',
      args: [{ source: { bucket: 'photos' } }],
    });
    const handle = rig.client.workflow.getHandle<typeof prepareMigration>(workflowId);
    const status = await untilPhase(handle, 'waiting for approval');
    expect(status.endsEarly).toMatch(/^The server ends this run at .* cleans up nothing/);
    const details = await rig.client.workflow.getHandle(workflowId).query('__temporal_workflow_metadata');
    expect((details as { currentDetails: string }).currentDetails).toContain('The server ends this run at');

    const attached = await run(['start', 'photos', '--json'], { preparations });
    expect(attached.json()).toMatchObject({
      attached: true,
      warnings: expect.arrayContaining([expect.stringMatching(/^The server ends this run at/)]),
    });
    const shown = await run(['status', 'photos'], { preparations });
    expect(shown.out).toContain('The server ends this run at');
    await handle.cancel();
    await handle.result().catch(() => undefined);

    const without = await rig.prepare({ source: { bucket: 'photos' } }, workflowId);
    expect((await untilPhase(without, 'waiting for approval')).endsEarly).toBeUndefined();
    const quiet = await run(['start', 'photos', '--json'], { preparations });
    expect(JSON.stringify(quiet.json())).not.toContain('The server ends this run');
    await without.cancel();
    await without.result().catch(() => undefined);
  });
});

describe('a run whose time is up', () => {
  it('was ended by the server: its status names the command that cleans up what it left', async () => {
    const handle = await rig.client.workflow.start('prepareMigration', {
      workflowId: 'nightly-2',
      taskQueue: TASK_QUEUE,
      workflowExecutionTimeout: '2 seconds',
      args: [{ source: { bucket: 'photos' }, ramUser: { name: 'mgw-nightly' } }],
    });
    await handle.result().catch(() => undefined);
    const preparations = realPreparations(rig.client);
    const ran = await run(['status', '--id', 'nightly-2', '--json'], { preparations });
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toMatchObject({
      state: 'timed out',
      failure: { type: 'TimedOut' },
      left: { command: 'npx prep revoke photos --user mgw-nightly --now --wait' },
    });
  });

  it('with one of two approvals, says so', async () => {
    const handle = await rig.prepare({
      source: { bucket: 'photos' },
      destination: { bucket: 'photos-two' },
      ramUser: { name: 'mgw-two' },
      approval: { required: 2, timeout: '20 seconds' },
    });
    await untilPhase(handle, 'waiting for approval');
    await handle.executeUpdate(decideUpdate, { args: [{ decision: 'approve', approver: 'li.wei' }] });
    expect(await handle.result()).toMatchObject({
      outcome: 'approval timed out',
      summary: expect.anything(),
      decisions: [{ approver: 'li.wei' }],
    });
    const { summary } = await handle.result();
    expect(say('en', summary)).toContain('1 of 2 approvals');
    expect(say('en', summary)).not.toContain('nobody');
  });
});

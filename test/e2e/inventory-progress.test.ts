import { statusQuery } from '../../contracts/messages';
import { inventoryWorkflowId } from '../../contracts/names';
import { Control } from '../rig/control';
import { startRig, until, untilPhase, type Rig } from '../rig/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'large', synthetic: 'hex:200000' }] });
});
afterAll(() => rig.stop());

it('is shown by the preparation after each round of its inventory, and by nobody else', async () => {
  const control = new Control(rig.standIns);
  await control.fault({ service: 'ks3', resource: 'large', kind: 'latency', latencyMs: 3000, times: 0 });
  const handle = await rig.prepare({ source: { bucket: 'large' } });
  const note = await until(
    async () => {
      const { steps } = await handle.query(statusQuery);
      return steps.find(({ name, state }) => name === 'inventory' && state === 'running')?.note || undefined;
    },
    { wanted: () => 'a note of the running inventory' },
  );
  expect(note).toMatch(/^[\d,]+ objects, [\d.]+ [KMG]iB so far, [\d,]+ objects\/s(, about .+ left)?$/);
  await handle.signal('progress', { objects: 'all', bytes: '<b>' });
  await handle.signal('progress');
  await handle.signal('progress', { objects: '1', bytes: '1', objectsPerSecond: 0.5, secondsLeft: null });
  await control.clearFaults();

  const { steps } = await untilPhase(handle, 'waiting for approval');
  expect(steps.find(({ name }) => name === 'inventory')?.note).toMatch(/^200,000 objects/);
  const child = await rig.client.workflow.getHandle(inventoryWorkflowId(handle.workflowId)).fetchHistory();
  const rounds = (child.events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: one }) => one?.activityType?.name === 'dealInventory',
  );
  const { events } = await handle.fetchHistory();
  const told = (events ?? []).filter(
    ({ workflowExecutionSignaledEventAttributes: one }) => one?.signalName === 'progress',
  );
  // Three of them were sent by this test.
  expect(told.length - 3).toBeLessThanOrEqual(rounds.length);
  await handle.signal('progress', { objects: '1', bytes: '1', objectsPerSecond: 1, secondsLeft: null });
  expect((await handle.query(statusQuery)).phase.name).toBe('waiting for approval');
  await handle.cancel();
  await handle.result().catch(() => undefined);
});

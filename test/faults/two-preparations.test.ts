import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import { Control } from '../rig/control';
import { untilIn } from '../rig/lifecycle';
import { inputFor, startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';

/** Two runs of one preparation under different workflow IDs, as a Schedule and a person start them, on a real server. */
const NAMES = ['shared', 'kept', 'rejected', 'terminated'];
let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: NAMES.map((name) => ({ name })) });
  control = new Control(rig.standIns);
});
afterAll(() => rig.stop());

const approver = 'li.wei';

/** Starts a preparation that waits for its approval, until the server's index shows it. */
async function waiting(name: string): Promise<PreparationHandle> {
  const handle = await rig.prepare(inputOf(name), `prepare/${name}`);
  await untilPhase(handle, 'waiting for approval');
  const query = `WorkflowId = "${handle.workflowId}" AND ExecutionStatus = "Running"`;
  await until(async () => (await rig.client.workflow.count(query)).count > 0 || undefined);
  return handle;
}

const inputOf = (name: string) => inputFor(name, { source: { bucket: name } });

async function untilOfOpenRun(handle: PreparationHandle, other: PreparationHandle): Promise<void> {
  const { phase } = await untilPhase(handle, 'action required');
  expect(phase).toMatchObject({ step: 'bucket', problem: { type: 'UserOfOpenRun' } });
  expect(JSON.stringify(phase)).toContain(`${other.workflowId} still works with it`);
}

describe('a second run of a preparation that is open under another workflow ID', () => {
  it('takes nothing from the first one, which delivers, and then finds it prepared', async () => {
    const first = await waiting('shared');
    const second = await rig.prepare(inputOf('shared'), 'prepare/shared-2026-05-01T08:00:00Z');
    await untilOfOpenRun(second, first);
    await first.signal(approveSignal, { approver });
    expect(await first.result()).toMatchObject({ outcome: 'prepared' });
    const delivered = await control.ramUser('mgw-shared');
    await second.signal(retrySignal, {});
    await expect(second.result()).rejects.toMatchObject({ cause: { type: 'AlreadyPrepared' } });
    expect(await control.ramUser('mgw-shared')).toEqual(delivered);
  });

  it('removes nothing of the first one if it is cancelled', async () => {
    const first = await waiting('kept');
    const second = await rig.prepare(inputOf('kept'), 'prepare/kept-2026-05-01T08:00:00Z');
    await untilOfOpenRun(second, first);
    await second.cancel();
    await expect(second.result()).rejects.toThrow('cancelled');
    expect((await second.query(statusQuery)).phase).toMatchObject({ outcome: 'cancelled' });
    await first.signal(approveSignal, { approver });
    expect(await first.result()).toMatchObject({ outcome: 'prepared' });
  });

  it('continues after a retry once the first one has ended, also if it was terminated', async () => {
    const ends: [string, (first: PreparationHandle) => Promise<unknown>][] = [
      ['rejected', (first) => first.signal(rejectSignal, { approver, reason: 'twice' })],
      ['terminated', (first) => first.terminate()],
    ];
    for (const [name, end] of ends) {
      const first = await waiting(name);
      const second = await rig.prepare(inputOf(name), `prepare/${name}-2026-05-01T08:00:00Z`);
      await untilOfOpenRun(second, first);
      await end(first);
      await first.result().catch(() => undefined);
      await second.signal(retrySignal, {});
      await untilIn(second, 'waiting for approval');
      await second.signal(approveSignal, { approver });
      expect(await second.result()).toMatchObject({ outcome: 'prepared' });
    }
  });
});

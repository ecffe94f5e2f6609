import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { approveSignal, retrySignal } from '../../contracts/messages';
import type { ProcessRig } from '../rig/process-rig';
import { startProcessRig } from '../rig/process-rig';
import { untilPhase } from '../rig/rig';

type Line = Readonly<Record<string, unknown>> & { readonly message: string };

/** What the worker says of itself. Everything else is about a run. */
const OF_THE_WORKER =
  /^(The worker |Connected to |Stopping |Bundl|Worker state changed|Activity Worker terminated|Workflow Worker terminated|Heartbeats complete)/;

let rig: ProcessRig;
beforeAll(async () => {
  rig = await startProcessRig(
    { buckets: [{ name: 'photos', synthetic: 'hex:20' }] },
    { PREP_LOG_LEVEL: 'debug', PREP_LOG_FORMAT: 'json' },
  );
});
afterAll(() => rig.stop());

it('names the workflow ID on every line about a run, also of what fails in it', async () => {
  const worker = rig.startWorker();
  await worker.running();
  const handle = await rig.prepare({ source: { bucket: 'photos' } });
  await untilPhase(handle, 'waiting for approval');
  await handle.signal('approve', { nonsense: true });
  await rig.control.fault({
    service: 'ram',
    operation: 'AttachPolicyToUser',
    kind: 'status',
    status: 403,
    code: 'NoPermission',
    times: 0,
  });
  await handle.signal(approveSignal, { approver: 'li.wei' });
  await untilPhase(handle, 'action required');
  await rig.control.clearFaults();
  await handle.signal(retrySignal, { by: 'li.wei' });
  expect((await handle.result()).outcome).toBe('prepared');
  expect(await worker.stop()).toBe(0);

  const lines = readFileSync(join(rig.folder, 'worker.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const running = lines.findIndex(({ message }) => message.startsWith('The worker is running'));
  const ofRuns = lines.slice(running).filter(({ message }) => !OF_THE_WORKER.test(message));
  expect(ofRuns.filter(({ workflowId }) => typeof workflowId !== 'string')).toEqual([]);
  const said = ofRuns.filter(({ workflowId }) => workflowId === handle.workflowId);
  expect(said.map(({ message }) => message)).toEqual(
    expect.arrayContaining(['A decision about the plan counted', 'Workflow started', 'Activity failed']),
  );
});

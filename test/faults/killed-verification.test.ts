import { TASK_QUEUE } from '../../contracts/names';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { VerificationResult } from '../../contracts/migration/verification';
import type { WorkflowHandle } from '@temporalio/client';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until } from '../rig/rig';

const PAGES = 30;
const KILL_AFTER_PAGES = 12;
/** All pages of both sides, and what both asked for between two heartbeats. */
const MAX_PAGES = 2 * PAGES + 30;
const OBJECTS = Object.fromEntries(
  Array.from({ length: PAGES * 1000 }, (_, n) => [
    `p/${String(n).padStart(6, '0')}`,
    n % 100 === 0 ? 'x' : '',
  ]),
);

let rig: ProcessRig;

beforeAll(async () => {
  rig = await startProcessRig({ buckets: [] }, { PREP_INVENTORY_CONCURRENCY: '1' });
  const { control } = rig;
  const { 'p/000777': _gone, ...others } = OBJECTS;
  await control.arrange('ks3', 'create-bucket', { name: 'films' });
  await control.arrange('ks3', 'put-objects', {
    bucket: 'films',
    objects: Object.entries(OBJECTS).map(([key, content]) => ({ key, content })),
  });
  await control.arrange('oss', 'create-bucket', { name: 'films-oss' });
  await control.arrange('oss', 'put-objects', { bucket: 'films-oss', objects: { ...others, 'p/zz': 'y' } });
});
afterEach(() => rig.control.clearFaults());
afterAll(() => rig.stop());

const start = (name: string, input: object = {}): Promise<WorkflowHandle> =>
  rig.client.workflow.start('verifyMigration', {
    workflowId: `verify/films/${name}`,
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket: 'films' }, ...input }],
  });

async function asked(service: 'ks3' | 'oss', operation: string): Promise<number> {
  return (await rig.control.audit({ service, operation })).length;
}

const FOUND = {
  identical: false,
  source: { objects: String(PAGES * 1000) },
  destination: { objects: String(PAGES * 1000) },
  differences: {
    missing: { objects: '1', samples: ['p/000777'] },
    extra: { objects: '1', samples: ['p/zz'] },
    otherSize: { objects: '0' },
  },
};

describe('a worker that is killed while it verifies', () => {
  it('costs few pages, and the next one comes to the true result', async () => {
    for (const service of ['ks3', 'oss'] as const) {
      await rig.control.fault({
        service,
        operation: 'ListObjectsV2',
        kind: 'latency',
        latencyMs: 200,
        times: 0,
      });
    }
    const first = rig.startWorker();
    await first.running();
    const handle = await start('listed');
    await until(async () => {
      const pages = [await asked('ks3', 'ListObjectsV2'), await asked('oss', 'ListObjectsV2')];
      return Math.min(...pages) >= KILL_AFTER_PAGES || undefined;
    });
    await first.kill();
    await rig.control.clearFaults();
    rig.startWorker();
    const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
    expect(value).toMatchObject(FOUND);
    const pages = (await asked('ks3', 'ListObjectsV2')) + (await asked('oss', 'ListObjectsV2'));
    expect(pages).toBeLessThan(MAX_PAGES);
  });

  it('and answers that are lost or refused change nothing of the result', async () => {
    const running = rig.startWorker();
    await running.running();
    for (const service of ['ks3', 'oss'] as const) {
      // Answers that are lost, before and after they were given, and slow-downs.
      await rig.control.fault({ service, operation: 'HeadObject', kind: 'reset', when: 'after', times: 2 });
      await rig.control.fault({ service, operation: 'HeadObject', kind: 'throttle', after: 10, times: 2 });
      await rig.control.fault({
        service,
        operation: 'ListObjectsV2',
        kind: 'reset',
        when: 'after',
        times: 2,
      });
    }
    const handle = await start('contents', { deep: '200' });
    const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
    expect(value).toMatchObject(FOUND);
    expect(value.contents).toMatchObject({ byMd5: value.contents?.objects });
    expect(value.contents?.objects).toBeGreaterThanOrEqual(199);
  });
});

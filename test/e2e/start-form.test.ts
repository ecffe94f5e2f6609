import { RawValue, type ApplicationFailure } from '@temporalio/common';
import { preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { startRig, untilPhase, type Rig } from '../rig/rig';

const BUCKETS = ['photos', 'music', 'videos', 'papers', 'scans', 'mails', 'maps', 'notes'];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: BUCKETS.map((name) => ({ name, synthetic: 'hex:20' })) });
});
afterAll(() => rig.stop());

/** What the Web UI sends if another encoding than JSON is chosen for the input. */
const encoded = (encoding: string, text: string) =>
  RawValue.fromPayload({ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(text) });

async function refusal(type: string, workflowId: string, args: unknown[]): Promise<ApplicationFailure> {
  const handle = await rig.client.workflow.start(type, { workflowId, taskQueue: TASK_QUEUE, args });
  const failure: unknown = await handle.result().then(
    () => undefined,
    ({ cause }: { cause: unknown }) => cause,
  );
  return failure as ApplicationFailure;
}

/** The last JSON object that a message shows. */
function jsonIn(message: string): unknown {
  return JSON.parse(/.*(\{"source":.*?\}\})/s.exec(message)?.[1] ?? 'null');
}

describe('a mistake in the start form is answered with the JSON that works', () => {
  it.each<[mistake: string, bucket: string, type: string, args: unknown[]]>([
    ['a misspelt type', 'photos', 'prepareMigraton', [{ source: { bucket: 'photos' } }]],
    ['a type of another case', 'music', 'PrepareMigration', []],
    ['no input', 'videos', 'prepareMigration', []],
    ['the name alone', 'papers', 'prepareMigration', ['papers']],
    ['another encoding', 'scans', 'prepareMigration', [encoded('binary/plain', '{"source":{}}')]],
    ['text that is not JSON', 'mails', 'prepareMigration', [encoded('json/plain', '{ bucket: mails }')]],
    ['the bucket beside its section', 'notes', 'prepareMigration', [{ bucket: 'notes' }]],
    ['another bucket than its ID', 'maps', 'prepareMigration', [{ source: { bucket: 'photos' } }]],
  ])('%s', async (_, bucket, type, args) => {
    const workflowId = preparationWorkflowId(bucket);
    const { message } = await refusal(type, workflowId, args);
    const input = jsonIn(message);
    expect(input).toEqual({ source: { bucket } });
    expect(message).toContain(
      type === 'prepareMigration' ? 'prepareMigration' : 'Did you mean prepareMigration',
    );
    const again = await rig.prepare(input, workflowId);
    await untilPhase(again, 'waiting for approval');
    await again.cancel();
    await expect(again.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  });
});

describe('a workflow ID that names another run than its input is refused with the ID that works', () => {
  const photos = { source: { bucket: 'photos' } };
  it.each<[type: string, workflowId: string, input: object, right: string]>([
    ['prepareMigration', 'migrate/photos', photos, 'prepare/photos'],
    ['prepareMigrations', 'prepare/q1', { buckets: ['photos'], dryRun: true }, 'batch/q1'],
    ['migrateBucket', 'migrate/music', photos, 'migrate/photos'],
    ['inventoryBucket', 'inventory/music', photos, 'inventory/photos'],
    ['verifyMigration', 'verify/music-2026-11-28T10:00:00Z', photos, 'verify/photos'],
    ['revokeCredentials', 'revoke/photos', photos, 'revoke/mgw-photos'],
    ['rotateCredentials', 'rotate/mgw-music', photos, 'rotate/mgw-photos'],
    ['rotateCredentials', 'rotate/mgw-photos', { ...photos, key: 'source' }, 'rotate/source/mgw-photos-'],
  ])('%s as %s', async (type, workflowId, input, right) => {
    const { type: error, message } = await refusal(type, workflowId, [input]);
    expect(error).toBe('InvalidInput');
    expect(message).toContain(`the workflow ID "${workflowId}"`);
    expect(message).toContain(`start it under the workflow ID "${right}`);
  });

  it.each(['batch/q1-2026-11-28T10:00:00Z', 'q1'])('a fleet may be %s', async (workflowId) => {
    const args = [{ buckets: ['photos'], dryRun: true }];
    const options = { workflowId, taskQueue: TASK_QUEUE, args };
    expect(await rig.client.workflow.execute('prepareMigrations', options)).toBeTruthy();
  });
});

import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { run } from '../client/run-command';
import { temporalPreparations } from '../../client/runs/temporal-preparations';
import { checkTemporal } from '../../client/doctor/temporal-checks';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { rejectSignal } from '../../contracts/messages';
import { inventoryWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import {
  PREP_ACTION_REQUIRED,
  PREP_BUCKET,
  PREP_DESTINATION,
  PREP_PHASE,
  PREP_REQUESTER,
} from '../../contracts/runs/search-attributes';
import { sayIn } from '../../presentation/words/words';
import { startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { startTemporal } from '../rig/temporal';

async function attributesOf(handle: Pick<PreparationHandle, 'describe'>): Promise<object> {
  const { typedSearchAttributes } = await handle.describe();
  const ours = typedSearchAttributes.getAll().filter(({ key }) => key.name.startsWith('Prep'));
  return Object.fromEntries(ours.map(({ key, value }) => [key.name, value]));
}

describe('the search attributes of a run', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
  });
  afterAll(() => rig.stop());

  it('say in which phase it is, what it is about and who requested it, until it has ended', async () => {
    const input = { source: { bucket: 'photos' }, requestedBy: 'zhang.min' };
    const handle = await rig.prepare(input);
    await untilPhase(handle, 'waiting for approval');

    expect(await attributesOf(handle)).toEqual({
      PrepPhase: 'waiting for approval',
      PrepBucket: 'photos',
      PrepDestination: 'photos-oss',
      PrepRequester: 'zhang.min',
      // Some of its objects are archived.
      PrepActionRequired: true,
    });
    const query = "PrepPhase = 'waiting for approval' AND PrepRequester = 'zhang.min'";
    const found = await until(async () => {
      for await (const { workflowId } of rig.client.workflow.list({ query })) {
        return workflowId;
      }
      return undefined;
    });
    expect(found).toBe(handle.workflowId);

    const preparations = temporalPreparations(rig.client, {
      linkOf: () => null,
      viewOf: (wanted) => `http://ui?query=${wanted}`,
      publicKeys: [],
      language: 'en',
      close: async () => undefined,
    });
    const argv = ['list', '--json', '--phase', 'waiting-for-approval', '--by', 'zhang.min'];
    const listed = await run(argv, { preparations });
    expect(listed.json()).toMatchObject({
      runs: [
        {
          workflowId: handle.workflowId,
          bucket: 'photos',
          phase: 'waiting for approval',
          requester: 'zhang.min',
        },
      ],
      searchable: true,
      warnings: [],
    });
    // The query of each view is one that the server understands.
    for (const { link } of listed.json().views as { link: string }[]) {
      const view = rig.client.workflow.list({ query: link.slice('http://ui?query='.length) });
      await expect(view[Symbol.asyncIterator]().next()).resolves.toBeDefined();
    }

    await handle.signal(
      rejectSignal,
      JSON.parse(messageExamples.reject.replace('YOUR-NAME', 'li.wei')) as unknown,
    );
    await handle.result();
    expect(await attributesOf(handle)).toMatchObject({ PrepPhase: 'rejected' });
    const child = rig.client.workflow.getHandle(inventoryWorkflowId(handle.workflowId));
    expect(await attributesOf(child as PreparationHandle)).toMatchObject({
      PrepPhase: 'complete',
      PrepBucket: 'photos',
    });
  });
});

describe('a run that was started with the search attributes of another one', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
  });
  afterAll(() => rig.stop());

  const COPIED = [
    { key: PREP_PHASE, value: 'action required' },
    { key: PREP_BUCKET, value: 'albums' },
    { key: PREP_DESTINATION, value: 'albums-oss' },
    { key: PREP_REQUESTER, value: 'zhao.lei' },
    { key: PREP_ACTION_REQUIRED, value: true },
  ];
  const startedWith = (input: object) =>
    rig.client.workflow.start('prepareMigration', {
      workflowId: preparationWorkflowId('photos'),
      taskQueue: TASK_QUEUE,
      args: [input],
      typedSearchAttributes: COPIED,
    });

  it('has none of them where its input is refused', async () => {
    const refused = await startedWith({ source: { bucket: 'photos' }, destnation: {} });
    await expect(refused.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
    expect(await attributesOf(refused)).toEqual({ PrepPhase: 'failed', PrepActionRequired: false });
  });

  it('has its own otherwise', async () => {
    const handle = await startedWith({ source: { bucket: 'photos' } });
    await untilPhase(handle as PreparationHandle, 'waiting for approval');
    expect(await attributesOf(handle)).toEqual({
      PrepPhase: 'waiting for approval',
      PrepBucket: 'photos',
      PrepDestination: 'photos-oss',
      PrepActionRequired: true,
    });
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await attributesOf(handle)).toMatchObject({ PrepPhase: 'cancelled', PrepActionRequired: false });
  });
});

describe('a namespace without the search attributes', () => {
  let temporal: TestWorkflowEnvironment;
  beforeAll(async () => {
    temporal = await startTemporal(undefined, []);
  });
  afterAll(() => temporal.teardown());

  const checked = async (fix: boolean) => {
    const env = { TEMPORAL_ADDRESS: temporal.address, HOME: '/nonexistent' };
    const checks = await checkTemporal(env, undefined, Promise.resolve(false), fix);
    const say = sayIn('en');
    const found = checks.find(({ name }) => say(name) === 'Search attributes');
    return found && { outcome: found.outcome, message: say(found.message), remedy: say(found.remedy ?? '') };
  };

  it('is reported by the doctor, which registers them if asked to', async () => {
    expect(await checked(false)).toEqual({
      outcome: 'warning',
      message:
        'Not registered: PrepPhase, PrepBucket, PrepDestination, PrepRequester, PrepActionRequired. Runs do without them, but the Web UI cannot filter by them.',
      remedy: 'Register them: npx prep doctor --fix',
    });
    expect(await checked(true)).toMatchObject({
      outcome: 'ok',
      message: expect.stringMatching(/^Registered now: PrepPhase/) as unknown,
    });
    expect(await until(async () => ((await checked(false))?.outcome === 'ok' ? true : undefined))).toBe(true);
  });
});

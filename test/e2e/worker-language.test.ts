import { lookSignal, progressSignal, statusQuery } from '../../contracts/messages';
import { randomUUID } from 'node:crypto';
import type { WorkflowFailedError } from '@temporalio/client';
import { defaultPayloadConverter, RawValue } from '@temporalio/common';
import { TASK_QUEUE } from '../../contracts/names';
import { englishLeft } from '../english-left';
import { startRig, untilPhase, type Rig } from '../rig/rig';

const CHINESE = /[\u4E00-\u9FFF]/;
/** Of the SDK itself. */
const OF_THE_SDK = /^(__|sdk)/;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:20' }] }, (settings) => ({
    ...settings,
    language: 'zh',
  }));
});
afterAll(() => rig.stop());

/** A run that ends because of its input. */
async function refused(workflowType: string, input: unknown) {
  const workflowId = `run/${randomUUID()}`;
  const handle = await rig.client.workflow.start(workflowType, {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [input],
  });
  const error: unknown = await handle.result().catch((failure: unknown) => failure);
  return { handle, message: (error as WorkflowFailedError).cause?.message ?? '' };
}

interface Metadata {
  readonly definition: Readonly<
    Record<string, readonly { readonly name?: string; readonly description?: string }[]>
  >;
  readonly currentDetails: string;
}

describe.each([
  'prepareMigration',
  'prepareMigrations',
  'migrateBucket',
  'revokeCredentials',
  'rotateCredentials',
  'inventoryBucket',
  'verifyMigration',
  'noSuchType',
])('with a worker that speaks Chinese, a run of %s', (workflowType) => {
  it('has a page without an English sentence, from its first step on', async () => {
    const { handle, message } = await refused(workflowType, { sourse: { bucket: 'A' } });
    const { definition, currentDetails } = await handle.query<Metadata>('__temporal_workflow_metadata');
    const described = ['signalDefinitions', 'queryDefinitions', 'updateDefinitions']
      .flatMap((kind) => definition[kind] ?? [])
      .filter(({ name = '' }) => !OF_THE_SDK.test(name))
      .map(({ description = '' }) => description)
      .filter((description) => description !== '');
    const { events = [] } = await handle.fetchHistory();
    const summaries = (events ?? []).flatMap(({ userMetadata }) =>
      userMetadata?.summary ? [defaultPayloadConverter.fromPayload<string>(userMetadata.summary)] : [],
    );

    for (const text of [message, ...described, ...summaries]) {
      expect(text).toMatch(CHINESE);
    }
    expect([message, currentDetails, ...described, ...summaries].flatMap(englishLeft)).toEqual([]);
  });

  it('answers a query that it does not know in Chinese, with every one that it does', async () => {
    const { handle } = await refused(workflowType, { sourse: { bucket: 'A' } });
    const { definition } = await handle.query<Metadata>('__temporal_workflow_metadata');
    const queries = (definition['queryDefinitions'] ?? [])
      .map(({ name = '' }) => name)
      .filter((name) => name !== '' && !OF_THE_SDK.test(name));
    const answer = await handle.query('stauts').catch((error: Error) => error.message);
    expect(answer).toContain('没有名为 "stauts" 的查询');
    expect(englishLeft(String(answer))).toEqual([]);
    const listed = /可用的查询：(.*)。/.exec(String(answer))?.[1]?.split('、') ?? [];
    expect(listed.toSorted()).toEqual(queries.toSorted());
    expect(String(answer).includes('是否应为查询 "status"？')).toBe(queries.includes('status'));
  });

  it('offers people no signal that only runs and commands send', async () => {
    const { handle } = await refused(workflowType, { sourse: { bucket: 'A' } });
    const { definition } = await handle.query<Metadata>('__temporal_workflow_metadata');
    const offered = definition['signalDefinitions']?.map(({ name }) => name);
    expect(offered).not.toContain(lookSignal.name);
    expect(offered).not.toContain(progressSignal.name);
  });
});

it.each([
  ['has a foreign encoding', { metadata: { encoding: Buffer.from('x/y') }, data: Buffer.from('1') }],
  ['is no JSON', { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{') }],
])('says in Chinese why an input that %s cannot be decoded', async (_, payload) => {
  const { message } = await refused('prepareMigration', RawValue.fromPayload(payload));
  expect(message).toMatch(/无法解码：(编码为 x\/y，仅支持 json\/plain|不是 JSON)/);
  expect(englishLeft(message)).toEqual([]);
});

it('says to every reader in their language what a run that was cancelled cleaned up', async () => {
  const handle = await rig.prepare({ source: { bucket: 'photos' } });
  await untilPhase(handle, 'waiting for approval');
  await handle.cancel();
  await expect(handle.result()).rejects.toBeDefined();
  const { phase } = await handle.query(statusQuery, { language: 'en' });
  expect(phase).toMatchObject({ outcome: 'cancelled', summary: expect.stringContaining('photos-oss') });
  expect(JSON.stringify(phase)).not.toMatch(CHINESE);
  expect((await handle.query(statusQuery)).phase).toMatchObject({ summary: expect.stringMatching(CHINESE) });
});
